import {
  type AzureFacts,
  type Fact,
  type FactTable,
  FACTS_AGE_LIMIT_DAYS,
  type TableAge,
  tableAges,
} from '../../azure/index.ts'
import { formatCount, suggest } from '../../base/index.ts'
import { formatDiagnostic } from '../../workload/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import { FACTS_FLAG, givenFacts } from '../facts-files.ts'
import type { Given } from '../given.ts'
import { paints } from '../paint.ts'
import { formatTable } from '../table.ts'
import { readDesign } from '../workload-file.ts'

const FORMATS = ['text', 'json'] as const

export const facts: Command = {
  name: 'facts',
  summary: 'List the facts about Azure that everything rests on: how old they are, and which are your own',
  usage: '[WORKLOAD_FILE] [--facts FILE] [--rows TABLE] [--format text|json]',
  details: `Of each table: its day, its age, its rows and where it is from; then the rows that files of your own put in
place of shipped ones, as the workload file names them under azure_facts or --facts does. --rows prints all rows of one
table in the form that such a file takes. Nothing is asked of Azure. See docs/azure-facts.md.`,
  flags: {
    facts: FACTS_FLAG,
    rows: {
      kind: 'text',
      value: 'TABLE',
      summary: 'Print the rows of this table, as a file of facts has them',
    },
    format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' },
  },
  positionals: { least: 0, most: 1 },
  async run(given, environment) {
    const { stdout, clock } = environment
    const known = await factsOf(given, environment)
    const isJson = given.requiredChoice('format', FORMATS) === 'json'
    const wanted = given.text('rows')
    if (wanted !== null) {
      const table = tableOf(known, wanted)
      stdout.write(isJson ? `${JSON.stringify(table, null, 2)}\n` : asFile(table))
      return EXIT.ok
    }
    const ages = tableAges(known, clock.nowMs())
    stdout.write(isJson ? `${JSON.stringify({ tables: ages }, null, 2)}\n` : asText(ages, environment))
    return EXIT.ok
  },
}

async function factsOf(given: Given, environment: Environment): Promise<AzureFacts> {
  const base = await givenFacts(given, environment)
  const [file] = given.positionals
  if (file === undefined) return base
  const design = await readDesign(file, environment, base)
  if (design.ok) return design.plan.facts
  throw new NegativeAnswer(design.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'))
}

function tableOf({ tables }: AzureFacts, name: string): FactTable<object> {
  const all = Object.values<FactTable<object>>(tables)
  const found = all.find((table) => table.name === name)
  if (found !== undefined) return found
  const names = all.map((table) => table.name)
  const near = suggest(name, names)
  throw new WrongUse(
    `--rows: there is no table ${name}`,
    near === null ? `Known are ${names.join(', ')}.` : `Did you mean ${near}?`,
  )
}

function asText(ages: readonly TableAge[], environment: Environment): string {
  const { warning } = paints(environment)
  const table = formatTable(
    [
      { title: 'table' },
      { title: 'as of' },
      { title: 'age', align: 'right' },
      { title: 'rows', align: 'right' },
      { title: 'own', align: 'right' },
      { title: 'what' },
    ],
    ages.map(({ name, asOf, ageDays, rows, overridden, title }) => [
      name,
      asOf,
      `${ageDays} days`,
      formatCount(rows),
      overridden.length === 0 ? '-' : String(overridden.length),
      title,
    ]),
  )
  const lines = [table]
  const stale = ages.filter(({ isStale }) => isStale).map(({ name }) => name)
  if (stale.length > 0)
    lines.push(`\n${warning(`older than ${FACTS_AGE_LIMIT_DAYS} days`)}: ${stale.join(', ')}\n`)
  const own = ages.filter(({ overridden }) => overridden.length > 0)
  if (own.length > 0) lines.push('\nOf your own:\n')
  for (const { name, overridden } of own) {
    for (const { key, change, file, asOf, source } of overridden)
      lines.push(`  ${name}: ${key} ${change} by ${file} (${asOf}, ${source})\n`)
  }
  lines.push('\nFrom:\n')
  for (const [source, of] of Map.groupBy(ages, (age) => age.source))
    lines.push(`  ${of.map(({ name }) => name).join(', ')}: ${source}\n`)
  return lines.join('')
}

/** A file of facts with every row of a table: what is wrong in it can be mended, and the rest left out. */
function asFile({ name, source, asOf, rows }: FactTable<object>): string {
  const lines = rows.map((row) => `  - ${flow(columnsOf(row))}\n`)
  return `source: ${JSON.stringify(source.slice(0, MAX_SOURCE))}\nas_of: ${asOf}\n${name}:\n${lines.join('')}`
}

/** As long as a file of facts may say it. */
const MAX_SOURCE = 500

function columnsOf(row: object): object {
  const { source: _source, asOf: _asOf, ...columns } = row as Fact<object>
  return columns
}

/** On one line; columns are written with underscores. JSON's texts are YAML's. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, part]) => `${underscored(name)}: ${flow(part)}`)
  return `{ ${parts.join(', ')} }`
}

function underscored(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
