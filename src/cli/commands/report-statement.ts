import {
  attemptsOfLine,
  formatLineAttempts,
  lineId,
  longContextThresholds,
  restrictTo,
  type Statement,
  statementCsv,
  statementJson,
  statementPage,
  statementTable,
} from '../../ledger/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Given } from '../given.ts'
import { type Month, parseMonth } from '../month.ts'
import { OUT_FLAG, writeOut } from '../output-file.ts'
import { withRecords } from '../records.ts'
import { statementParquet } from '../statement-parquet.ts'
import { stateAndPlan, statementOf } from '../statements.ts'
import { FILE_FLAG, STATE_FLAG } from '../workload-file.ts'

const FORMATS = ['table', 'csv', 'json', 'parquet', 'html'] as const
type Format = (typeof FORMATS)[number]

export const reportStatement: Command = {
  name: 'report statement',
  summary: 'Make the statement of a month: what each cost center pays, line by line',
  usage: `[--month MONTH] [--cost-center NAME] [--format ${FORMATS.join('|')}] [--out FILE] [--line ID] [--file FILE | --state DIR]`,
  details: `A MONTH is 2026-10, this or last; months are UTC, as on Azure's bill. Provisioned throughput is shared by use of
its hours, and idle hours are lines of their own. CSV and Parquet have the columns of FOCUS 1.2; html is a page to print.

With --line, the attempts that one line rests on: what causeway explain then tells each by its id. From elsewhere, with
--server, the statement of a month under way is up to two minutes old.`,
  flags: {
    month: { kind: 'text', value: 'MONTH', default: 'this', summary: 'Which month' },
    'cost-center': { kind: 'text', value: 'NAME', summary: 'The lines of this cost center alone' },
    format: { kind: 'choice', of: FORMATS, default: 'table', summary: 'How to write it' },
    out: OUT_FLAG,
    line: { kind: 'text', value: 'ID', summary: 'Follow this line down to its attempts, as a table or CSV' },
    file: FILE_FLAG,
    state: STATE_FLAG,
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const { month, format, line } = askedOf(given, environment)
    const { state, plan } = await stateAndPlan(given, environment)
    const made = await withRecords(state, environment, async (reader) => {
      const whole = await statementOf(reader, plan, month)
      if (line === null) return { statement: whole, attempts: null }
      const found = whole.lines.find((one) => lineId(one) === line.id)
      if (found === undefined) return { statement: whole, attempts: null, isUnknown: true }
      const span = { fromMs: month.fromMs, toMs: month.endMs, longContext: longContextThresholds(plan.facts) }
      const attempts = await attemptsOfLine(reader, found, span)
      return { statement: whole, attempts, line: found }
    })
    if (made.isUnknown === true)
      throw new NegativeAnswer(`the statement of ${month.name} has no line ${line?.id}`)
    if (made.attempts !== null && made.line !== undefined) {
      const text = formatLineAttempts(made.line, made.attempts, format === 'csv' ? 'csv' : 'table')
      await writeOut(text, given, environment)
      return EXIT.ok
    }
    const center = given.text('cost-center')
    const statement =
      center === null ? made.statement : restrictTo(made.statement, (one) => one.costCenter === center)
    if (statement === null)
      throw new NegativeAnswer(`the statement of ${month.name} has no cost center ${center}`)
    await writeOut(formatted(statement, format, month), given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const { month, format, line } = askedOf(given, environment)
    const costCenter = given.text('cost-center') ?? undefined
    const made =
      line === null
        ? await server.askFile('statements.export', {
            params: { month: month.name },
            query: { format, costCenter },
          })
        : await server.askFile('statements.attempts', {
            params: { month: month.name, line: line.id },
            query: { format: line.format },
          })
    await writeOut(made, given, environment)
    return EXIT.ok
  },
}

interface Asked {
  readonly month: Month
  readonly format: Format
  /** Null for the statement itself. */
  readonly line: { readonly id: string; readonly format: 'table' | 'csv' } | null
}

function askedOf(given: Given, { clock }: Environment): Asked {
  const month = parseMonth('month', given.text('month') ?? 'this', clock.nowMs())
  const format = given.requiredChoice('format', FORMATS)
  if (format === 'parquet' && given.text('out') === null)
    throw new WrongUse('parquet is no text', 'Write --out FILE.')
  const id = given.text('line')
  if (id === null) return { month, format, line: null }
  if (format !== 'table' && format !== 'csv') throw new WrongUse('--line is written as table or csv')
  return { month, format, line: { id, format } }
}

function formatted(statement: Statement, format: Format, { name, isUnderWay }: Month): string | Uint8Array {
  const followCommand = (id: string): string => `causeway report statement --month ${name} --line ${id}`
  const note = isUnderWay ? ['The month is under way: this is what came together so far.'] : []
  const told: Statement = { ...statement, notes: [...note, ...statement.notes] }
  switch (format) {
    case 'table':
      return statementTable(told)
    case 'csv':
      return statementCsv(told)
    case 'json':
      return statementJson(told)
    case 'html':
      return statementPage(told, { followCommand })
    case 'parquet':
      return statementParquet(told)
  }
}
