import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

import { ALERT_RULES } from '../../src/monitoring/index.ts'
import { selector } from '../../src/monitoring/promql.ts'
import { withoutSharedPorts } from '../journeys/program.ts'
import { until } from '../journeys/state.ts'
import { type BusyProgram, startBusyProgram } from './busy-program.ts'
import {
  type ApiAnswer,
  freePort,
  type PrometheusServer,
  promtool,
  startPrometheus,
  withoutPrometheus,
} from './prometheus-tools.ts'

/** A real Prometheus scrapes a busy program, and answers what dashboards and alerts ask. */
const deploy = path.resolve(import.meta.dirname, '../../deploy')
const JOB = 'busy'
/** Grafana puts these in ("Global variables", grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables). */
const VARIABLES = { $__rate_interval: '20s', $__range: '20s', $job: JOB } as const

interface Target {
  readonly expr: string
  readonly instant?: true
}

const panels = readdirSync(path.join(deploy, 'grafana')).flatMap((file) =>
  (
    JSON.parse(readFileSync(path.join(deploy, 'grafana', file), 'utf8')) as {
      readonly panels: readonly { readonly title: string; readonly targets?: readonly Target[] }[]
    }
  ).panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ file, title, ...target }))),
)

/** Panels that have nothing to show here, and why. */
const EMPTY: Readonly<Record<string, string>> = {
  'Label sets that were folded': 'no label set was',
}
const OF_REDIS: ReadonlySet<string> = new Set(['Limits are counted together', 'Redis answers within'])

function withoutOpenssl(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return false
  } catch (error) {
    return `openssl makes the certificate: ${(error as Error).message}`
  }
}

describe('a real Prometheus', { skip: withoutPrometheus || withoutSharedPorts || withoutOpenssl() }, () => {
  const started = new AsyncDisposableStack()
  let program: BusyProgram
  let prometheus: PrometheusServer
  let beganS: number

  before(async () => {
    program = started.use(await startBusyProgram(await freePort()))
    const rules = readFileSync(path.join(deploy, 'prometheus/alerts.yaml'), 'utf8')
    prometheus = started.use(
      await startPrometheus({
        job: JOB,
        target: program.operations,
        rules: rules.replace('interval: 30s', 'interval: 1s'),
      }),
    )
    beganS = Date.now() / 1000
    await program.spend()
    for (let round = 0; round < 3; round++) {
      await program.traffic()
      await wait(1_500)
    }
    // The program looks after its alerts four times a minute.
    await until('the program says what is in force', async () => {
      const { data } = await ask('causeway_alerts_in_force{alert="budget-used-up"} > 0')
      return data.result?.length === 1
    })
  })

  after(() => started.disposeAsync())

  function filled(expr: string): string {
    return Object.entries(VARIABLES).reduce((text, [name, value]) => text.replaceAll(name, value), expr)
  }

  function ask(query: string): Promise<ApiAnswer> {
    return prometheus.ask('query', { query })
  }

  function askOver(query: string): Promise<ApiAnswer> {
    // In whole steps back from now, so that what was scraped last is seen.
    const nowS = Date.now() / 1000
    const startS = nowS - Math.ceil(nowS - beganS)
    return prometheus.ask('query_range', { query, start: `${startS}`, end: `${nowS}`, step: '1' })
  }

  test('has no complaint of what it scrapes', async () => {
    const metrics = await (await fetch(`http://${program.operations}/metrics`)).text()
    const { code, output } = await promtool(['check', 'metrics'], metrics)
    assert.deepEqual({ code, output }, { code: 0, output: '' })
    const { data } = await prometheus.ask('targets')
    const targets = data['activeTargets'] as readonly {
      readonly health: string
      readonly lastError: string
    }[]
    assert.deepEqual(
      targets.map(({ health, lastError }) => [health, lastError]),
      [['up', '']],
    )
  })

  test('has something to show in every panel of the dashboards', async () => {
    assert.ok(panels.length > 40)
    const empty: string[] = []
    for (const { file, title, expr, instant } of panels) {
      const answer = await (instant === true ? ask : askOver)(filled(expr))
      assert.equal(answer.status, 'success', `${file}: ${title}: ${answer.error}`)
      assert.deepEqual(answer.warnings ?? [], [], title)
      if (answer.data.result?.length === 0 && EMPTY[title] === undefined) empty.push(title)
    }
    assert.deepEqual(
      empty.filter((title) => program.hasRedis || !OF_REDIS.has(title)),
      [],
    )
  })

  test('shows the figures of the traffic', async () => {
    for (const [query, least] of [
      ['sum(causeway_requests_total{outcome="answered"})', 10],
      ['sum(causeway_attempts_total{outcome!="answered"})', 1],
      ['sum(causeway_attempts_throttled_total)', 1],
      ['sum(causeway_limit_refusals_total)', 1],
      ['sum(causeway_limit_shadow_refusals_total)', 1],
      ['max(causeway_limit_used_ratio{limit=~".*budget.*"})', 0.99],
      ['max(causeway_ptu_utilization_ratio)', 0.5],
      ['sum(causeway_consumer_cost_nano_usd_total)', 1],
      ['sum(causeway_batches_ended_total{status="completed"})', 1],
      ['causeway_workers', 2],
    ] as const) {
      const { data } = await askOver(query)
      const [series] = (data.result ?? []) as readonly { readonly values: readonly [number, string][] }[]
      const most = Math.max(...(series?.values ?? []).map(([, value]) => Number(value)))
      assert.ok(most >= least, `${query} is ${most}`)
    }
  })

  test('evaluates every alert, and finds the series that it is of', async () => {
    const { data } = await prometheus.ask('rules')
    const groups = data['groups'] as readonly {
      readonly rules: readonly {
        readonly name: string
        readonly health: string
        readonly lastError?: string
      }[]
    }[]
    const rules = groups.flatMap((group) => group.rules)
    // And the one that no program can tell of itself.
    assert.equal(rules.length, ALERT_RULES.length + 1)
    for (const { name, health, lastError } of rules) assert.equal(health, 'ok', `${name}: ${lastError}`)
    for (const { id, when } of ALERT_RULES) {
      if (id === 'shared-counters-away' && !program.hasRedis) continue
      const selections = 'of' in when ? [when.of] : [when.bad, when.all]
      for (const selection of selections) {
        const labelled = when.by.map((label) => `${label}=~".+"`).join(',')
        const wanted = `count(${selector(selection)} and ${selector({ ...selection, only: null })}{${labelled}})`
        const { data: found } = await askOver(wanted)
        assert.equal(found.result?.length, 1, `${id}: ${wanted}`)
      }
    }
  })

  test('tells what it is told to, from a budget that is used up on', async () => {
    const { data } = await prometheus.ask('alerts')
    const alerts = data['alerts'] as readonly {
      readonly labels: Readonly<Record<string, string>>
      readonly state: string
    }[]
    const budget = alerts.find(({ labels }) => labels['alert_id'] === 'budget-used-up')
    assert.equal(budget?.state, 'firing', JSON.stringify(alerts))
    assert.equal(budget.labels['limit'], '/contoso/poor|budget_per_day')
  })
})
