import { shownMoney } from './exact-money.ts'
import type { PriceBookEntry } from './price-book.ts'
import { picoUsdOf, type TokenClass } from './prices.ts'
import { lineId } from './statement-lines.ts'
import type { CostCenterTotal, Statement, StatementLine } from './statement.ts'
import { escapeXml as esc, type Series, stackedBars } from './svg-charts.ts'

/**
 * A statement as a page for whoever pays: one sheet of paper for each cost center, charts as inline SVG, no script and
 * nothing fetched, so that it may be mailed, filed and printed.
 */
const SERIES: readonly Series[] = [
  { name: 'tokens', colour: '#2f6f9f' },
  { name: 'provisioned', colour: '#5fa55a' },
  { name: 'idle', colour: '#c9a227' },
]

const STYLE = `
:root { color-scheme: light; }
body { font: 14px/1.45 system-ui, sans-serif; color: #1b1b1b; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #ddd; vertical-align: top; }
th { border-bottom: 2px solid #888; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
tr.sum td { border-top: 2px solid #888; font-weight: 600; }
svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; }
code { font: 12px ui-monospace, monospace; } .quiet { color: #555; }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; } section { break-before: page; }
  tr, svg { break-inside: avoid; } thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@page { margin: 15mm; }`

export interface PageOptions {
  /** The command line that follows a line down to its exchanges, for an id. */
  readonly followCommand: (lineId: string) => string
}

export function statementPage(statement: Statement, options: PageOptions): string {
  const { workload, currency, total, costCenters, notes, conversion } = statement
  const span = `${day(statement.fromMs)} to ${day(statement.toMs - 1)}`
  const money = (amount: bigint): string => shownMoney(amount, currency)
  const inCurrency = converter(statement)
  const byCenter = Map.groupBy(statement.lines, ({ costCenter }) => costCenter)
  const charts = stackedBars(
    'Cost by cost center',
    SERIES,
    costCenters.map((center) => ({
      label: center.costCenter,
      values: [center.tokensNanoUsd, center.provisionedNanoUsd, center.idleNanoUsd].map(Number),
      note: money(center.amount),
    })),
  )
  const rate =
    conversion === null
      ? ''
      : `<p class="quiet">1 USD is ${conversion.nanoPerUsd / 1e9} ${esc(currency)}, by ${esc(conversion.source)} of ${conversion.asOf}.</p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Statement ${esc(workload)} ${span}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>Statement for ${esc(workload)}</h1>
<p class="quiet">${span}, UTC. Workload file revision ${esc(statement.planRevision)}.</p>
<p><strong>${money(total.amount)}</strong> in all; ${money(inCurrency(total.idleNanoUsd))} of it for provisioned throughput that nobody used.
The cache saved ${money(inCurrency(total.cacheSavedNanoUsd))}, cheaper service tiers ${money(inCurrency(total.tierSavedNanoUsd))}.</p>
${rate}
${notes.map((note) => `<p><strong>Note.</strong> ${esc(note)}</p>`).join('\n')}
<h2>By cost center</h2>
${charts}
${summary(costCenters, statement)}
<h2>By model</h2>
${byModel(statement)}
${provisionedPart(statement)}
<h2>Prices</h2>
${priceTable(statement.prices)}
${costCenters.map((center) => centerSection(center, byCenter.get(center.costCenter) ?? [], statement, options)).join('\n')}
</body>
</html>
`
}

function converter({ total }: Statement): (nanoUsd: bigint) => bigint {
  return (nanoUsd) => (total.nanoUsd === 0n ? 0n : (total.amount * nanoUsd) / total.nanoUsd)
}

function summary(centers: readonly CostCenterTotal[], statement: Statement): string {
  const inCurrency = converter(statement)
  const money = (amount: bigint): string => shownMoney(amount, statement.currency)
  const row = (name: string, of: Omit<CostCenterTotal, 'costCenter'>, kind: string): string =>
    `<tr${kind}>${[
      cell(esc(name)),
      ...[of.tokensNanoUsd, of.provisionedNanoUsd, of.idleNanoUsd].map((part) =>
        amountCell(money(inCurrency(part))),
      ),
      amountCell(money(of.amount)),
    ].join('')}</tr>`
  return table(
    ['Cost center', '#Tokens', '#Provisioned', '#Idle', '#To pay'],
    [
      ...centers.map((center) => row(center.costCenter, center, '')),
      row('Total', statement.total, ' class="sum"'),
    ],
  )
}

function byModel(statement: Statement): string {
  const byName = Map.groupBy(statement.lines, ({ model }) => model)
  const sum = (lines: readonly StatementLine[], kind: StatementLine['kind']): number =>
    lines.reduce((total, line) => total + (line.kind === kind ? Number(line.nanoUsd) : 0), 0)
  const bars = [...byName].map(([model, lines]) => ({
    label: model,
    values: [sum(lines, 'tokens'), sum(lines, 'provisioned'), sum(lines, 'idle')],
    note: shownMoney(
      lines.reduce((total, { amount }) => total + amount, 0n),
      statement.currency,
    ),
  }))
  return stackedBars('Cost by model', SERIES, bars)
}

