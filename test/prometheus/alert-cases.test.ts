import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'

import { parse, stringify } from 'yaml'

import { ManualClock, MetricRegistry, noReplicas, seededRandom } from '../../src/base/index.ts'
import {
  ALERT_RULES,
  alertQuery,
  alertRules,
  GONE,
  type KnownRule,
  METRICS,
  prometheusRules,
  type Readings,
} from '../../src/monitoring/index.ts'
import { Alerts, pinoLog } from '../../src/telemetry/index.ts'
import { windowedName } from '../../src/workload/limit-blocks.ts'
import { PERIODS } from '../../src/workload/plan-limits.ts'
import { ALERT_CASES, type AlertCase, type CaseSeries } from './alert-cases.ts'
import { CHANGED_CASES } from './changed-cases.ts'
import { promtool, withoutPrometheus } from './prometheus-tools.ts'

const MINUTE_MS = 60_000
/** As deep as an alert of Azure Monitor looks into the log ("windowSize"). */
const AZURE_WINDOW_MS = 15 * MINUTE_MS

interface PrometheusRule {
  readonly alert: string
  readonly labels: { readonly alert_id: string }
  readonly annotations: Readonly<Record<string, string>>
}

function printed(rules: readonly KnownRule[]): readonly PrometheusRule[] {
  const { groups } = parse(prometheusRules(rules)) as {
    readonly groups: readonly { readonly rules: readonly PrometheusRule[] }[]
  }
  return groups.flatMap((group) => group.rules)
}

function ruleOf(id: string, rules: readonly PrometheusRule[]): PrometheusRule {
  const rule = rules.find(({ labels }) => labels.alert_id === id)
  assert.ok(rule !== undefined, id)
  return rule
}

/** As a file has them that says what these cases say, each of another rule. */
function rulesOf(cases: readonly AlertCase[]): readonly KnownRule[] {
  const changes = cases.map(({ rule, set = {} }) => [rule, { isOff: false, severity: null, values: set }])
  return alertRules(Object.fromEntries(changes))
}

test('every alert has a case in which it is in force and resolves, of series as the program has them', () => {
  for (const { id } of ALERT_RULES) {
    const own = ALERT_CASES.filter(({ rule }) => rule === id)
    assert.ok(
      own.some(({ inForce, silent }) => {
        const last = Math.max(...inForce)
        return inForce.length > 0 && silent.some((at) => at < last) && silent.some((at) => at > last)
      }),
      id,
    )
  }
  for (const { rule, series } of ALERT_CASES)
    for (const { metric, labels } of series)
      assert.deepEqual(Object.keys(labels).sort(), [...METRICS[metric].labels].sort(), `${rule}: ${metric}`)
})

test('whatever period a quota or a budget has, it is watched', () => {
  for (const [id, what] of [
    ['quota-nearly-used', 'tokens'],
    ['budget-nearly-used', 'budget'],
  ] as const) {
    const { when } = ALERT_RULES.find((rule) => rule.id === id) ?? assert.fail(id)
    const only = when.kind === 'level' ? when.of.only : null
    assert.ok(only !== null && 'like' in only)
    for (const per of PERIODS)
      for (const window of ['calendar', 'sliding'] as const)
        assert.match(`/contoso|${windowedName(what, { per, window })}`, new RegExp(`^(?:${only.like})$`))
  }
})

