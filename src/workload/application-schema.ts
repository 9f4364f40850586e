import * as z from 'zod'
import { choice, duration, name, text } from './scalars.ts'
import { flag, region, words } from './design-values.ts'

/**
 * The part of the workload file that draws the application around the models: read by `causeway review`, and `data` by
 * `causeway build` too.
 */
const STORE_KINDS = [
  'search',
  'storage',
  'cosmos',
  'sql',
  'postgresql',
  'key-vault',
  'container-registry',
  'other',
] as const

const STORAGE_SERVICES = ['blob', 'dfs', 'file', 'queue', 'table'] as const

const store = z.strictObject({
  kind: choice(STORE_KINDS, 'a kind of store').describe('What it is.'),
  region: region().optional().describe('Azure region that it is in.'),
  classification: choice(['public', 'internal', 'confidential'], 'a classification')
    .optional()
    .describe('Who may see what is in it.'),
  reached_by: z
    .array(name())
    .optional()
    .describe('Parts of `application.parts` that reach it; `api` parts alone should.'),
  encryption: choice(['platform-key', 'customer-key'], 'a kind of encryption')
    .optional()
    .describe('Whose key its content is encrypted with.'),
  redundancy: choice(['none', 'zone', 'region'], 'a redundancy')
    .optional()
    .describe(
      'What it survives the loss of. `causeway build` takes `region`, as far as the service does it by itself, when left out.',
    ),
  uses: z
    .array(choice(STORAGE_SERVICES, 'a service of Azure Storage'))
    .min(1, { error: 'is empty' })
    .optional()
    .describe(
      'For `storage`: its services that are used; `dfs` is Data Lake, with folders, and without versions. `blob` alone when left out.',
    ),
})
export type StoreKind = (typeof STORE_KINDS)[number]
export type DeclaredStore = z.output<typeof store>

export const data = z.strictObject({
  stores: z.record(name(), store).optional().describe('Stores of data that the application reads, by name.'),
})

const part = z.strictObject({
  kind: choice(
    ['user-interface', 'api', 'orchestrator', 'agent', 'microservice', 'pipeline', 'model-server'],
    'a kind of part',
  ).describe('What it is.'),
  calls: z.array(name()).optional().describe('Other parts that it calls.'),
  models: choice(['through-gateway', 'direct', 'none'], 'a way to models')
    .optional()
    .describe('How it calls models.'),
  deployed_with: z
    .array(name())
    .optional()
    .describe('Other parts that can only be deployed together with it.'),
  container: choice(['pinned', 'tag', 'none'], 'a choice')
    .optional()
    .describe('Whether it is a container image, by digest (`pinned`) or by a tag that may move.'),
  replicas: z
    .strictObject({
      least: z
        .int({ error: 'must be a whole number' })
        .min(0, { error: 'must be 0 or more' })
        .optional()
        .describe('Least replicas.'),
      most: z
        .int({ error: 'must be a whole number' })
        .min(1, { error: 'must be 1 or more' })
        .optional()
        .describe('Most replicas.'),
    })
    .optional()
    .describe('How far it scales.'),
  capabilities: z
    .array(words())
    .optional()
    .describe('For agents: what it registers with the orchestrator as able to do.'),
  receives: choice(['queue', 'direct'], 'a way of being called')
    .optional()
    .describe('For agents: whether tasks come through a topic or queue, or by a direct call.'),
})

export const application = z.strictObject({
  stage: choice(['proof-of-concept', 'pilot', 'live'], 'a stage').optional().describe('How far along it is.'),
  pattern: z
    .array(
      choice(
        ['simple', 'rag', 'ensemble', 'microservices', 'event-driven', 'layered', 'agents'],
        'a pattern',
      ),
    )
    .optional()
    .describe('Design patterns that it follows.'),
  sign_in: choice(['entra', 'other-provider', 'own', 'none'], 'a way to sign in')
    .optional()
    .describe('What its users sign in with.'),
  demand: choice(['steady', 'fluctuating'], 'a demand')
    .optional()
    .describe('How its load runs over the day.'),
  colocation: words().optional().describe('What is put side by side, what that gains and what it costs.'),
  framework: name().optional().describe('The framework or library that it is built on.'),
  parts: z.record(name(), part).optional().describe('Its parts, by name: who calls whom.'),
})

export const retrieval = z.strictObject({
  mode: choice(['just-in-time', 'pre-calculated'], 'a mode of retrieval')
    .optional()
    .describe('`just-in-time`: looked up with each question. `pre-calculated`: results are kept.'),
  kept_for: duration().optional().describe('How long pre-calculated results are good for.'),
  chunking: choice(['fixed', 'by-structure', 'dynamic'], 'a way of chunking')
    .optional()
    .describe('How documents are cut: always alike, along their structure, or by kind of data and question.'),
  feedback: words().optional().describe('How measured quality changes the chunking.'),
  lineage: flag()
    .optional()
    .describe('Whether each chunk carries its own id and that of the document it comes from.'),
  trimming: choice(['by-caller', 'by-application', 'none'], 'a way of trimming')
    .optional()
    .describe(
      '`by-caller`: results are cut to what the caller may see. `by-application`: to what the application may. `none`: all see all.',
    ),
  access_field: text().optional().describe('Field of the index that holds the groups that may see a chunk.'),
})
