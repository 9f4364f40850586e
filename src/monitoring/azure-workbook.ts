import type { Selection } from './conditions.ts'
import { DASHBOARDS, type Figure, type Panel, type Unit } from './dashboards.ts'
import { ALERT_LINES } from './log-queries.ts'

/**
 * The dashboards as one Azure Workbook ("Azure Workbooks", learn.microsoft.com/azure/azure-monitor/visualize/
 * workbooks-overview, read 2026-11-21). Figures are those that go to Application Insights, in the table AppMetrics:
 * counters as what they grew by, histograms as their sum and how much they counted; buckets are not kept.
 */
const VERSION = 'Notebook/1.0'
const WORKSPACE = '{Workspace}'
const TIME = { durationMs: 21_600_000 }

const UNITS: Readonly<Record<Unit, number>> = {
  'per second': 0,
  'per minute': 0,
  share: 0,
  seconds: 24,
  days: 0,
  dollars: 0,
  bytes: 2,
  number: 0,
}

export function azureWorkbook(): string {
  return `${JSON.stringify(
    {
      version: VERSION,
      items: [
        parameters(),
        text(
          'overview',
          '# Causeway\n\nAlerts in force come from the log of the gateway, figures from its metrics.',
        ),
        query('alerts-in-force', 'Alerts in force', ALERT_LINES, 'table'),
        tabs(),
        ...DASHBOARDS.map(({ id, rows }) => ({
          type: 12,
          name: id,
          conditionalVisibility: { parameterName: 'tab', comparison: 'isEqualTo', value: id },
          content: {
            version: 'NotebookGroup/1.0',
            groupType: 'editable',
            items: rows.flatMap(({ title, panels }, row) => [
              text(`${id}-${row}`, `## ${title}`),
              ...panels.map((panel, i) => chart(`${id}-${row}-${i}`, panel, panels.length)),
            ]),
          },
        })),
      ],
      fallbackResourceIds: ['Azure Monitor'],
      $schema: 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json',
    },
    null,
    2,
  )}\n`
}

function parameters(): object {
  return {
    type: 9,
    name: 'parameters',
    content: {
      version: 'KqlParameterItem/1.0',
      crossComponentResources: ['value::all'],
      queryType: 1,
      resourceType: 'microsoft.resourcegraph/resources',
      style: 'pills',
      parameters: [
        {
          id: '5f1f7c1e-54a1-4f0f-9d0e-6f7b8f0f0a01',
          version: 'KqlParameterItem/1.0',
          name: 'Workspace',
          type: 5,
          isRequired: true,
          query: "resources | where type =~ 'microsoft.operationalinsights/workspaces' | project id",
          crossComponentResources: ['value::all'],
          typeSettings: { additionalResourceOptions: ['value::1'] },
          queryType: 1,
          resourceType: 'microsoft.resourcegraph/resources',
          value: 'value::1',
        },
        {
          id: '5f1f7c1e-54a1-4f0f-9d0e-6f7b8f0f0a02',
          version: 'KqlParameterItem/1.0',
          name: 'TimeRange',
          type: 4,
          isRequired: true,
          value: TIME,
          typeSettings: {
            selectableValues: [3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000].map(
              (durationMs) => ({ durationMs }),
            ),
          },
        },
      ],
    },
  }
}

function tabs(): object {
  return {
    type: 11,
    name: 'tabs',
    content: {
      version: 'LinkItem/1.0',
      style: 'tabs',
      links: DASHBOARDS.map(({ id, title }) => ({
        id,
        cellValue: 'tab',
        linkTarget: 'parameter',
        linkLabel: title.replace('Causeway: ', ''),
        subTarget: id,
        style: 'link',
      })),
    },
  }
}

function text(name: string, json: string): object {
  return { type: 1, name: `text-${name}`, content: { json } }
}

function chart(name: string, { title, unit, shows }: Panel, beside: number): object {
  const isMoment = shows.kind === 'sum' || shows.kind === 'left'
  const item = query(name, title, kqlOf(shows), isMoment ? 'barchart' : 'timechart')
  const width = Math.max(25, Math.floor(100 / beside))
  return {
    ...item,
    customWidth: `${width}`,
    content: {
      ...item.content,
      chartSettings: {
        ySettings: { numberFormatSettings: { unit: UNITS[unit], options: { style: 'decimal' } } },
      },
    },
  }
}

function query(
  name: string,
  title: string,
  kql: string,
  visualization: 'barchart' | 'table' | 'timechart',
): { readonly type: number; readonly name: string; readonly content: object } {
  return {
    type: 3,
    name,
    content: {
      version: 'KqlItem/1.0',
      query: kql,
      size: 0,
      title,
      timeContextFromParameter: 'TimeRange',
      queryType: 0,
      resourceType: 'microsoft.operationalinsights/workspaces',
      crossComponentResources: [WORKSPACE],
      visualization,
    },
  }
}

const GRAIN = '{TimeRange:grain}'
/** Of a gauge, of which each row has one value or several. */
const READING = 'Sum / ItemCount'

export function kqlOf(figure: Figure): string {
  const by = figure.by.map(column)
  const overTime = [...by, `bin(TimeGenerated, ${GRAIN})`].join(', ')
  const whole = by.length === 0 ? '' : ` by ${by.join(', ')}`
  switch (figure.kind) {
    case 'rate':
      return lines(
        rows(figure),
        `summarize value = ${scaled('sum(Sum)', figure.times)} / (${GRAIN} / 1s) by ${overTime}`,
      )
    case 'sum':
      return lines(rows(figure), `summarize value = ${scaled('sum(Sum)', figure.times)}${whole}`)
    case 'share': {
      const { part, whole: all } = figure
      const histogram = part.metric !== all.metric
      const counted = histogram ? `iff(Name == '${all.metric}', ItemCount, 0)` : 'Sum'
      const names = [...new Set([part.metric, all.metric])].map((name) => `'${name}'`).join(', ')
      return lines(
        ['AppMetrics', `where Name in (${names})`, ...labels(figure.by, part, all), ...only(all)],
        `summarize part = sumif(Sum, ${conditionOf(part)}), whole = sum(${counted}) by ${overTime}`,
        `extend value = todouble(part) / whole`,
        `project-away part, whole`,
      )
    }
    case 'spread':
      return lines(rows(figure), `summarize mean = sum(Sum) / sum(ItemCount) by ${overTime}`)
    case 'level':
      if (figure.take !== 'sum')
        return lines(rows(figure), `summarize value = ${figure.take}(${READING}) by ${overTime}`)
      // Of each process what it mostly was, and then of all of them.
      return lines(
        rows(figure),
        `summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, ${overTime}`,
        `summarize value = sum(value) by ${[...by, 'TimeGenerated'].join(', ')}`,
      )
    case 'left':
      return lines(
        rows(figure),
        `summarize ends = min(${READING})${whole}`,
        `extend value = (ends - datetime_diff('second', now(), datetime(1970-01-01))) / 86400.0`,
        'project-away ends',
      )
  }
}

/** Some labels are words of the language. */
function column(label: string): string {
  return `['${label}']`
}

function rows(figure: { readonly of: Selection; readonly by: readonly string[] }): readonly string[] {
  const { of, by } = figure
  return ['AppMetrics', `where Name == '${of.metric}'`, ...labels(by, of), ...only(of)]
}

function labels(by: readonly string[], ...of: readonly Selection[]): readonly string[] {
  const chosen = of.flatMap((one) => (one.only === null ? [] : [one.only.label]))
  return [...new Set([...by, ...chosen])].map(
    (label) => `extend ${column(label)} = tostring(Properties['${label}'])`,
  )
}

function only(of: Selection): readonly string[] {
  return of.only === null ? [] : [`where ${conditionOf(of)}`]
}

function conditionOf({ metric, only }: Selection): string {
  const name = `Name == '${metric}'`
  if (only === null) return name
  const chosen =
    'is' in only
      ? `${column(only.label)} in (${only.is.map((value) => `'${value}'`).join(', ')})`
      : `${column(only.label)} matches regex '^(?:${only.like})$'`
  return `${name} and ${chosen}`
}

function lines(from: readonly string[], ...steps: readonly string[]): string {
  return [...from, ...steps].join('\n| ')
}

function scaled(text: string, times: number): string {
  return times === 1 ? text : `${text} * ${times}`
}
