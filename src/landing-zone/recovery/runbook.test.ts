import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDesign } from '../../workload/index.ts'
import { buildGraph } from '../build.ts'
import { recoveryRunbook } from './runbook.ts'

const WORKLOAD = `
workload: contoso-assistant
environment: production
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: https://contoso-frc.openai.azure.com, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: std-swc, account: swc, type: standard, tpm: 240k }
      - { id: std-frc, account: frc, type: standard, tpm: 240k }
  gpt-4o:
    deployments: [{ id: only-swc, account: swc, type: standard, tpm: 10k }]
consumers:
  /contoso/bot: { models: [gpt-4.1, gpt-4o] }
`

const NAMED = 'landing_zone: { gateway: { runs_on: api-management }, entrance: { host: ai.contoso.com } }\n'

const CONTINUITY = `data:
  stores:
    docs: { kind: storage }
    plans: { kind: storage, region: francecentral, redundancy: zone }
    index: { kind: search }
    chats: { kind: cosmos }
    facts: { kind: postgresql }
    images: { kind: container-registry }
continuity:
  recovery_time: 4h
  recovery_point: 90m
  last_drill: 2026-10-01
  assets:
    index: { kind: retrieval-data, replica: francecentral, by: "the pipeline | twice" }
    tuned: { kind: fine-tuned-model, replica: francecentral }
    classifier: { kind: trained-model, replica: francecentral }
`

function runbookOf(text: string): string {
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: Date.UTC(2026, 10, 21) })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  const { path, text: page } = recoveryRunbook(loaded, graph)
  assert.equal(path, 'RUNBOOK.md')
  return page
}

/** From a heading to the next of its kind. */
function section(page: string, heading: string): string {
  const [, rest = ''] = page.split(`\n## ${heading}\n`)
  return rest.split('\n## ')[0] ?? ''
}

test('says what is promised, as the file has it, and when it was tried out', () => {
  const promised = section(runbookOf(WORKLOAD + CONTINUITY), 'What is promised')
  assert.match(promised, /recovery time .*\| 4 h \|/)
  assert.match(promised, /recovery point .*\| 90 min \|/)
  assert.match(promised, /last drill \| 2026-10-01 \|/)
  assert.match(section(runbookOf(WORKLOAD), 'What is promised'), /last drill \| none \|/)
})

test('names what goes on by itself, and what it is called in Azure', () => {
  const lost = section(runbookOf(WORKLOAD + CONTINUITY), 'When swedencentral is lost')
  assert.match(lost, /- gpt-4\.1 answers from std-frc in francecentral/)
  assert.match(lost, /- cosmos-contoso-assistant-prod-chats-\S+ is written to in francecentral/)
  assert.match(lost, /- Images of cr\w+ are pulled from francecentral/)
})

test('gives steps with commands for what does not', () => {
  const lost = section(runbookOf(WORKLOAD + CONTINUITY), 'When swedencentral is lost')
  assert.match(lost, /\d\. gpt-4o stands nowhere else \(only-swc\)/)
  assert.match(
    lost,
    /Let the application ask srch-contoso-assistant-prod-index-copy-francecentral-\w+ in francecentral/,
  )
  assert.match(
    lost,
    /replica promote --resource-group rg-contoso-assistant-prod-ai-francecentral --name psql-\S+copy\S+/,
  )
  assert.match(
    lost,
    /private-endpoint create --resource-group \S+ --name pep-\S+-moved --location francecentral/,
  )
  assert.match(
    lost,
    /dns-zone-group create [^\n]+ \\\n\s+--zone-name zone0 .*privatelink\.documents\.azure\.com/,
  )
})

test('what is in one region alone is said to be lost', () => {
  const lost = section(runbookOf(WORKLOAD + CONTINUITY), 'When francecentral is lost')
  assert.match(lost, /st\w+ is lost with its region: it is copied to no other region/)
})

test('a registry of models goes on in its other region, by a new way to it', () => {
  const lost = section(runbookOf(WORKLOAD + CONTINUITY), 'When swedencentral is lost')
  assert.match(lost, /- Models of mlr-contoso-assistant-prod are taken from francecentral/)
  assert.match(lost, /--group-id amlregistry/)
})

test('a fine-tuned model of `models` is kept as a deployment, which somebody has to call', () => {
  const tuned = 'gpt-4.1-mini-2025-04-14.ft-0ab3f80e4f2242929258fff45b56a9ce'
  const page = runbookOf(
    `${WORKLOAD.replace('gpt-4o:', `gpt-4o:\n    base_model: ${tuned}`).replace('residency: eu\n', '')}
continuity: { assets: { t: { kind: fine-tuned-model, model: gpt-4o, replica: francecentral } } }`,
  )
  const assets = section(page, 'What could not be made again in time')
  assert.match(assets, /\| t \| fine-tuned-model \| .* \| `only-swc in contoso-frc` \|/)
  assert.match(assets, /`41-fine-tuned-francecentral` then takes it to `only-swc`/)
  assert.match(assets, /nobody has called for 15 days/)
  assert.match(
    section(page, 'When swedencentral is lost'),
    /gpt-4o stands by as only-swc in francecentral: add it to `models\.gpt-4o\.deployments`/,
  )
})

