import { formatRightsizing, rightsize as size, RIGHTSIZE_FORMATS, type Span } from '../../ledger/index.ts'
import type { Command } from '../command.ts'
import { EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import { parseMoment } from '../moment.ts'
import { OUT_FLAG, writeOut } from '../output-file.ts'
import { withRecords } from '../records.ts'
import { stateAndPlan } from '../statements.ts'
import { FILE_FLAG, STATE_FLAG } from '../workload-file.ts'

const HOUR_MS = 3_600_000

export const rightsize: Command = {
  name: 'rightsize',
  summary: 'Say which provisioned throughput would have cost least, by the history of use',
  usage: `[--from MOMENT] [--to MOMENT] [--model NAME] [--format ${RIGHTSIZE_FORMATS.join('|')}] [--out FILE] [--file FILE | --state DIR]`,
  details: `Runs every count of PTU that Azure sells for a model, of every type that the residency allows, at soft caps from
0.7 to 1, over the history minute by minute; what does not fit is paid by the token. "Same service" has no more tight
or refused minutes than the PTU of the file, and serves no less on PTU. A MOMENT is as for causeway report.`,
  flags: {
    from: { kind: 'text', value: 'MOMENT', default: '30d', summary: 'History from this moment on' },
    to: { kind: 'text', value: 'MOMENT', default: 'now', summary: 'History before this moment' },
    model: { kind: 'text', value: 'NAME', summary: 'This model alone' },
    format: { kind: 'choice', of: RIGHTSIZE_FORMATS, default: 'table', summary: 'How to print' },
    out: OUT_FLAG,
    file: FILE_FLAG,
    state: STATE_FLAG,
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const nowMs = environment.clock.nowMs()
    const asked = {
      fromMs: parseMoment('from', given.text('from') ?? '30d', nowMs),
      toMs: parseMoment('to', given.text('to') ?? 'now', nowMs),
    }
    if (asked.fromMs >= asked.toMs) throw new WrongUse('--from is not before --to')
    const { state, plan } = await stateAndPlan(given, environment)
    const name = given.text('model')
    if (name !== null && !plan.models.has(name)) throw new NegativeAnswer(`the file has no model ${name}`)
    const made = await withRecords(state, environment, async (reader) => {
      const span = within(asked, await reader.recorded())
      const all = span === null ? [] : await reader.demand(span)
      const demand = name === null ? all : all.filter(({ model }) => model === name)
      return size({ plan, demand, ...(span ?? asked) })
    })
    const text = formatRightsizing(made, given.requiredChoice('format', RIGHTSIZE_FORMATS))
    await writeOut(text, given, environment)
    return EXIT.ok
  },
}

/** Hours before the first record are no history; null where none of it was asked for. */
function within(asked: Span, recorded: Span | null): Span | null {
  if (recorded === null) return null
  const firstHourMs = recorded.fromMs - (recorded.fromMs % HOUR_MS)
  const span = { fromMs: Math.max(asked.fromMs, firstHourMs), toMs: asked.toMs }
  return span.fromMs < span.toMs ? span : null
}
