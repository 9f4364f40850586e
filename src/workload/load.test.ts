import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { ConsumerPath } from '../base/index.ts'
import { deploymentsOf, loadWorkload, MAX_WORKLOAD_BYTES, type Plan } from './index.ts'

const COMPLETE = `
workload: contoso-assistant
exposure: online
environment: production
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC_ENDPOINT, auth: managed-identity }
  frc:
    provider: azure-openai
    region: francecentral
    endpoint: https://frc.openai.azure.com
    auth: { key: keyvault:contoso-kv/frc-key }
    subscription: second
    api_version: "2024-10-21"
  own: { provider: openai, endpoint: "http://vllm.internal:8000/v1", processed_in: france }
  sim: { provider: simulated, region: westeurope }
models:
  gpt-4.1:
    version: "2025-04-14"
    fallback: [small]
    deployments:
      - { id: ptu, account: swc, type: provisioned-managed, ptu: 100 }
      - { id: std, account: frc, type: standard, tpm: 240k, rpm: 1440, priority: 2, name: gpt-41 }
  small:
    base_model: gpt-5-mini
    deployments:
      - { id: zone, account: sim, type: data-zone-standard, tpm: 1.5M }
      - { id: own, account: own }
  gpt-6-sol:
    deployments:
      - { id: sol, account: swc, type: provisioned-managed, ptu: 10, input_tokens_per_minute: 50k, output_weight: 6.5, soft_cap: 0.8 }
consumers:
  /contoso: { cost_center: CC-1, priority: batch, queue_weight: 3, residency: eu }
  /contoso/claims: { models: [gpt-4.1, small] }
  /contoso/claims/team/bot: { cost_center: CC-2, models: [small], priority: interactive, queue_weight: 2, residency: france }
  /contoso/claims/team/other: { models: all }
  /fabrikam:
gateway:
  listen: "[::]:8443"
  operations: 0.0.0.0:9090
  tls: { certificate: file:tls.crt, key: file:tls.key }
  body_limit: 1MiB
  deadlines: { connect: 500ms, reasoning: { idle: 1m } }
  journal: { commit: synced }
  signing_key: env:SIGNING_KEY
prices:
  - { base_model: gpt-4.1, type: standard, input: 2.2, cached_input: 0.55, output: 8.8 }
  - { base_model: gpt-audio, input: 2.5, output: 10, audio_input: 32 }
`

function planOf(text: string): Plan {
  const result = loadWorkload(text, { source: 'workload.yaml' })
  assert.ok(result.ok, JSON.stringify(result, null, 1))
  return result.plan
}

