import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

import { loadWorkload, type Plan, type Reference, resolveReference } from '../workload/index.ts'
import { NegativeAnswer } from './exit-code.ts'
import { isTelemetryDisabled, otlpOptions, pushIntervalMs, resourceOf } from './otlp-settings.ts'

type Variables = Readonly<Record<string, string>>

function planWith(telemetry: string): Plan {
  const loaded = loadWorkload(
    `
workload: shown
environment: production
accounts: { sim: { provider: simulated, region: swedencentral } }
models: { m: { base_model: gpt-4.1, deployments: [{ id: d, account: sim, type: standard, tpm: 1M }] } }
${telemetry}
`,
    { source: 'workload.yaml' },
  )
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.plan
}

async function optionsOf(
  telemetry: string,
  env: Variables = {},
  signal: 'metrics' | 'traces' | 'logs' = 'metrics',
) {
  const sources = {
    env: (name: string) => env[name],
    readFile: () => '',
    keyvault: () => Promise.reject(new Error('there is none')),
  }
  const plan = planWith(telemetry)
  const { otlp } = plan.telemetry
  if (otlp === null || isTelemetryDisabled({ env })) return null
  const parts = {
    resolver: { value: (reference: Reference) => resolveReference(reference, sources) },
    environment: { env },
  }
  return {
    ...(await otlpOptions(otlp, signal, parts)),
    intervalMs: pushIntervalMs(otlp.intervalMs, parts),
    resource: resourceOf(plan, 'causeway-0:8080', parts.environment),
  }
}

const ENV: Variables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.contoso.com/otlp/',
  OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20key, x-team=claims',
  OTEL_METRIC_EXPORT_INTERVAL: '15000',
  OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
  OTEL_SERVICE_NAME: 'gateway',
  OTEL_RESOURCE_ATTRIBUTES: 'cloud.region=swedencentral,service.instance.id=own,100%=yes',
}

test('no variable turns it on, and one turns it off', async () => {
  assert.equal(await optionsOf('', ENV), null)
  assert.equal(await optionsOf('telemetry: { otlp: {} }', { OTEL_SDK_DISABLED: 'true' }), null)
})

test('with nothing said it is the collector beside it, once a minute, and says whose metrics they are', async () => {
  const options = await optionsOf('telemetry: { otlp: {} }')
  assert.equal(options?.url, 'http://localhost:4318/v1/metrics')
  assert.equal(options.intervalMs, 60_000)
  assert.equal(options.timeoutMs, 10_000)
  assert.deepEqual(options.headers, {})
  const { 'service.version': version, ...resource } = options.resource
  assert.match(version ?? '', /^\d+\.\d+\.\d+/)
  assert.deepEqual(resource, {
    'service.name': 'causeway',
    'service.instance.id': 'causeway-0:8080',
    'deployment.environment.name': 'production',
    'causeway.workload': 'shown',
  })
})

test("OpenTelemetry's variables say what the file leaves out", async () => {
  const options = await optionsOf('telemetry: { otlp: {} }', ENV)
  assert.equal(options?.url, 'https://collector.contoso.com/otlp/v1/metrics')
  assert.equal(options.intervalMs, 15_000)
  assert.equal(options.timeoutMs, 2_000)
  assert.deepEqual(options.headers, { 'api-key': 'a key', 'x-team': 'claims' })
  assert.equal(options.resource['service.name'], 'gateway')
  assert.equal(options.resource['cloud.region'], 'swedencentral')
  assert.equal(options.resource['service.instance.id'], 'own')
  assert.equal(options.resource['100%'], 'yes')
  const own = await optionsOf('telemetry: { otlp: {} }', {
    ...ENV,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'https://metrics.contoso.com/v1/metrics',
  })
  assert.equal(own?.url, 'https://metrics.contoso.com/v1/metrics')
})

test('a shorter interval than a second is a second', async () => {
  const options = await optionsOf('telemetry: { otlp: {} }', { OTEL_METRIC_EXPORT_INTERVAL: '50' })
  assert.equal(options?.intervalMs, 1_000)
})

test('the file goes before the variables', async () => {
  const options = await optionsOf(
    'telemetry: { otlp: { endpoint: env:WHERE, headers: { api-key: env:OWN_KEY }, interval: 5s } }',
    { ...ENV, WHERE: 'https://other.contoso.com', OWN_KEY: 'own' },
  )
  assert.equal(options?.url, 'https://other.contoso.com/v1/metrics')
  assert.deepEqual(options.headers, { 'api-key': 'own' })
  assert.equal(options.intervalMs, 5_000)
})

test('keys do not travel in the clear, and no message repeats the address', async () => {
  for (const endpoint of [
    'http://collector.contoso.com',
    'not an address',
    'ftp://collector.contoso.com',
    'https://user:hush@collector.contoso.com',
    'https://collector.contoso.com?key=hush',
  ]) {
    const env = { WHERE: endpoint, OWN_KEY: 'own' }
    await assert.rejects(
      optionsOf('telemetry: { otlp: { endpoint: env:WHERE, headers: { api-key: env:OWN_KEY } } }', env),
      (error: Error) => error instanceof NegativeAnswer && !/contoso|hush|not an/.test(error.message),
      endpoint,
    )
  }
})

test('each signal has its own path over HTTP, and none over gRPC', async () => {
  const endpoint = 'telemetry: { otlp: { endpoint: https://otlp.contoso.com/base/v1/metrics } }'
  assert.equal((await optionsOf(endpoint, {}, 'traces'))?.url, 'https://otlp.contoso.com/base/v1/traces')
  assert.equal((await optionsOf(endpoint, {}, 'logs'))?.url, 'https://otlp.contoso.com/base/v1/logs')
  const grpc = await optionsOf('telemetry: { otlp: { protocol: grpc } }', {}, 'traces')
  assert.deepEqual([grpc?.protocol, grpc?.url], ['grpc', 'http://localhost:4317'])
  const said = await optionsOf('telemetry: { otlp: {} }', { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })
  assert.equal(said?.protocol, 'grpc')
  const own = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' }
  assert.equal((await optionsOf('telemetry: { otlp: {} }', own, 'traces'))?.protocol, 'http/protobuf')
  await assert.rejects(
    optionsOf('telemetry: { otlp: {} }', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }),
    NegativeAnswer,
  )
})

const LOADED = `
  import { registerHooks } from 'node:module'
  const loaded = new Set()
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith('@opentelemetry/')) loaded.add(specifier)
      return next(specifier, context)
    },
  })
  await import(${JSON.stringify(new URL('./serving.ts', import.meta.url).href)})
  const before = loaded.size
  const { otlpMetricExporter } = await import(${JSON.stringify(new URL('../telemetry/index.ts', import.meta.url).href)})
  await otlpMetricExporter({ protocol: 'http/protobuf', url: 'http://127.0.0.1:9/v1/metrics', headers: {}, timeoutMs: 1_000 })
  console.log(before, loaded.size > 0)
`

test('nothing of OpenTelemetry is loaded until metrics are pushed', () => {
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', LOADED], { encoding: 'utf8' })
  assert.equal(printed, '0 true\n')
})
