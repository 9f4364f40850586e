import { deploymentsIn } from '../../workload/index.ts'
import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'

export const rel06: Rule = {
  id: 'REL-06',
  title: 'All deployments of a model have one version',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability', isDerived: true },
  looksAt: 'The versions of all deployments of one model.',
  why: 'Fail-over to another version is fail-over to another model: prompts that were tested against one may do badly on the other.',
  remedy: 'Say the version, once, at the model; give each deployment that one.',
  workload: {
    *check(workload) {
      for (const [model, all] of Map.groupBy(deploymentsIn(workload.declaration), (one) => one.model)) {
        if (all.length < 2) continue
        const path = ['models', model]
        const versions = new Set(
          all.map(({ deployment, modelDeclaration }) => deployment.version ?? modelDeclaration.version),
        )
        const said = [...versions].filter((version) => version !== undefined)
        if (said.length > 1) yield workload.fail(path, `${model} answers from the versions ${namesOf(said)}`)
        else if (versions.has(undefined)) yield workload.silent([...path, 'version'])
        else yield workload.pass(path, `every deployment of ${model} is of version ${namesOf(said)}`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4o:
    mixed_versions: allowed
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k, version: "2024-08-06" }
      - { id: gpt4o-b, account: frc, type: data-zone-standard, tpm: 100k, version: "2024-11-20" }`,
      ],
      passes: [
        `models:
  gpt-4o:
    version: "2024-11-20"
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k }
      - { id: gpt4o-b, account: frc, type: data-zone-standard, tpm: 100k }`,
      ],
      undetermined: [
        `models:
  gpt-4o:
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k }
      - { id: gpt4o-b, account: frc, type: data-zone-standard, tpm: 100k }`,
      ],
      notApplicable: [
        `models:
  gpt-4o:
    deployments:
      - { id: gpt4o-a, account: swc, type: data-zone-standard, tpm: 100k }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      const known = modelDeployments(estate).filter(({ model }) => model !== null)
      for (const [model, all] of Map.groupBy(known, (one) => one.model ?? '')) {
        const [first] = all
        if (first === undefined || all.length < 2) continue
        const path = 'properties.model.version'
        const versions = new Set(all.map(({ version }) => version))
        if (versions.has(null))
          yield first.resource.unknown(
            path,
            `of which version every deployment of ${model} is: one does not say, or it is not known`,
          )
        else if (versions.size > 1)
          yield first.resource.fail(
            path,
            `${model} answers from the versions ${namesOf([...versions].map(String))}`,
          )
        else
          yield first.resource.pass(path, `every deployment of ${model} is of version ${first.version ?? ''}`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-frc',
            location: 'francecentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-frc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-01-01' } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-frc',
            location: 'francecentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-frc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-frc',
            location: 'francecentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-frc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1' } },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'Standard', capacity: 50 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
          },
        ],
      ],
    },
  },
}