describe('a plan', () => {
  const plan = planOf(COMPLETE)

  test('has accounts with references unresolved', () => {
    assert.deepEqual(plan.accounts.get('swc'), {
      name: 'swc',
      provider: 'azure-openai',
      region: 'swedencentral',
      processedIn: null,
      endpoint: { kind: 'env', name: 'SWC_ENDPOINT' },
      auth: { kind: 'managed-identity', clientId: null },
      subscription: 'default',
      api: { kind: 'v1' },
    })
    const frc = plan.accounts.get('frc')
    assert.deepEqual(frc?.api, { kind: 'classic', apiVersion: '2024-10-21' })
    assert.deepEqual(frc?.endpoint, { kind: 'literal', value: 'https://frc.openai.azure.com' })
    assert.deepEqual(frc?.auth, {
      kind: 'key',
      secret: { kind: 'keyvault', vaultUrl: 'https://contoso-kv.vault.azure.net', secret: 'frc-key' },
    })
    assert.deepEqual(plan.accounts.get('sim')?.auth, { kind: 'none' })
  })

  test('has deployments with capacity, processing and quota group worked out', () => {
    assert.deepEqual([...plan.deployments.keys()], ['ptu', 'std', 'zone', 'own', 'sol'])
    assert.deepEqual(plan.deployments.get('ptu'), {
      id: 'ptu',
      model: 'gpt-4.1',
      account: 'swc',
      type: 'provisioned-managed',
      upstreamName: 'ptu',
      capacity: {
        kind: 'provisioned',
        units: 100,
        inputTokensPerMinute: 300_000,
        outputWeight: 4,
        softCap: 0.9,
      },
      priority: 1,
      version: '2025-04-14',
      processing: { scope: 'region', geography: 'sweden', dataZone: 'eu' },
      quotaGroup: 'deployment|swc|ptu',
    })
    const std = plan.deployments.get('std')
    assert.equal(std?.upstreamName, 'gpt-41')
    assert.equal(std.priority, 2)
    assert.deepEqual(std.capacity, { kind: 'tokens', tokensPerMinute: 240_000, requestsPerMinute: 1440 })
    assert.equal(std.quotaGroup, 'second|francecentral|gpt-4.1|standard')
    const zone = plan.deployments.get('zone')
    assert.deepEqual(zone?.processing, { scope: 'data-zone', dataZone: 'eu' })
    assert.deepEqual(zone.capacity, { kind: 'tokens', tokensPerMinute: 1_500_000, requestsPerMinute: null })
    assert.equal(zone.quotaGroup, 'default|westeurope|gpt-5-mini|data-zone-standard')
    const own = plan.deployments.get('own')
    assert.deepEqual(own?.processing, { scope: 'region', geography: 'france', dataZone: 'eu' })
    assert.deepEqual([own.type, own.capacity], [null, { kind: 'unlimited' }])
    assert.deepEqual(plan.deployments.get('sol')?.capacity, {
      kind: 'provisioned',
      units: 10,
      inputTokensPerMinute: 50_000,
      outputWeight: 6.5,
      softCap: 0.8,
    })
    assert.deepEqual(
      deploymentsOf(plan, 'gpt-4.1').map(({ id }) => id),
      ['ptu', 'std'],
    )
    assert.deepEqual(deploymentsOf(plan, 'constructor'), [])
  })

  test('knows which models reason by the base model', () => {
    assert.deepEqual(
      [...plan.models.values()].map(({ name, reasoning }) => [name, reasoning]),
      [
        ['gpt-4.1', false],
        ['small', true],
        ['gpt-6-sol', true],
      ],
    )
    const bases: [string, boolean][] = [
      ['o1', true],
      ['o3-mini', true],
      ['o4-mini', true],
      ['gpt-5', true],
      ['gpt-5.1-codex-max', true],
      ['GPT-6.1-sol', true],
      ['gpt-5-chat', false],
      ['gpt-5.1-chat', false],
      ['gpt-50', false],
      ['o10', false],
      ['gpt-4o', false],
      ['text-embedding-3-small', false],
    ]
    for (const [base, reasoning] of bases) {
      const small = planOf(COMPLETE.replace('base_model: gpt-5-mini', `base_model: ${base}`))
      assert.equal(small.models.get('small')?.reasoning, reasoning, base)
    }
    const said = planOf(
      COMPLETE.replace('base_model: gpt-5-mini', 'reasoning: false\n    base_model: gpt-5-mini'),
    )
    assert.equal(said.models.get('small')?.reasoning, false)
  })

  test('gives consumers what stands above them', () => {
    const consumer = (path: string) => {
      const found = plan.consumers.get(path as ConsumerPath)
      return found && [found.costCenter, [...found.models].sort(), found.priority, found.residencies]
    }
    assert.deepEqual(consumer('/contoso'), ['CC-1', [], 'batch', ['eu']])
    assert.deepEqual(consumer('/contoso/claims'), ['CC-1', ['gpt-4.1', 'small'], 'batch', ['eu']])
    assert.deepEqual(consumer('/contoso/claims/team/bot'), [
      'CC-2',
      ['small'],
      'interactive',
      ['france', 'eu'],
    ])
    assert.deepEqual(consumer('/contoso/claims/team/other'), ['CC-1', ['gpt-4.1', 'small'], 'batch', ['eu']])
    assert.deepEqual(consumer('/fabrikam'), [null, [], 'standard', []])
    const weights = ['/contoso/claims/team/bot', '/contoso/claims/team/other', '/fabrikam'].map(
      (path) => plan.consumers.get(path as ConsumerPath)?.queueWeight,
    )
    assert.deepEqual(weights, [2, 3, 1])
  })

  test('has what the file says of the gateway, and defaults for the rest', () => {
    assert.deepEqual(plan.gateway, {
      listen: { host: '::', port: 8443 },
      operations: { host: '0.0.0.0', port: 9090 },
      tls: { certificate: { kind: 'file', path: 'tls.crt' }, key: { kind: 'file', path: 'tls.key' } },
      tlsEndsInFront: false,
      trustedProxies: [],
      bodyLimitBytes: 1_048_576,
      bodiesLimitBytes: 512_000_000,
      requestDeadlineMs: 60_000,
      drainDeadlineMs: 30_000,
      deadlines: { connectMs: 500, firstTokenMs: 60_000, idleMs: 60_000, totalMs: 600_000 },
      reasoningDeadlines: { connectMs: 500, firstTokenMs: 600_000, idleMs: 60_000, totalMs: 1_800_000 },
      maxAttempts: 5,
      maxConnectionsPerAccount: 8192,
      queue: { maxWaiting: 1000, maxWaitMs: { interactive: 5_000, standard: 20_000, batch: 120_000 } },
      batch: {
        fileLimitBytes: 200_000_000,
        filesPerConsumerBytes: 2_000_000_000,
        filesBytes: 20_000_000_000,
        keepMs: 30 * 86_400_000,
        batchesPerConsumer: 50,
        linesPerBatch: 8,
        lines: 32,
        pollMs: 30_000,
      },
      breaker: { failures: 5, openMs: 10_000 },
      stateFolder: '.causeway',
      signingKey: { kind: 'env', name: 'SIGNING_KEY' },
      journalCommit: 'synced',
      log: { level: 'info', requests: true, prompts: false },
    })
  })

  test('has prices as whole pico-dollars', () => {
    assert.deepEqual(plan.prices[0], {
      baseModel: 'gpt-4.1',
      type: 'standard',
      serviceTier: null,
      source: null,
      asOf: null,
      price: {
        inputPicoUsd: 2_200_000,
        cachedInputPicoUsd: 550_000,
        outputPicoUsd: 8_800_000,
        audioInputPicoUsd: null,
        audioOutputPicoUsd: null,
      },
    })
    assert.equal(plan.prices[1]?.price.cachedInputPicoUsd, 2_500_000)
    assert.equal(plan.prices[1].price.audioInputPicoUsd, 32_000_000)
  })

  test('cannot be changed', () => {
    const consumer = plan.consumers.get('/contoso' as ConsumerPath)
    const model = plan.models.get('small')
    assert.ok(consumer !== undefined && model !== undefined)
    const writes: (() => unknown)[] = [
      () => Object.assign(plan, { residency: 'global' }),
      () => Object.assign(plan.gateway.log, { prompts: true }),
      () => (plan.accounts as Map<string, unknown>).set('x', 1),
      () => (plan.accounts as Map<string, unknown>).delete('swc'),
      () => (consumer.models as Set<string>).add('x'),
      () => (model.deployments as unknown[]).push(1),
      () => Object.assign(model.deployments[0] ?? {}, { account: 'other' }),
      () => (consumer.residencies as string[]).pop(),
    ]
    for (const write of writes) assert.throws(write, TypeError, String(write))
  })

  test('has a revision that follows the text', () => {
    assert.match(plan.revision, /^[0-9a-f]{12}$/)
    assert.equal(planOf(COMPLETE).revision, plan.revision)
    assert.notEqual(planOf(`${COMPLETE}# changed\n`).revision, plan.revision)
  })
})