describe('Prometheus', { skip: withoutPrometheus }, () => {
  test('takes the rules', async () => {
    const file = path.resolve(import.meta.dirname, '../../deploy/prometheus/alerts.yaml')
    const { code, output } = await promtool(['check', 'rules', file])
    assert.equal(code, 0, output)
    assert.match(output, new RegExp(`SUCCESS: ${ALERT_RULES.length + 1} rules found`))
  })

  test('has each alert in force when the table says so, and at no other time', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cw-promtool-'))
    try {
      await writeFile(path.join(folder, 'rules.yaml'), prometheusRules())
      const file = path.join(folder, 'cases.yaml')
      const usual = printed(ALERT_RULES)
      const tests = [...together(ALERT_CASES).map((cases) => asTest(cases, usual)), goneTest()]
      const said = { rule_files: ['rules.yaml'], evaluation_interval: '1m' }
      await writeFile(file, stringify({ ...said, tests }))
      const { code, output } = await promtool(['test', 'rules', file])
      assert.equal(code, 0, output)
      // It finds what is in force and should not be, and the other way round.
      const [one] = ALERT_CASES
      assert.ok(one !== undefined)
      const wrong = { ...one, inForce: one.silent, silent: one.inForce }
      await writeFile(file, stringify({ ...said, tests: [asTest([wrong], usual)] }))
      const { code: failed, output: found } = await promtool(['test', 'rules', file])
      assert.equal(failed, 1)
      assert.equal(found.match(/got:/g)?.length, one.silent.length + one.inForce.length, found)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('has them in force by what a file sets', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cw-promtool-'))
    try {
      const files = await Promise.all(
        layers(CHANGED_CASES).map(async (cases, i) => {
          const rules = rulesOf(cases)
          await writeFile(path.join(folder, `rules-${i}.yaml`), prometheusRules(rules))
          const tests = together(cases).map((group) => asTest(group, printed(rules)))
          const file = path.join(folder, `cases-${i}.yaml`)
          const said = { rule_files: [`rules-${i}.yaml`], evaluation_interval: '1m', tests }
          await writeFile(file, stringify(said))
          return file
        }),
      )
      const { code, output } = await promtool(['test', 'rules', ...files])
      assert.equal(code, 0, output)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

/** A job that is gone from the 20th minute to the 40th, one that is whole, and one that loses one of two. */
function goneTest(): object {
  const { alert, labels, annotations } = ruleOf(GONE.id, printed(ALERT_RULES))
  const of = (job: string, instance: string, values: string) => ({
    series: `causeway_objective_ratio{job="${job}",instance="${instance}",objective="availability"}`,
    values,
  })
  const gone = { exp_labels: { job: 'gone', ...labels }, exp_annotations: annotations }
  const at = (minute: number, alerts: readonly object[]) => ({
    eval_time: `${minute}m`,
    alertname: alert,
    exp_alerts: alerts,
  })
  return {
    name: GONE.id,
    interval: '1m',
    input_series: [
      of('gone', 'a', '0.99x20 stale _x18 0.99x20'),
      of('whole', 'a', '0.99x60'),
      of('half', 'a', '0.99x60'),
      of('half', 'b', '0.99x20 stale'),
    ],
    alert_rule_test: [at(19, []), at(22, []), at(26, [gone]), at(38, [gone]), at(45, [])],
  }
}

/** So that no two of one are of the same rule. */
function layers(cases: readonly AlertCase[]): readonly (readonly AlertCase[])[] {
  const all: AlertCase[][] = []
  for (const one of cases) {
    const free = all.find((layer) => layer.every(({ rule }) => rule !== one.rule))
    if (free === undefined) all.push([one])
    else free.push(one)
  }
  return all
}

/** Cases that have no metric in common but the objectives, so that none is in the way of another: a test of its own costs time. */
function together(cases: readonly AlertCase[]): readonly (readonly AlertCase[])[] {
  const groups: { readonly cases: AlertCase[]; readonly metrics: Set<string> }[] = []
  for (const one of cases) {
    const metrics = one.series
      .map(({ metric }) => metric)
      .filter((name) => name !== 'causeway_objective_ratio')
    let group = groups.find((other) => metrics.every((name) => !other.metrics.has(name)))
    if (group === undefined) groups.push((group = { cases: [], metrics: new Set() }))
    group.cases.push(one)
    for (const metric of metrics) group.metrics.add(metric)
  }
  return groups.map((group) => group.cases)
}

/** "Unit testing for rules", prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules, read 2026-11-21. */
function asTest(cases: readonly AlertCase[], rules: readonly PrometheusRule[]): object {
  return {
    name: cases.map(({ rule, what }) => `${rule}: ${what}`).join('; '),
    interval: '1m',
    input_series: cases.flatMap(({ series }, i) => series.map((one) => inputSeries(one, jobOf(i)))),
    alert_rule_test: cases.flatMap(({ rule, about, inForce, silent }, i) => {
      const { alert, labels, annotations } = ruleOf(rule, rules)
      const expected = { exp_labels: { job: jobOf(i), ...about, ...labels }, exp_annotations: annotations }
      const at = (minutes: readonly number[], alerts: readonly object[]) =>
        minutes.map((minute) => ({ eval_time: `${minute}m`, alertname: alert, exp_alerts: alerts }))
      return [...at(inForce, [expected]), ...at(silent, [])]
    }),
  }
}

function jobOf(index: number): string {
  return `workload-${index}`
}

function inputSeries({ metric, labels, values }: CaseSeries, job: string): object {
  const name = METRICS[metric].type === 'histogram' ? `${metric}_count` : metric
  const chosen = Object.entries({ job, instance: 'gateway:9090', ...labels }).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  )
  return {
    series: `${name}{${chosen.join(',')}}`,
    values: values.map((value) => value ?? '_').join(' '),
  }
}

describe('the program itself', () => {
  for (const one of [...ALERT_CASES, ...CHANGED_CASES])
    test(`${one.rule}: ${one.what}`, async () => assertAsSaid(one, await watched(one, rulesOf([one]))))

  test('of each setting of each rule a case comes out otherwise where the file says nothing', async () => {
    for (const { id, settings } of ALERT_RULES) {
      for (const { name, kind, value } of settings) {
        const one = CHANGED_CASES.find(({ rule, set = {} }) => rule === id && Object.hasOwn(set, name))
        assert.ok(one !== undefined && one.set?.[name] !== value, `${id}: ${name}, a ${kind}`)
        const usual = await watched(one, ALERT_RULES)
        assert.throws(() => assertAsSaid(one, usual), assert.AssertionError, `${id}: ${name}`)
      }
    }
  })
})

type Watched = Awaited<ReturnType<typeof watched>>

function assertAsSaid(one: AlertCase, { byMinute, lines }: Watched): void {
  for (const minute of one.inForce) {
    const own = (byMinute[minute] ?? []).filter(({ id }) => id === one.rule)
    assert.deepEqual(
      own.map(({ labels }) => labels),
      [one.about],
      `at minute ${minute}`,
    )
    assert.ok(azureFinds(one.rule, lines, minute), `Azure Monitor at minute ${minute}`)
  }
  const end = lines.findLast(({ text }) => text.includes('"status":"resolved"'))?.atMs ?? 0
  for (const minute of one.silent) {
    assert.ok(!(byMinute[minute] ?? []).some(({ id }) => id === one.rule), `at minute ${minute}`)
    // What was in force until just now is in the window still.
    const isFresh = minute * MINUTE_MS - end < AZURE_WINDOW_MS && end <= minute * MINUTE_MS && end > 0
    if (!isFresh) assert.ok(!azureFinds(one.rule, lines, minute), `Azure Monitor at minute ${minute}`)
  }
}

interface Line {
  readonly atMs: number
  readonly text: string
}

/** A minute after the other; times begin at 0, as those of `promtool` do. */
async function watched({ series }: AlertCase, rules: readonly KnownRule[]) {
  const clock = new ManualClock(0)
  const lines: Line[] = []
  const write = (text: string) => lines.push({ atMs: clock.nowMs(), text })
  let minute = 0
  const alerts = new Alerts({
    read: () => readingsAt(series, minute),
    webhooks: [],
    rules,
    resolve: () => Promise.reject(new Error('there is no webhook')),
    workload: () => 'contoso',
    instance: 'gateway',
    clock,
    random: seededRandom(1),
    log: pinoLog({ level: 'info', clock, destination: { write } }),
    registry: new MetricRegistry({ clock, maxSeries: 1_000 }),
    link: noReplicas,
    file: null,
  })
  const byMinute: ReturnType<Alerts['current']>[] = []
  for (const last = Math.max(...series.map(({ values }) => values.length)); minute < last; minute++) {
    await alerts.look()
    byMinute.push(alerts.current())
    clock.advance(MINUTE_MS)
  }
  await alerts.close()
  return { byMinute, lines }
}

function readingsAt(series: readonly CaseSeries[], minute: number): Readings {
  const readings = new Map<string, { labels: CaseSeries['labels']; value: number }[]>()
  for (const { metric, labels, values } of series) {
    const value = values[minute] ?? null
    if (value === null) continue
    readings.set(metric, [...(readings.get(metric) ?? []), { labels, value }])
  }
  return readings
}

/** Whether the query of an alert of Azure Monitor has a row, of the log as it was written until then. */
function azureFinds(rule: AlertCase['rule'], lines: readonly Line[], minute: number): boolean {
  const nowMs = minute * MINUTE_MS
  return lines.some(
    ({ atMs, text }) => atMs <= nowMs && atMs > nowMs - AZURE_WINDOW_MS && isFoundBy(alertQuery(rule), text),
  )
}

/** The conditions of a query on a line of the log, each of a form that is known here. */
function isFoundBy(query: string, text: string): boolean {
  const entry = JSON.parse(text) as Readonly<Record<string, unknown>>
  const conditions = query
    .split('\n| ')
    .filter((step) => step.startsWith('where '))
    .flatMap((step) => step.slice('where '.length).split(' and '))
  assert.ok(conditions.length >= 4, query)
  return conditions.every((condition) => {
    const contained = /^Log contains '(.*)'$/.exec(condition)?.[1]
    if (contained !== undefined) return text.includes(contained)
    const [, field = '', value, among] =
      /^tostring\(entry\['(\w+)'\]\) (?:== '(.*)'|in \((.*)\))$/.exec(condition) ?? []
    const wanted = value === undefined ? among?.split(', ').map((one) => one.slice(1, -1)) : [value]
    assert.ok(wanted !== undefined, `a condition of another form: ${condition}`)
    return wanted.includes(String(entry[field]))
  })
}
