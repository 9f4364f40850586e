import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'

import { ManualClock, MetricRegistry } from '../base/index.ts'
import { ConsumerMetrics, DeploymentMetrics, type GatewayMetrics, gatewayMetrics } from './metrics.ts'

const USAGE = { input: 100, cached: 40, output: 20, reasoning: 5, audioInput: 0, audioOutput: 0 }

let metrics: GatewayMetrics

beforeEach(() => make({}))

function make({ maxConsumers = 2, consumerDepth = 6 }): void {
  const registry = new MetricRegistry({ clock: new ManualClock(), maxSeries: 1_000 })
  metrics = gatewayMetrics(registry, { maxSeries: 1_000, maxConsumers, consumerDepth })
}

function deployment(id = 'ptu-swc', region: string | null = 'swedencentral'): DeploymentMetrics {
  return new DeploymentMetrics(
    metrics,
    { deployment: id, model: 'gpt-4.1', region, provider: 'azure-openai' },
    5_000,
  )
}

function shown(pattern: RegExp): string[] {
  return metrics.registry
    .expose()
    .split('\n')
    .filter((line) => pattern.test(line))
}

describe('what a consumer used', () => {
  test('it is told by model, deployment, region and class, with its price', () => {
    const bot = new ConsumerMetrics(metrics, '/contoso/claims/bot')
    const ptu = deployment()
    bot.used(ptu, USAGE, 7_000)
    bot.used(ptu, USAGE, null)
    const labels =
      'consumer="/contoso/claims/bot",model="gpt-4.1",deployment="ptu-swc",region="swedencentral"'
    assert.deepEqual(shown(/^causeway_consumer_/), [
      `causeway_consumer_tokens_total{${labels},class="input"} 200`,
      `causeway_consumer_tokens_total{${labels},class="cached"} 80`,
      `causeway_consumer_tokens_total{${labels},class="output"} 40`,
      `causeway_consumer_tokens_total{${labels},class="reasoning"} 10`,
      `causeway_consumer_cost_nano_usd_total{${labels}} 7000`,
    ])
  })

  test('outside Azure the region is none', () => {
    new ConsumerMetrics(metrics, '/contoso').used(deployment('own', null), USAGE, 1)
    assert.equal(shown(/^causeway_consumer_cost.*region="none"/).length, 1)
  })

  test('a shorter depth counts those below together', () => {
    make({ consumerDepth: 2 })
    const ptu = deployment()
    for (const path of ['/contoso/claims/bot', '/contoso/claims', '/contoso/claims/team/app', '/contoso'])
      new ConsumerMetrics(metrics, path).used(ptu, USAGE, 1)
    assert.deepEqual(
      shown(/^causeway_consumer_cost/).map((line) => /consumer="([^"]*)".* (\d+)$/.exec(line)?.slice(1)),
      [
        ['/contoso/claims', '3'],
        ['/contoso', '1'],
      ],
    )
  })

  test('consumers beyond the bound are told of together, and sums over deployments stay whole', () => {
    const places = [deployment('a'), deployment('b')]
    for (const path of ['/one', '/two', '/three', '/four'])
      for (const place of places) new ConsumerMetrics(metrics, path).used(place, USAGE, 10)
    const lines = shown(/^causeway_consumer_cost/)
    assert.equal(lines.length, 6)
    assert.deepEqual(
      lines.filter((line) => line.includes('consumer="other"')).map((line) => line.split(' ').at(-1)),
      ['20', '20'],
    )
    // Two consumers on two deployments, in four classes of tokens and in cost.
    assert.deepEqual(shown(/series_dropped_total\{metric="causeway_consumer/), [
      'causeway_metric_series_dropped_total{metric="causeway_consumer_tokens_total"} 16',
      'causeway_metric_series_dropped_total{metric="causeway_consumer_cost_nano_usd_total"} 4',
    ])
  })
})

test('attempts are told in the words of OpenTelemetry, too', () => {
  const ptu = deployment()
  ptu.used('responses', USAGE, 1, true)
  ptu.used('responses', USAGE, 1, false)
  ptu.streamed('responses', 0.25, 1.5, 7)
  ptu.streamed('responses', 0.25, 1.5, null)
  ptu.ended('responses', 'answered', 0.5)
  ptu.ended('speech', 'failed', 2)
  const labels = 'gen_ai_provider_name="azure.ai.openai",gen_ai_request_model="gpt-4.1"'
  assert.deepEqual(shown(/^gen_ai_.*_sum/), [
    `gen_ai_client_token_usage_sum{gen_ai_operation_name="chat",${labels},gen_ai_token_type="input"} 100`,
    `gen_ai_client_token_usage_sum{gen_ai_operation_name="chat",${labels},gen_ai_token_type="output"} 20`,
    `gen_ai_client_operation_duration_seconds_sum{gen_ai_operation_name="chat",${labels}} 0.5`,
    `gen_ai_client_operation_duration_seconds_sum{gen_ai_operation_name="speech",${labels},error_type="failed"} 2`,
    `gen_ai_client_operation_time_to_first_chunk_seconds_sum{gen_ai_operation_name="chat",${labels}} 0.5`,
    `gen_ai_server_time_to_first_token_seconds_sum{gen_ai_operation_name="chat",${labels}} 0.5`,
    `gen_ai_server_time_per_output_token_seconds_sum{gen_ai_operation_name="chat",${labels}} 0.25`,
  ])
})
