import * as z from 'zod'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { DEPLOYMENT_TYPES, PROVIDER_NAMES, TASKS } from './plan.ts'
import { application, data, retrieval } from './application-schema.ts'
import { chargeback, price } from './chargeback-schema.ts'
import { continuity } from './continuity-schema.ts'
import { decisions, origin, review } from './decisions-schema.ts'
import { admin } from './admin-schema.ts'
import { gateway } from './gateway-schema.ts'
import { governance } from './governance-schema.ts'
import { calendar, deploymentLimits, limits } from './limits-schema.ts'
import { landingZone } from './landing-zone-schema.ts'
import { network } from './network-schema.ts'
import { operations } from './operations-schema.ts'
import { RESIDENCIES } from './residency.ts'
import { storage } from './storage-schema.ts'
import { capture, telemetry } from './telemetry-schema.ts'
import {
  choice,
  consumerPath,
  count,
  fraction,
  kebabName,
  listed,
  modelName,
  name,
  secret,
  text,
  value,
  whole,
} from './scalars.ts'

/**
 * The shape of the workload file. Every key carries its description: the JSON Schema that editors read and
 * `docs/workload-file.md` are made from it. What one key means for another is checked in `checks/`.
 */
const region = listed(SHIPPED_FACTS.regions.names, 'Azure region')
const residency = listed(RESIDENCIES, 'residency')
const RESIDENCY_VALUES =
  '`global` (anywhere), `eu` or `us` (the data zone), or an Azure geography such as `switzerland` or `united-kingdom`, which only regional deployment types satisfy'

const auth = z.union(
  [
    choice(['managed-identity', 'default-azure', 'none'], 'a way to sign in').describe(
      '`managed-identity`: the identity of the host. `default-azure`: whatever Azure identity the environment offers, for development. `none`: no credential, for `openai` and `simulated` accounts only.',
    ),
    z
      .strictObject({
        key: secret().describe(
          'Where the API key stands: `env:NAME`, `file:PATH` or `keyvault:VAULT/SECRET`; never the key itself.',
        ),
      })
      .describe('Sign in with an API key.'),
    z
      .strictObject({
        managed_identity: z
          .strictObject({ client_id: text().describe('Client id of the user-assigned managed identity.') })
          .describe('A user-assigned managed identity.'),
      })
      .describe('Sign in with a user-assigned managed identity.'),
  ],
  { error: 'is not a way to sign in; write managed-identity, default-azure, none or { key: env:NAME }' },
)

const account = z.strictObject({
  provider: choice(PROVIDER_NAMES, 'a provider').describe(
    '`azure-openai`: Azure OpenAI or Azure AI Foundry. `openai`: whatever else speaks OpenAI’s API. `simulated`: an account that Causeway simulates, for development and drills.',
  ),
  region: region
    .optional()
    .describe('Azure region by its short name, such as `swedencentral`. Required except for `openai`.'),
  endpoint: value()
    .optional()
    .describe(
      'Base URL, in the file or as a reference (`env:NAME`). Required except for `simulated`, which has none.',
    ),
  auth: auth
    .optional()
    .describe('How the gateway signs in. Required for `azure-openai`; otherwise `none` when left out.'),
  subscription: text()
    .prefault('default')
    .describe(
      'Any name for the Azure subscription. Standard quota is shared within one subscription, region, model and type, so accounts of different subscriptions need different names here.',
    ),
  api: choice(['v1', 'classic'], 'an API shape')
    .optional()
    .describe(
      'Shape of Azure’s data plane: `v1`, or `classic` with `api_version`. `classic` when `api_version` is given, otherwise `v1`.',
    ),
  api_version: text()
    .regex(/^\d{4}-\d{2}-\d{2}(-preview)?$/, { error: 'is not an API version such as 2024-10-21' })
    .optional()
    .describe('Version of the classic API, such as `2024-10-21`.'),
  processed_in: residency
    .optional()
    .describe(
      `For \`openai\` accounts: where calls are processed, on your word. ${RESIDENCY_VALUES}. Unknown when left out.`,
    ),
})

