import { shownMoney } from './exact-money.ts'
import type { ModelSizing, Option, Rightsizing } from './rightsize.ts'
import { aligned } from './statement-format.ts'
import { curves, escapeXml as esc } from './svg-charts.ts'

/** A rightsizing for the terminal, for programs, and as a page with charts. */
export const RIGHTSIZE_FORMATS = ['table', 'json', 'html'] as const
export type RightsizeFormat = (typeof RIGHTSIZE_FORMATS)[number]

export function formatRightsizing(made: Rightsizing, format: RightsizeFormat): string {
  switch (format) {
    case 'table':
      return asTable(made)
    case 'json':
      return `${JSON.stringify(made, null, 2)}\n`
    case 'html':
      return asPage(made)
  }
}

const HEAD = [
  '',
  'PTU',
  'type',
  'soft cap',
  'cost',
  'against paid',
  'on PTU',
  'tight minutes',
  'refused minutes',
]

function asTable(made: Rightsizing): string {
  if (made.models.length === 0) return 'There is no usage in this span of time, so nothing to size.\n'
  const parts = made.models.map((sizing) => {
    const notes = sizing.notes.map((note) => `${note}\n`).join('')
    return `${sizing.model}\n${aligned([HEAD, ...rowsOf(sizing)])}${chartOf(sizing)}${notes}`
  })
  return `${basis(made)}\n\n${parts.join('\n')}`
}

/** How much history it rests on. */
function basis({ fromMs, toMs, hours, models }: Rightsizing): string {
  const attempts = models.reduce((sum, model) => sum + model.attempts, 0)
  const minute = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  return `Rests on ${(hours / 24).toFixed(1)} days of history, ${minute(fromMs)} to ${minute(toMs)} UTC, ${attempts.toLocaleString('en-US')} attempts that used tokens.`
}

function rowsOf({ paidNanoUsd, present, sameService, leastCost, byTokenAlone }: ModelSizing): string[][] {
  const row = (name: string, option: Option): string[] => {
    const more = paidNanoUsd === 0 ? null : (option.nanoUsd / paidNanoUsd - 1) * 100
    return [
      name,
      String(option.units),
      option.type ?? '-',
      option.softCap === null ? '-' : option.softCap.toFixed(2),
      dollars(option.nanoUsd),
      more === null ? '-' : `${more >= 0 ? '+' : ''}${more.toFixed(1)} %`,
      `${(option.provisionedShare * 100).toFixed(1)} %`,
      option.tightMinutes.toLocaleString('en-US'),
      option.refusedMinutes.toLocaleString('en-US'),
    ]
  }
  return [
    ['paid', '', '', '', dollars(paidNanoUsd), '', '', '', ''],
    row('as it is, modelled', present),
    row('least, same service', sameService),
    row('least, any mix', leastCost),
    row('by the token alone', byTokenAlone),
  ]
}

const CHART_ROWS = 12
const CHART_WIDTH = 40

/** Cost by count of PTU as bars, of the type with the least cost; at most a dozen of the counts. */
function chartOf({ curves: all, leastCost, sameService }: ModelSizing): string {
  const type = leastCost.type ?? sameService.type
  const cheapest = ({ points }: ModelSizing['curves'][number]): number =>
    Math.min(...points.map(({ nanoUsd }) => nanoUsd))
  const curve = all.find((one) => one.type === type) ?? [...all].sort((a, b) => cheapest(a) - cheapest(b))[0]
  if (curve === undefined) return ''
  const stride = Math.max(1, Math.ceil(curve.points.length / CHART_ROWS))
  const shown = curve.points.filter((point, index) => index % stride === 0 || point === leastCost)
  const most = Math.max(...shown.map(({ nanoUsd }) => nanoUsd), 1)
  const bars = shown.map(({ units, nanoUsd, softCap }) => {
    const bar = '█'.repeat(Math.max(1, Math.round((nanoUsd / most) * CHART_WIDTH)))
    return `  ${String(units).padStart(6)} PTU  ${bar.padEnd(CHART_WIDTH)}  ${dollars(nanoUsd)} at ${(softCap ?? 1).toFixed(2)}\n`
  })
  return `\nCost by PTU of type ${curve.type}:\n${bars.join('')}\n`
}

const COLOURS: Readonly<Record<string, string>> = {
  'provisioned-managed': '#2f6f9f',
  'data-zone-provisioned-managed': '#5fa55a',
  'global-provisioned-managed': '#c9a227',
}

function asPage(made: Rightsizing): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Provisioned throughput of ${esc(made.workload)}</title>
<style>
body { font: 14px/1.45 system-ui, sans-serif; color: #1b1b1b; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { padding: .25rem .5rem; border-bottom: 1px solid #ddd; text-align: right; }
th:first-child, td:first-child { text-align: left; }
svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; margin: .8rem 0; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } section { break-inside: avoid; } * { print-color-adjust: exact; } }
</style>
</head>
<body>
<h1>Provisioned throughput of ${esc(made.workload)}</h1>
<p>${esc(basis(made))}</p>
${made.models.map(modelSection).join('\n')}
</body>
</html>
`
}

function modelSection(sizing: ModelSizing): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${esc(cell)}</${tag}>`).join('')}</tr>`
  const rows = rowsOf(sizing).map((row) => cells('td', row))
  const byUnits = curves(
    'Cost by count of PTU',
    { x: 'PTU', y: dollars },
    sizing.curves.map(({ type, points }) => ({
      name: type,
      colour: COLOURS[type] ?? '#888',
      points: points.map(({ units, nanoUsd }) => [units, nanoUsd] as const),
    })),
  )
  const start = sizing.hourly[0]?.hourMs ?? 0
  const hour = (ms: number): number => (ms - start) / 3_600_000
  const lastHour = hour(sizing.hourly.at(-1)?.hourMs ?? start)
  const level = (name: string, colour: string, value: number) => ({
    name,
    colour,
    points: [[0, value] as const, [lastHour, value] as const],
  })
  const tokens = (value: number): string => `${Math.round(value / 1_000).toLocaleString('en-US')}k`
  const demand = curves('Demand by the hour', { x: 'hours of the history', y: tokens }, [
    {
      name: 'busiest minute',
      colour: '#bbb',
      points: sizing.hourly.map(({ hourMs, peak }) => [hour(hourMs), peak] as const),
    },
    {
      name: 'mean',
      colour: '#2f6f9f',
      points: sizing.hourly.map(({ hourMs, mean }) => [hour(hourMs), mean] as const),
    },
    level('PTU as they are', '#a33', sizing.present.fullPerMinute),
    level('PTU, same service', '#5fa55a', sizing.sameService.fullPerMinute),
  ])
  return `<section>
<h2>${esc(sizing.model)}</h2>
<table><thead>${cells('th', HEAD)}</thead><tbody>${rows.join('\n')}</tbody></table>
${sizing.notes.map((note) => `<p><strong>Note.</strong> ${esc(note)}</p>`).join('\n')}
${sizing.curves.length > 0 ? byUnits : ''}
<p>Weighted tokens a minute, by the hour:</p>
${demand}
</section>`
}

function dollars(nanoUsd: number): string {
  return shownMoney(BigInt(Math.round(nanoUsd)), 'USD')
}