function provisionedPart({ provisioned }: Statement): string {
  if (provisioned.length === 0) return ''
  const bars = provisioned.map(({ deployment, nanoUsd, idleNanoUsd, unitHours }) => ({
    label: deployment.id,
    values: nanoUsd === 0n ? [0, unitHours] : [Number(nanoUsd - idleNanoUsd), Number(idleNanoUsd)],
    note:
      nanoUsd === 0n
        ? 'no price'
        : `${(100 - (Number(idleNanoUsd) / Number(nanoUsd)) * 100).toFixed(1)} % used`,
  }))
  const rows = provisioned.map(({ deployment, unitHours, price, nanoUsd }) => {
    const paid = price === null ? 'unknown' : shownMoney(BigInt(price.nanoUsdPerUnitHour), 'USD')
    const source = price === null ? '' : [price.source, price.asOf].filter((part) => part !== null).join(', ')
    return `<tr>${[
      cell(esc(deployment.id)),
      amountCell(unitHours.toLocaleString('en-US')),
      amountCell(paid),
      cell(esc(source)),
      amountCell(shownMoney(nanoUsd, 'USD')),
    ].join('')}</tr>`
  })
  return `<h2>Provisioned throughput</h2>
${stackedBars('Provisioned throughput, used and idle', SERIES.slice(1), bars)}
${table(['Deployment', '#PTU-hours', '#USD an hour', 'Source', '#Cost in USD'], rows)}`
}

function priceTable(prices: readonly PriceBookEntry[]): string {
  const perMillion = (entry: PriceBookEntry, of: TokenClass): string =>
    amountCell((picoUsdOf(entry.price, of) / 1e6).toLocaleString('en-US', { maximumFractionDigits: 6 }))
  const rows = prices.map((entry) => {
    const whose = entry.origin === 'file' ? entry.source : `list of ${entry.listOf ?? ''}: ${entry.source}`
    const type = [entry.type ?? 'outside Azure', entry.serviceTier].filter((part) => part !== null).join(', ')
    return `<tr>${[
      cell(esc(entry.baseModel)),
      cell(esc(type)),
      perMillion(entry, 'input'),
      perMillion(entry, 'cached-input'),
      perMillion(entry, 'output'),
      cell(esc([whose, entry.asOf].filter((part) => part !== null).join(', '))),
    ].join('')}</tr>`
  })
  return `<p class="quiet">USD for one million tokens. Each call was priced when it ended; these are the prices of today's file.</p>
${table(['Model', 'Type', '#Input', '#Cached', '#Output', 'Source'], rows)}`
}

function centerSection(
  center: CostCenterTotal,
  lines: readonly StatementLine[],
  statement: Statement,
  { followCommand }: PageOptions,
): string {
  const money = (amount: bigint): string => shownMoney(amount, statement.currency)
  const rows = lines.map((line) => {
    const marks = [
      line.kind === 'tokens' ? line.meter : line.kind,
      line.isSpilled ? 'spilled' : null,
      line.asked === null ? null : `fallback from ${line.asked}`,
      line.outcome === 'answered' ? null : line.outcome,
      line.serviceTier === 'default' ? null : line.serviceTier,
      line.isPriced ? null : 'no price',
    ]
    return `<tr>${[
      cell(esc(line.consumer ?? '')),
      cell(esc(line.model)),
      cell(esc(line.deployment)),
      cell(esc(marks.filter((mark) => mark !== null).join(', '))),
      amountCell(line.quantity.toLocaleString('en-US', { maximumFractionDigits: 1 })),
      amountCell(money(line.amount)),
      cell(`<code>${lineId(line)}</code>`),
    ].join('')}</tr>`
  })
  const example = lines[0] === undefined ? '' : followCommand(lineId(lines[0]))
  return `<section>
<h2>Cost center ${esc(center.costCenter)}: ${money(center.amount)}</h2>
${table(['Consumer', 'Model', 'Deployment', 'For', '#Quantity', '#Amount', 'Line'], rows)}
<p class="quiet">Each line can be followed down to its exchanges: <code>${esc(example)}</code></p>
</section>`
}

/** Titles that begin with # are of figures. */
function table(titles: readonly string[], rows: readonly string[]): string {
  const head = titles.map((title) =>
    title.startsWith('#') ? `<th class="n">${esc(title.slice(1))}</th>` : `<th>${esc(title)}</th>`,
  )
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

function cell(html: string): string {
  return `<td>${html}</td>`
}

function amountCell(text: string): string {
  return `<td class="n">${esc(text)}</td>`
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
