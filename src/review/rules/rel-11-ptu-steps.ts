import type { Rule } from '../rule.ts'
import { modelDeployments } from '../model-deployments.ts'

export const rel11: Rule = {
  id: 'REL-11',
  title: 'Provisioned throughput is bought in the steps that Azure sells',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability', isDerived: true },
  looksAt: '`sku.capacity` of provisioned deployments, beside the least number and the steps of the model.',
  why: 'Azure refuses any other number, and with it the whole deployment of the template.',
  remedy: 'Take the least number or a step above it.',
  resources: {
    *check(estate) {
      const { ptu } = estate.facts
      for (const { resource, model, type, units } of modelDeployments(estate)) {
        if (type?.provisioned !== true) continue
        const path = 'sku.capacity'
        const steps = model === null ? null : ptu.steps(model, type.name)
        if (units === null || steps === null)
          yield resource.unknown(
            path,
            `whether the PTU of ${resource.name} can be bought: ${units === null ? 'their number' : 'what Azure sells of the model'} is not known`,
          )
        else if (units >= steps.min && (units - steps.min) % steps.increment === 0)
          yield resource.pass(
            path,
            `${resource.name} has ${units} PTU, which can be bought (table of ${steps.asOf})`,
          )
        else
          yield resource.fail(
            path,
            `${resource.name} has ${units} PTU: ${model ?? ''} is sold from ${steps.min} in steps of ${steps.increment} (table of ${steps.asOf})`,
          )
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
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'ProvisionedManaged', capacity: 40 },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
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
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'ProvisionedManaged', capacity: 100 },
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
            type: 'Microsoft.CognitiveServices/accounts/deployments',
            apiVersion: '2024-10-01',
            name: 'aoai-swc/gpt-4.1',
            sku: { name: 'ProvisionedManaged', capacity: "[parameters('given')]" },
            properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
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
