import { formatReport, makeReport, REPORT_FORMATS, USAGE_KEYS, type UsageQuery } from '../../ledger/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { EXIT, WrongUse } from '../exit-code.ts'
import type { Given } from '../given.ts'
import { parseMoment } from '../moment.ts'
import { withRecords } from '../records.ts'
import { FILE_FLAG, findExistingState, STATE_FLAG } from '../workload-file.ts'

export const report: Command = {
  name: 'report',
  summary: 'Say what was used and what it cost, by consumer, cost center, model and more',
  usage: `[--by ${USAGE_KEYS.join('|')}] [--from MOMENT] [--to MOMENT] [--file FILE | --state DIR] [--format table|csv|json]`,
  details: `A MOMENT is a date (2026-11-01), a moment (2026-11-01T08:00Z), today, month (its first day), now, or how
long ago (24h, 7d). What names no time zone is UTC. The report is complete up to the moment of asking, whether the
gateway runs or not.`,
  flags: {
    by: { kind: 'choice', of: USAGE_KEYS, default: 'consumer', summary: 'One row for each of these' },
    from: {
      kind: 'text',
      value: 'MOMENT',
      summary: 'Usage from this moment on; from the first when left out',
    },
    to: { kind: 'text', value: 'MOMENT', summary: 'Usage before this moment; to the last when left out' },
    file: FILE_FLAG,
    state: STATE_FLAG,
    format: { kind: 'choice', of: REPORT_FORMATS, default: 'table', summary: 'How to print' },
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const query = queryOf(given, environment)
    const state = await findExistingState(given, environment)
    const made = await withRecords(state, environment, (reader) => makeReport(reader, query))
    environment.stdout.write(formatReport(made, given.requiredChoice('format', REPORT_FORMATS)))
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const usage = async ({ by, fromMs, toMs }: UsageQuery) => {
      const query = { by, ...(fromMs === null ? {} : { fromMs }), ...(toMs === null ? {} : { toMs }) }
      return (await server.ask('usage', { query })).rows
    }
    const made = await makeReport({ usage }, queryOf(given, environment))
    environment.stdout.write(formatReport(made, given.requiredChoice('format', REPORT_FORMATS)))
    return EXIT.ok
  },
}

function queryOf(given: Given, { clock }: Environment): UsageQuery {
  const nowMs = clock.nowMs()
  const fromMs = moment(given, 'from', nowMs)
  const toMs = moment(given, 'to', nowMs)
  if (fromMs !== null && toMs !== null && fromMs >= toMs) throw new WrongUse('--from is not before --to')
  return { by: given.requiredChoice('by', USAGE_KEYS), fromMs, toMs }
}

function moment(given: Given, flag: 'from' | 'to', nowMs: number): number | null {
  const text = given.text(flag)
  return text === null ? null : parseMoment(flag, text, nowMs)
}