test('the example is sound, without a warning', () => {
  const text = readFileSync(new URL('../../examples/quickstart/workload.yaml', import.meta.url), 'utf8')
  const result = loadWorkload(text, { source: 'workload.yaml' })
  assert.ok(result.ok, JSON.stringify(result, null, 1))
  assert.deepEqual(result.warnings, [])
})

const PIECES = (
  'workload: a\n|accounts:|models:|consumers:|gateway:|prices:|\n|\n  |\n    |- |{|}|[|]|, |: |&a |*a|!!|!x |>|"|\'|#|? |<<: |~|' +
  '---\n|%|null|sim|/contoso|gpt-4.1|deployments|auth|key|__proto__|constructor|1e999|0x1f|\t|\r\n'
).split('|')

describe('text of any kind', () => {
  const load = (text: string) => loadWorkload(text, { source: 'x.yaml' })

  function hasPlaces(text: string): void {
    const result = load(text)
    const diagnostics = result.ok ? result.warnings : result.diagnostics
    if (!result.ok) assert.ok(diagnostics.some(({ severity }) => severity === 'error'))
    const lines = text.split('\n').length
    for (const { line, column } of diagnostics)
      assert.ok(line >= 1 && line <= lines && column >= 1, `${line}:${column}`)
    const order = diagnostics.map(({ line, column }) => line * 1e6 + column)
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    )
  }

  test('never makes the loader throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), hasPlaces), { numRuns: 300 })
  })

  test('made of pieces of YAML never makes it throw', () => {
    const pieces = fc.constantFrom(...PIECES)
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => hasPlaces(parts.join(''))),
      { numRuns: 1500 },
    )
  })

  test('that was a workload file until something happened to it never makes it throw', () => {
    const spans = fc.record({
      at: fc.nat(COMPLETE.length),
      length: fc.nat(40),
      instead: fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom('', 'null', '[]', '{}', '7', '"', 'true', '- ', '*x'),
      ),
    })
    fc.assert(
      fc.property(fc.array(spans, { minLength: 1, maxLength: 4 }), (changes) => {
        let text = COMPLETE
        for (const { at, length, instead } of changes)
          text = text.slice(0, at) + instead + text.slice(at + length)
        hasPlaces(text)
      }),
      { numRuns: 250 },
    )
  })

  test('that nests or grows without end is refused at once, at its place', () => {
    const problems = (text: string) => {
      const result = load(text)
      assert.ok(!result.ok)
      assert.equal(result.diagnostics.length, 1)
      const [first] = result.diagnostics
      return `${first?.line}:${first?.column} ${first?.message}`
    }
    assert.match(problems(`a: b\nx: ${'['.repeat(100_000)}`), /^2:68 .*nested too deep/)
    assert.match(problems('{a: '.repeat(50_000)), /nested too deep/)
    assert.match(problems(`a:\n${'- '.repeat(100_000)}b`), /^2:1 .*nested too deep/)
    assert.match(
      problems(Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')),
      /^201:1 .*too deep/,
    )
    assert.equal(
      problems('ä'.repeat(MAX_WORKLOAD_BYTES / 2 + 1)),
      '1:1 the file has 1,048,578 bytes; a workload file has at most 1,048,576 (1 MiB)',
    )
    assert.match(problems('\n'.repeat(400_001)), /^1:1 .*more than 400,000 words and marks/)
    assert.match(problems('[a,b]\n'.repeat(100_000)), /^1:1 .*more than 400,000 words and marks/)
    assert.match(problems(`a:\n${'- b\n'.repeat(10_001)}`), /^2:1 this has more than 10000 entries/)
  })

  test('with very many errors lists the first and counts the rest', () => {
    const result = load(`workload: a\n${Array.from({ length: 500 }, (_, i) => `k${i}: 1\n`).join('')}`)
    assert.ok(!result.ok)
    assert.equal(result.diagnostics.length, 201)
    assert.match(result.diagnostics.at(-1)?.message ?? '', /^and \d+ more$/)
  })
})