const deployment = z.strictObject({
  id: name().describe('Unique in the file; its name in logs, metrics and reports.'),
  account: name().describe('Name of an account of this file.'),
  type: choice(DEPLOYMENT_TYPES, 'a deployment type')
    .optional()
    .describe(
      'Azure’s deployment type. Required except for `openai` accounts, which have none. `global-batch` and `data-zone-batch` serve files of requests only, at half the price; see docs/batch.md.',
    ),
  tpm: count().optional().describe('Quota in tokens per minute, for types that are paid by token.'),
  rpm: count().optional().describe('Quota in requests per minute, beside `tpm`.'),
  ptu: whole(1, 1_000_000).optional().describe('Provisioned throughput units, for provisioned types.'),
  input_tokens_per_minute: count()
    .optional()
    .describe(
      'Input tokens per minute that all PTU of the deployment carry together. Azure’s published figure when left out.',
    ),
  output_weight: z
    .number({ error: 'must be a number from 1 to 100' })
    .min(1, { error: 'must be a number from 1 to 100' })
    .max(100, { error: 'must be a number from 1 to 100' })
    .optional()
    .describe(
      'Input tokens that one output token counts as on PTU. Azure’s published figure, or 4, when left out.',
    ),
  soft_cap: fraction()
    .optional()
    .describe('Share of the PTU’s throughput past which calls go to the next deployment. 0.9 when left out.'),
  priority: whole(1, 100)
    .prefault(1)
    .describe('1 is tried first; deployments of equal priority share the load.'),
  name: z
    .string()
    .min(1, { error: 'is empty' })
    .max(128, { error: 'is longer than 128 characters' })
    .optional()
    .describe('Name of the deployment at the account. The `id` when left out.'),
  version: text()
    .optional()
    .describe('Model version, such as "2025-04-14". That of the model when left out.'),
  limits: deploymentLimits
    .optional()
    .describe(
      'What may be used of the deployment, by all together: the settings of `consumers.<path>.limits`, without `budget.at_end`.',
    ),
})

const model = z.strictObject({
  task: choice(TASKS, 'a task').prefault('generate').describe('What the model is for.'),
  base_model: modelName()
    .optional()
    .describe(
      'The maker’s name of the model, for prices, PTU and quota. The model’s own name when left out.',
    ),
  version: text().optional().describe('Model version of all its deployments.'),
  mixed_versions: choice(['refused', 'allowed'], 'a choice')
    .prefault('refused')
    .describe('Whether deployments may have different versions, and so answer differently.'),
  reasoning: z
    .boolean({ error: 'must be true or false' })
    .optional()
    .describe(
      'Whether it thinks before its first token, which gets it the deadlines of `gateway.deadlines.reasoning`. When left out: true for base models o1, o3, o4, gpt-5 and gpt-6 and their kin, chat variants excepted.',
    ),
  origin: origin
    .optional()
    .describe('Where the model comes from and where it runs. As the provider offers it when left out.'),
  expected_output_tokens: whole(1, 1_000_000)
    .optional()
    .describe(
      'What an answer is taken to need, for limits, the line and provisioned throughput, where the client sets no limit itself. 512 when left out, 2048 where the model reasons.',
    ),
  deployments: z.array(deployment).describe('The places that can serve the model; at least one.'),
  fallback: z
    .array(modelName())
    .prefault([])
    .describe('Models to go on with, in this order, when no deployment of this one can serve.'),
  limits: limits
    .optional()
    .describe('What may be used of the model, by all together: the settings of `consumers.<path>.limits`.'),
})

const consumer = z.strictObject({
  cost_center: text().optional().describe('Who pays. That of the nearest path above when left out.'),
  models: z
    .union([z.literal('all'), z.array(modelName())], { error: 'must be a list of models, or all' })
    .optional()
    .describe(
      'Models that it, and everything below it, may use: a list, or `all` that the paths above allow. When left out, what the nearest path above says; none where none says anything.',
    ),
  priority: choice(['interactive', 'standard', 'batch'], 'a priority')
    .optional()
    .describe(
      'Who goes first when capacity is short: of what is served then, interactive calls get four times the share of standard ones, and those four times that of batch ones, which also leave provisioned deployments sooner. That of the nearest path above when left out, in the end `standard`.',
    ),
  queue_weight: whole(1, 100)
    .optional()
    .describe(
      'Share of what is served while capacity is short, among consumers of the same `priority`: one with 3 gets three times what one with 1 gets, each application for itself. That of the nearest path above when left out, in the end 1.',
    ),
  residency: residency
    .optional()
    .describe(
      `A residency for this consumer and everything below it, beside that of the workload: ${RESIDENCY_VALUES}.`,
    ),
  capture: capture
    .optional()
    .describe(
      'Text of prompts and answers, redacted and cut, in its traces and, with `keep`, in the ledger: none, until a path says so. That of the nearest path above when left out. See docs/telemetry.md.',
    ),
  limits: limits
    .optional()
    .describe(
      'What it may use, together with everything below it. The limits of the paths above bind too. See docs/limits.md.',
    ),
})

