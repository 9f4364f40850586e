import { remarksOnOwnRows } from '../../azure/index.ts'
import { formatDiagnostic, type LoadResult } from '../../workload/index.ts'
import { type Command, MAX_POSITIONALS } from '../command.ts'
import type { Environment } from '../environment.ts'
import { EXIT } from '../exit-code.ts'
import { paints } from '../paint.ts'
import { formatPlanSummary, planSummary } from '../plan-summary.ts'
import { formatStaleFacts, staleFacts } from '../stale-facts.ts'
import { readDesign } from '../workload-file.ts'

const FORMATS = ['text', 'json'] as const

interface Checked {
  readonly file: string
  readonly result: LoadResult
}

export const check: Command = {
  name: 'check',
  summary: 'Read workload files and say what is wrong with them, or what they come to',
  usage: 'FILE... [--format text|json]',
  details: `Reads each file as serve does, without starting anything and without resolving secrets.
Errors carry line and column; the exit code is 1 when any file has one. Warnings do so too and change no exit code;
among them are models that Azure is not known to offer as the file says, or retires within 90 days, on the day of the
check. Facts about Azure that are older than 90 days are named.`,
  flags: {
    format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' },
  },
  positionals: { least: 1, most: MAX_POSITIONALS },
  async run(given, environment) {
    const checked: Checked[] = []
    for (const file of given.positionals) {
      checked.push({
        file,
        result: await readDesign(file, environment),
      })
    }
    if (given.choice('format', FORMATS) === 'json') printJson(checked, environment)
    else for (const one of checked) printText(one, environment)
    return checked.every(({ result }) => result.ok) ? EXIT.ok : EXIT.negative
  },
}

function printJson(checked: readonly Checked[], { stdout, clock }: Environment): void {
  const files = checked.map(({ file, result }) =>
    result.ok
      ? {
          file,
          ok: true,
          errors: [],
          warnings: result.warnings,
          staleFacts: staleFacts(result.plan, clock.nowMs()),
          ownFacts: remarksOnOwnRows(result.plan.facts, clock.nowMs()),
          plan: planSummary(result.plan),
        }
      : {
          file,
          ok: false,
          errors: result.diagnostics,
          warnings: [],
          staleFacts: [],
          ownFacts: [],
          plan: null,
        },
  )
  stdout.write(`${JSON.stringify({ files }, null, 2)}\n`)
}

function printText({ file, result }: Checked, environment: Environment): void {
  const { stdout, clock } = environment
  const { bad, good, warning } = paints(environment)
  for (const diagnostic of result.ok ? result.warnings : result.diagnostics)
    stdout.write(`${formatDiagnostic(diagnostic)}\n`)
  if (result.ok) {
    const warnings = result.warnings.length
    const verdict =
      warnings === 0 ? good('no errors') : `${good('no errors')}, ${warning(counted(warnings, 'warning'))}`
    stdout.write(`${file}: ${verdict}\n\n${formatPlanSummary(planSummary(result.plan))}\n`)
    const stale = formatStaleFacts(staleFacts(result.plan, clock.nowMs()))
    if (stale !== '') stdout.write(`${stale}\n`)
    for (const remark of remarksOnOwnRows(result.plan.facts, clock.nowMs())) stdout.write(`${remark}\n`)
  } else stdout.write(`${file}: ${bad(counted(result.diagnostics.length, 'error'))}\n`)
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
