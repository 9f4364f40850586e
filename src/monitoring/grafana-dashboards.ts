import type { Selection } from './conditions.ts'
import { type Dashboard, DASHBOARDS, type Figure, type Panel, type Unit } from './dashboards.ts'
import { grouped, selector } from './promql.ts'

/**
 * Dashboards as Grafana takes them (grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model,
 * read 2026-11-21), for a data source that speaks the language of Prometheus.
 */
const SCHEMA_VERSION = 39
const COLUMNS = 24
const PANEL_HEIGHT = 8
const SHOWN = 'job=~"$job"'
/** All four have to be there (`VizLegendOptions` of @grafana/schema 13.2.3): a legend that is not said to be shown is not. */
const LEGEND = { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] }
const SOURCE = { type: 'prometheus', uid: '${datasource}' }

const UNITS: Readonly<Record<Unit, string>> = {
  'per second': 'reqps',
  'per minute': 'short',
  share: 'percentunit',
  seconds: 's',
  days: 'd',
  dollars: 'currencyUSD',
  bytes: 'bytes',
  number: 'short',
}

/** By the name of the file. */
export function grafanaDashboards(): ReadonlyMap<string, string> {
  return new Map(
    DASHBOARDS.map((dashboard) => [
      `${dashboard.id}.json`,
      `${JSON.stringify(dashboardOf(dashboard), null, 2)}\n`,
    ]),
  )
}

function dashboardOf({ id, title, rows }: Dashboard): object {
  let y = 0
  let next = 1
  const panels: object[] = []
  for (const row of rows) {
    panels.push({
      id: next++,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { h: 1, w: COLUMNS, x: 0, y },
      panels: [],
    })
    y++
    const w = Math.floor(COLUMNS / row.panels.length)
    row.panels.forEach((panel, i) => {
      panels.push({ id: next++, ...panelOf(panel), gridPos: { h: PANEL_HEIGHT, w, x: i * w, y } })
    })
    y += PANEL_HEIGHT
  }
  return {
    uid: id,
    title,
    tags: ['causeway'],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    templating: {
      list: [
        { name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' },
        {
          name: 'job',
          type: 'query',
          label: 'Job',
          datasource: SOURCE,
          query: { query: 'label_values(process_start_time_seconds, job)', refId: 'job' },
          refresh: 2,
          includeAll: true,
          multi: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
        },
      ],
    },
    panels,
  }
}

function panelOf({ title, unit, shows }: Panel): object {
  const isMoment = shows.kind === 'sum' || shows.kind === 'left'
  return {
    type: isMoment ? 'bargauge' : 'timeseries',
    title,
    datasource: SOURCE,
    fieldConfig: {
      defaults: { unit: UNITS[unit], ...(unit === 'share' ? { min: 0 } : {}) },
      overrides: [],
    },
    options: isMoment
      ? { displayMode: 'basic', orientation: 'horizontal', reduceOptions: { calcs: ['lastNotNull'] } }
      : { legend: LEGEND, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queriesOf(shows).map(({ expression, legend }, i) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + i),
      datasource: SOURCE,
      expr: expression,
      legendFormat: legend,
      ...(isMoment ? { instant: true } : { range: true }),
    })),
  }
}

interface Query {
  readonly expression: string
  readonly legend: string
}

function queriesOf(figure: Figure): readonly Query[] {
  const legend = legendOf('by' in figure ? figure.by : [])
  const by = grouped(figure.by)
  switch (figure.kind) {
    case 'rate':
      return [
        {
          expression: scaled(`sum ${by} (rate(${shown(figure.of)}[$__rate_interval]))`, figure.times),
          legend,
        },
      ]
    case 'sum':
      return [
        { expression: scaled(`sum ${by} (increase(${shown(figure.of)}[$__range]))`, figure.times), legend },
      ]
    case 'share': {
      const rate = (of: Selection) => `sum ${by} (rate(${shown(of)}[$__rate_interval]))`
      const share = { expression: `${rate(figure.part)} / ${rate(figure.whole)}`, legend }
      if (figure.objective === null) return [share]
      const objective = `max by (job) (causeway_objective_ratio{objective="${figure.objective}",${SHOWN}})`
      return [share, { expression: objective, legend: 'objective' }]
    }
    case 'spread':
      return [0.5, 0.95].map((quantile) => ({
        expression: `histogram_quantile(${quantile}, sum ${grouped([...figure.by, 'le'])} (rate(${buckets(figure.of)}[$__rate_interval])))`,
        legend: `${legend} p${quantile * 100}`,
      }))
    case 'level':
      return [{ expression: `${figure.take} ${by} (${shown(figure.of)})`, legend }]
    case 'left':
      return [{ expression: `(min ${by} (${shown(figure.of)}) - time()) / 86400`, legend }]
  }
}

function scaled(expression: string, times: number): string {
  return times === 1 ? expression : `${expression} * ${times}`
}

function legendOf(by: readonly string[]): string {
  return by.length === 0 ? '{{job}}' : by.map((label) => `{{${label}}}`).join(' ')
}

function shown(of: Selection): string {
  return withJob(selector(of))
}

function buckets(of: Selection): string {
  return withJob(selector(of).replace(/_count(?=\{|$)/, '_bucket'))
}

function withJob(selected: string): string {
  return selected.endsWith('}') ? `${selected.slice(0, -1)},${SHOWN}}` : `${selected}{${SHOWN}}`
}
