import { evaluateTarget } from '../../src/azure/index.ts'

/**
 * How long evaluating a large template takes: `node bench/arm/main.ts`. Azure takes templates of 4 MB at most; this one
 * has 2 MB, as compiled Bicep has them: modules in modules with loops, functions and outputs handed on.
 */
const LENGTH = 2_000_000
const RUNS = 5
const SCHEMA = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#'

function account(): unknown {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    languageVersion: '2.0',
    parameters: {
      name: { type: 'string' },
      location: { type: 'string', defaultValue: '[resourceGroup().location]' },
      models: { type: 'array' },
      logs: { type: 'string' },
    },
    resources: {
      account: {
        type: 'Microsoft.CognitiveServices/accounts',
        apiVersion: '2025-06-01',
        name: "[parameters('name')]",
        location: "[parameters('location')]",
        kind: 'AIServices',
        sku: { name: 'S0' },
        properties: {
          customSubDomainName: "[toLower(parameters('name'))]",
          publicNetworkAccess: 'Disabled',
          networkAcls: { defaultAction: 'Deny', ipRules: [] },
        },
      },
      models: {
        copy: { name: 'models', count: "[length(parameters('models'))]", mode: 'serial', batchSize: 1 },
        type: 'Microsoft.CognitiveServices/accounts/deployments',
        apiVersion: '2025-06-01',
        name: "[format('{0}/{1}', parameters('name'), parameters('models')[copyIndex()].name)]",
        sku: "[coalesce(tryGet(parameters('models')[copyIndex()], 'sku'), createObject('name', 'GlobalStandard'))]",
        properties: { model: { format: 'OpenAI', name: "[parameters('models')[copyIndex()].name]" } },
        dependsOn: ['account'],
      },
      logs: {
        condition: "[not(empty(parameters('logs')))]",
        type: 'Microsoft.Insights/diagnosticSettings',
        apiVersion: '2021-05-01-preview',
        scope: "[resourceId('Microsoft.CognitiveServices/accounts', parameters('name'))]",
        name: 'logs',
        properties: { workspaceId: "[parameters('logs')]" },
      },
    },
    outputs: {
      id: {
        type: 'string',
        value: "[resourceId('Microsoft.CognitiveServices/accounts', parameters('name'))]",
      },
    },
  }
}

function module(at: number): unknown {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: `[format('account-${at}-{0}', uniqueString(subscription().id))]`,
    resourceGroup: "[__bicep.named('rg', parameters('region'))]",
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters: {
        name: { value: `[format('ai-${at}-{0}', uniqueString(subscription().id))]` },
        models: { value: "[union(parameters('models'), createArray(createObject('name', 'gpt-4.1-mini')))]" },
        logs: { value: at === 0 ? '' : `[reference('account${at - 1}').outputs.id.value]` },
      },
      template: account(),
    },
  }
}

function template(): string {
  const resources: Record<string, unknown> = {}
  for (let at = 0, length = 0; length < LENGTH; at++) {
    resources[`account${at}`] = module(at)
    length += JSON.stringify(resources[`account${at}`], null, 2).length
  }
  const functions = [
    {
      namespace: '__bicep',
      members: {
        named: {
          parameters: [
            { type: 'string', name: 'kind' },
            { type: 'string', name: 'region' },
          ],
          output: { type: 'string', value: "[format('{0}-{1}', parameters('kind'), parameters('region'))]" },
        },
      },
    },
  ]
  const parameters = {
    region: { type: 'string', defaultValue: 'swedencentral' },
    models: { type: 'array', defaultValue: [{ name: 'gpt-4.1', sku: { name: 'Standard', capacity: 10 } }] },
  }
  return JSON.stringify(
    { $schema: SCHEMA, languageVersion: '2.0', functions, parameters, resources },
    null,
    2,
  )
}

const text = template()
for (let run = 1; run <= RUNS; run++) {
  const startedMs = performance.now()
  const startedCpu = process.cpuUsage()
  const { resources, notes } = evaluateTarget({ name: 'large.json', text })
  const tookMs = performance.now() - startedMs
  // Of all threads: collecting garbage runs beside.
  const { user, system } = process.cpuUsage(startedCpu)
  const cpuMs = (user + system) / 1000
  console.log(
    `run ${run}: ${(text.length / 1e6).toFixed(2)} MB, ${resources.length} resources, ${notes.length} notes, ` +
      `${tookMs.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of processor time`,
  )
}
