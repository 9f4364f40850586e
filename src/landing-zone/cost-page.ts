import type { CostEstimate, UnpricedResource } from './cost-estimate.ts'
import type { PrintedFile } from './printers/printer.ts'
import { nameSegments, type Resource } from './resource-graph.ts'

/** The page that says what a landing zone costs a month, and what that does not know. */
export function costPage(
  workload: string,
  { priced, byUse, unknown, totalCents, pricesFrom }: CostEstimate,
): PrintedFile {
  const rows = priced.map(({ resource, size, units, centsPerMonth, perUse }) => {
    const what = size === '' ? shownType(resource) : `${shownType(resource)}, ${size}`
    const counted = units === 1 ? what : `${units} × ${what}`
    return `| ${shownName(resource)} | ${counted} | ${dollars(centsPerMonth)} | ${perUse ?? ''} |`
  })
  const from =
    pricesFrom === null
      ? ''
      : ` The prices are of ${pricesFrom.oldest === pricesFrom.newest ? pricesFrom.oldest : `${pricesFrom.oldest} to ${pricesFrom.newest}`}.`
  return {
    path: 'COST.md',
    text: `# What ${workload} costs by being there

**${dollars(totalCents)} a month** (730 hours) at list price in US dollars, mostly that of East US, before anything is used.${from}
Your region and contract differ: put your own prices into a file of facts, and build again.

| resource | what | a month | and beside it |
| -------- | ---- | ------: | ------------- |
${rows.join('\n')}

## What it does not know

${unknown.length === 0 ? 'Every resource that costs by being there has a price above.' : `No list at hand has the price of these, and they do cost:\n\n${listOf(unknown)}`}

Charged by what is used of it, which nobody knows before:

${listOf(byUse)}

What was used is in the ledger of the gateway: \`causeway report\` has the tokens.
`,
  }
}

/** Resources of one kind on one line. */
function listOf(resources: readonly UnpricedResource[]): string {
  const groups = Map.groupBy(resources, ({ resource, why }) => `${shownType(resource)}\0${why}`)
  const lines = [...groups.values()].map((group) => {
    const [first] = group
    if (first === undefined) return ''
    const names = [...new Set(group.map(({ resource }) => shownName(resource)))]
    return `- ${first.why}: ${names.join(', ')}`
  })
  return lines.length === 0 ? '- nothing' : lines.sort().join('\n')
}

function shownName(resource: Resource): string {
  return nameSegments(resource)
    .map((segment) => (typeof segment === 'string' ? segment : resource.symbol))
    .join('/')
}

function shownType({ type }: Resource): string {
  return type.split('/').at(-1) ?? type
}

/** `$1,277.50`. */
export function dollars(cents: number): string {
  const whole = Math.floor(cents / 100).toString()
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
  return `$${grouped}.${String(cents % 100).padStart(2, '0')}`
}