test('lists assets with what keeps them; the file writes no tables', () => {
  const assets = section(runbookOf(WORKLOAD + CONTINUITY), 'What could not be made again in time')
  assert.match(
    assets,
    /\| index \| retrieval-data \| swedencentral \| francecentral \| the pipeline \\\| twice \| `srch-/,
  )
  assert.match(assets, /account deployment create --resource-group \S+ --name contoso-frc/)
  assert.match(
    assets,
    /\| classifier \| trained-model \| .* `mlr-contoso-assistant-prod`, `cr\w+ in francecentral` \|/,
  )
})

test('objects are replicated by hand once, where there is a second account', () => {
  const page = runbookOf(`${WORKLOAD}data: { stores: { docs: { kind: storage } } }
continuity: { assets: { docs: { kind: training-data, replica: francecentral } } }`)
  assert.match(
    section(page, 'Once, after the first deployment'),
    /or-policy create --resource-group \S+-francecentral/,
  )
  assert.equal(section(runbookOf(WORKLOAD), 'Once, after the first deployment'), '')
})

test('a workload in one region is told that nothing goes on', () => {
  const one = WORKLOAD.replace(', secondary: francecentral', '')
    .replace(/^ {2}frc:.*\n/m, '')
    .replace(/^ {6}- \{ id: std-frc.*\n/m, '')
  assert.match(section(runbookOf(one), 'When swedencentral is lost'), /nothing goes on/)
})

test('API Management goes on where it has another gateway, and is lost where it has none', () => {
  const inPlace = 'landing_zone: { gateway: { runs_on: api-management } }\n'
  const lost = section(runbookOf(WORKLOAD + inPlace), 'When swedencentral is lost')
  assert.match(lost, /- apim-\S+ goes on in francecentral, .* as it was last set/)
  const alone = WORKLOAD.replace(', secondary: francecentral', '')
    .replace(/^ {2}frc:.*\n/m, '')
    .replace(/^ {6}- \{ id: std-frc.*\n/m, '')
  assert.match(section(runbookOf(alone + inPlace), 'When swedencentral is lost'), /\d\. apim-\S+ is lost/)
})

test('clients are led to the entrance of the other region, or somebody has to lead them', () => {
  const entrance = (exposure: string, via: string) =>
    section(
      runbookOf(
        `${WORKLOAD}exposure: ${exposure}\nnetwork: { gateway: inside, ingress: { via: ${via} } }\n${NAMED}`,
      ),
      'When swedencentral is lost',
    )
  assert.match(
    entrance('online', 'application-gateway'),
    /- traf-\S+ leads clients to agw-contoso-assistant-prod-francecentral in francecentral/,
  )
  assert.match(entrance('online', 'front-door'), /- afd-\S+ leads clients to agw-\S+-francecentral/)
  assert.match(
    entrance('corp', 'application-gateway'),
    /\d\. Let the name that clients call lead to agw-\S+-francecentral[^]+applicationGateways --name agw/,
  )
})

test('gateways of Causeway: who leads clients to the other, or how to find it', () => {
  const gateway = (runsOn: string, via: string) =>
    section(
      runbookOf(`${WORKLOAD}exposure: online
network: { gateway: inside, ingress: { via: ${via} } }
landing_zone: { gateway: { runs_on: ${runsOn} }, entrance: { host: ai.contoso.com } }
gateway: { listen: 0.0.0.0:8443, tls: { certificate: env:TLS_CERTIFICATE, key: env:TLS_KEY } }
`),
      'When swedencentral is lost',
    )
  assert.match(
    gateway('container-apps', 'none'),
    /\d\. Let the name .* lead to ca-\S+[^]+containerApps --name ca/,
  )
  assert.match(gateway('aks', 'none'), /\d\. Let the name .* lead to aks-\S+[^]+kubectl get service causeway/)
  assert.match(gateway('aks', 'front-door'), /- afd-\S+ leads clients to aks-\S+ in francecentral/)
  const behind = gateway('container-apps', 'application-gateway')
  assert.match(behind, /- traf-\S+ leads clients to agw-/)
  assert.doesNotMatch(behind, /lead(?:s clients)? to ca-/)
})

test('the same file gives the same page', () => {
  assert.equal(runbookOf(WORKLOAD + CONTINUITY), runbookOf(WORKLOAD + CONTINUITY))
})
