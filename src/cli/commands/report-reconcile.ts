import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  formatReconciliation,
  isReconciled,
  readCostExport,
  reconcile,
  RECONCILE_FORMATS,
  UnreadableExport,
} from '../../ledger/index.ts'
import type { Command } from '../command.ts'
import { CouldNotRun, EXIT, WrongUse } from '../exit-code.ts'
import { parseMonth } from '../month.ts'
import { OUT_FLAG, writeOut } from '../output-file.ts'
import { withRecords } from '../records.ts'
import { stateAndPlan, statementOf } from '../statements.ts'
import { FILE_FLAG, STATE_FLAG } from '../workload-file.ts'

/** The text of a larger file does not fit into one string of JavaScript. */
const MAX_INVOICE_BYTES = 500_000_000

export const reportReconcile: Command = {
  name: 'report reconcile',
  summary: 'Compare the statement of a month with Azure’s cost export, meter by meter',
  usage: `--invoice FILE [--month MONTH] [--tolerance PERCENT] [--format ${RECONCILE_FORMATS.join('|')}] [--out FILE] [--file FILE | --state DIR]`,
  details: `The FILE is a CSV of Cost Management with actual cost: an export, or a download of usage details. The exit
code is 1 when a meter differs by more than the tolerance, is on one side only, or cannot be read.`,
  flags: {
    invoice: { kind: 'text', value: 'FILE', summary: 'The cost export' },
    month: { kind: 'text', value: 'MONTH', default: 'last', summary: 'Which month: 2026-10, this or last' },
    tolerance: {
      kind: 'text',
      value: 'PERCENT',
      default: '1',
      summary: 'By how much of the bill a meter may differ and still count as the same',
    },
    format: { kind: 'choice', of: RECONCILE_FORMATS, default: 'table', summary: 'How to print' },
    out: OUT_FLAG,
    file: FILE_FLAG,
    state: STATE_FLAG,
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const path = resolve(environment.cwd, given.requiredText('invoice'))
    const month = parseMonth('month', given.text('month') ?? 'last', environment.clock.nowMs())
    const percent = Number(given.text('tolerance'))
    if (!(percent >= 0 && percent <= 100)) throw new WrongUse('--tolerance is a percentage from 0 to 100')
    const { state, plan } = await stateAndPlan(given, environment)
    const span = { fromMs: month.fromMs, toMs: month.endMs, currency: plan.chargeback.currency }
    const bill = await readBill(path, span)
    const statement = await withRecords(state, environment, (reader) => statementOf(reader, plan, month))
    const made = reconcile(statement, bill, {
      toleranceMilli: Math.round(percent * 10),
      meters: plan.chargeback.meters,
    })
    const text = formatReconciliation(made, given.requiredChoice('format', RECONCILE_FORMATS))
    await writeOut(text, given, environment)
    return isReconciled(made) ? EXIT.ok : EXIT.negative
  },
}

async function readBill(path: string, span: Parameters<typeof readCostExport>[1]) {
  const { size } = await stat(path)
  if (size > MAX_INVOICE_BYTES)
    throw new CouldNotRun(`${path} is larger than 500 MB; export the services of this workload alone`)
  const text = await readFile(path, 'utf8')
  try {
    return readCostExport(text, span)
  } catch (error) {
    if (error instanceof UnreadableExport)
      throw new CouldNotRun(`${path}: ${error.message}`, { cause: error })
    throw error
  }
}