/** One would do; more let an organisation and a team each have theirs. */
export const MAX_FACTS_FILES = 8

export const declarationSchema = z
  .strictObject({
    workload: kebabName().describe('Name of the workload, in kebab-case.'),
    exposure: choice(['online', 'corp'], 'an exposure')
      .prefault('corp')
      .describe('`online`: reachable from the internet. `corp`: from the inside only.'),
    environment: choice(['production', 'staging', 'development'], 'an environment')
      .prefault('development')
      .describe('What it is run for.'),
    residency: residency
      .prefault('global')
      .describe(`Where prompts and answers may be processed, a hard rule: ${RESIDENCY_VALUES}.`),
    regions: z
      .strictObject({
        primary: region.describe('Azure region of the workload.'),
        secondary: region.optional().describe('Azure region to go on from when the primary one fails.'),
      })
      .optional()
      .describe('Where the workload runs.'),
    accounts: z.record(name(), account).describe('Accounts at providers, by a name of your choice.'),
    models: z.record(modelName(), model).describe('Models, by the name that clients ask for.'),
    consumers: z
      .record(
        consumerPath(),
        consumer.nullable().transform((written) => written ?? {}),
      )
      .prefault({})
      .describe(
        'Applications that call, and the business units above them, by path: /organisation/unit/team/application.',
      ),
    calendar: calendar
      .nullable()
      .transform((written) => written ?? calendar.parse({}))
      .prefault({})
      .describe('When the days, weeks, months and years of quotas and budgets begin.'),
    gateway: gateway
      .nullable()
      .transform((written) => written ?? gateway.parse({}))
      .prefault({})
      .describe('How the gateway listens and serves.'),
    admin: admin
      .nullable()
      .transform((written) => written ?? admin.parse({}))
      .optional()
      .describe(
        'Where the admin API and the console listen; without this section they do not. See docs/console.md.',
      ),
    storage: storage
      .nullable()
      .transform((written) => written ?? storage.parse({}))
      .prefault({})
      .describe('Where state is kept that several gateways share.'),
    telemetry: telemetry
      .nullable()
      .transform((written) => written ?? telemetry.parse({}))
      .prefault({})
      .describe('What is told of the running gateway, and to whom. See docs/operating.md.'),
    prices: z.array(price).prefault([]).describe('Your own prices, in place of list prices.'),
    chargeback: chargeback
      .nullable()
      .transform((written) => written ?? chargeback.parse({}))
      .prefault({})
      .describe('How cost becomes statements. See docs/chargeback.md.'),
    network: network
      .optional()
      .describe(
        'How the network is laid out, for `causeway review` and `causeway build`; the gateway does not read it.',
      ),
    governance: governance
      .optional()
      .describe('Under whose policies the workload stands, for `causeway review`.'),
    continuity: continuity.optional().describe('What survives the loss of a region, for `causeway review`.'),
    operations: operations.optional().describe('Who runs it and with what, for `causeway review`.'),
    data: data
      .optional()
      .describe('Stores of data around the models, for `causeway review` and `causeway build`.'),
    retrieval: retrieval
      .optional()
      .describe('How the application finds what it grounds answers on, for `causeway review`.'),
    application: application
      .optional()
      .describe('The application around the models and its parts, for `causeway review`.'),
    decisions: decisions.optional().describe('Choices with their reasons, by name, for `causeway review`.'),
    landing_zone: landingZone
      .optional()
      .describe('What `causeway build` makes of the design where it has a choice. See docs/build.md.'),
    azure_facts: z
      .array(text())
      .max(MAX_FACTS_FILES, { error: `has more than ${MAX_FACTS_FILES} entries` })
      .optional()
      .describe(
        'Files with facts about Azure of your own, in place of those that Causeway ships, relative to this file; a later one goes before an earlier one. See docs/azure-facts.md.',
      ),
    review: review.optional().describe('What reviewers are told to leave. See docs/review.md.'),
  })
  .describe('A workload for Causeway.')

/** The file after the shape is known to be right: keys as written, quantities as numbers. */
export type Declaration = z.output<typeof declarationSchema>
export type AccountDeclaration = Declaration['accounts'][string]
export type ModelDeclaration = Declaration['models'][string]
export type DeploymentDeclaration = ModelDeclaration['deployments'][number]
export type ConsumerDeclaration = z.output<typeof consumer>
export type GatewayDeclaration = Declaration['gateway']
