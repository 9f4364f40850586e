import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { ALERT_RULES } from './alert-rules.ts'
import { azureWorkbook } from './azure-workbook.ts'
import { DASHBOARDS } from './dashboards.ts'
import { grafanaDashboards } from './grafana-dashboards.ts'
import { alertQuery } from './log-queries.ts'
import { METRICS } from './metric-table.ts'

interface GrafanaPanel {
  readonly id: number
  readonly type: string
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number }
  readonly options?: { readonly legend?: { readonly showLegend: boolean } }
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[]
}
interface Grafana {
  readonly uid: string
  readonly panels: readonly GrafanaPanel[]
}

const grafana = [...grafanaDashboards()].map(([file, text]) => ({ file, shown: JSON.parse(text) as Grafana }))

/** Every string anywhere in a document. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}

function assertBalanced(text: string): void {
  const open: string[] = []
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')
  for (const [bracket] of bare.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(bracket)
    else assert.equal(open.pop(), { ')': '(', ']': '[', '}': '{' }[bracket], text)
  }
  assert.deepEqual(open, [], text)
}

/** Names of metrics in a query, and the labels that it names of them. */
function assertNamesWhatThereIs(query: string): void {
  const names = new Set<keyof typeof METRICS>()
  for (const [, name = ''] of query.matchAll(/\b((?:causeway|gen_ai)_[a-z_]+)\b/g)) {
    const known = [name, name.replace(/_(?:bucket|count)$/, '')].find((one) => Object.hasOwn(METRICS, one))
    assert.ok(known !== undefined, `${name} in ${query}`)
    names.add(known as keyof typeof METRICS)
  }
  const labels = [...names].flatMap((name): readonly string[] => METRICS[name].labels)
  const known = new Set([...labels, 'job', 'le'])
  for (const [, by = ''] of query.matchAll(/\bby \(([^)]*)\)/g))
    for (const label of by.split(', ')) assert.ok(known.has(label), `${label} in ${query}`)
  for (const [, label = ''] of query.matchAll(/[{,]([a-z_]+)=~?"/g))
    assert.ok(known.has(label), `${label} in ${query}`)
  for (const [, label = ''] of query.matchAll(/Properties\['([a-z_]+)'\]/g))
    assert.ok(known.has(label), `${label} in ${query}`)
}

describe('dashboards of Grafana', () => {
  test('each has a file of its own, and panels that do not lie on each other', () => {
    assert.equal(grafana.length, DASHBOARDS.length)
    for (const { file, shown } of grafana) {
      assert.equal(file, `${shown.uid}.json`)
      assert.equal(new Set(shown.panels.map(({ id }) => id)).size, shown.panels.length)
      const cells = new Set<string>()
      for (const { gridPos } of shown.panels) {
        assert.ok(gridPos.x + gridPos.w <= 24, file)
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
            assert.ok(!cells.has(`${x} ${y}`), `${file}: two panels at ${x} ${y}`)
            cells.add(`${x} ${y}`)
          }
        }
      }
    }
  })

  test('name metrics and labels that there are, of the chosen jobs alone', () => {
    let seen = 0
    for (const { shown } of grafana) {
      for (const { type, targets = [] } of shown.panels) {
        assert.equal(targets.length > 0, type !== 'row')
        for (const { expr } of targets) {
          assertBalanced(expr)
          assertNamesWhatThereIs(expr)
          const selected = [...expr.matchAll(/\b(?:causeway|gen_ai)_[a-z_]+(\{[^}]*\})?/g)]
          for (const [, matchers = ''] of selected) assert.match(matchers, /job=~"\$job"\}$/, expr)
          seen++
        }
      }
    }
    assert.ok(seen > 40)
  })

  test('charts have a legend, which tells models and consumers apart', () => {
    const charts = grafana.flatMap(({ shown }) => shown.panels.filter(({ type }) => type === 'timeseries'))
    assert.ok(charts.length > 20)
    for (const { options } of charts) assert.equal(options?.legend?.showLegend, true)
  })

  test('quantiles are those of buckets, and rates those of counters', () => {
    const queries = grafana.flatMap(({ shown }) =>
      shown.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    )
    assert.ok(
      queries.includes(
        'histogram_quantile(0.95, sum by (job, deployment, le) (rate(causeway_first_token_seconds_bucket{job=~"$job"}[$__rate_interval])))',
      ),
    )
    assert.ok(
      queries.includes(
        'sum by (job, consumer) (increase(causeway_consumer_cost_nano_usd_total{job=~"$job"}[$__range])) * 1e-9',
      ),
    )
    for (const query of queries)
      for (const [, name = ''] of query.matchAll(
        /(?:rate|increase)\((causeway_[a-z_]+?)(?:_count|_bucket)?\{/g,
      ))
        assert.notEqual(METRICS[name as keyof typeof METRICS].type, 'gauge', query)
  })
})

describe('the Azure Workbook', () => {
  const workbook = JSON.parse(azureWorkbook()) as {
    readonly version: string
    readonly items: readonly unknown[]
  }
  const queries = strings(workbook).filter((text) => /^(?:AppMetrics|ContainerAppConsoleLogs)\n/.test(text))

  test('has a chart for each panel, in groups that tabs show', () => {
    assert.equal(workbook.version, 'Notebook/1.0')
    const panels = DASHBOARDS.flatMap(({ rows }) => rows.flatMap((row) => row.panels))
    assert.equal(queries.length, panels.length + 1)
    const text = azureWorkbook()
    for (const { id } of DASHBOARDS) assert.match(text, new RegExp(`"subTarget": "${id}"`))
    const names = [...text.matchAll(/"name": "((?:causeway|text)-[^"]+)"/g)].map(([, name]) => name)
    assert.equal(new Set(names).size, names.length)
  })

  test('names metrics and labels that there are', () => {
    for (const query of queries) {
      assertBalanced(query)
      assertNamesWhatThereIs(query)
    }
  })

  test('a label that is a word of the language is quoted', () => {
    const limits = queries.find((query) => query.includes('causeway_limit_used_ratio')) ?? ''
    assert.match(limits, /extend \['limit'\] = tostring\(Properties\['limit'\]\)/)
    assert.match(limits, /by \['limit'\], bin\(TimeGenerated/)
  })

  // Azure takes no alert whose query does not parse, and of most it says so only when it runs. All of these were read without a
  // complaint by Microsoft's own parser (@kusto/language-service-next 12.4.1, 2026-11-21), which is too large to keep here.
  test('fields of a line of the log are named in brackets, as words of the language have to be', () => {
    for (const query of [...queries, ...ALERT_RULES.map(({ id }) => alertQuery(id))])
      assert.doesNotMatch(query, /\bentry\./)
  })

  test('what is shared is of the same rows, and a histogram by what it counted', () => {
    const late = queries.find((query) => query.includes('causeway_first_tokens_late_total')) ?? ''
    assert.match(late, /part = sumif\(Sum, Name == 'causeway_first_tokens_late_total'\)/)
    assert.match(late, /whole = sum\(iff\(Name == 'causeway_first_token_seconds', ItemCount, 0\)\)/)
  })
})
