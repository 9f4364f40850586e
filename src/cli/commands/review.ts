import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { suggest } from '../../base/index.ts'
import {
  baselineOf,
  isAtLeast,
  openFailures,
  REPORTERS,
  review as reviewTargets,
  type Rule,
  RULES,
  SEVERITIES,
  type Target,
} from '../../review/index.ts'
import { type Command, MAX_POSITIONALS } from '../command.ts'
import type { Environment } from '../environment.ts'
import { CouldNotRun, EXIT, WrongUse } from '../exit-code.ts'
import { FACTS_FLAG, givenFacts } from '../facts-files.ts'
import type { Given } from '../given.ts'
import { VERSION } from '../help.ts'
import { OUT_FLAG, writeOut } from '../output-file.ts'
import { paints } from '../paint.ts'
import { readTargets } from '../review-targets.ts'
import { readRunning } from '../running-program.ts'

const FORMATS = REPORTERS.map(({ name }) => name)

export const review: Command = {
  name: 'review',
  summary: 'Hold a design to Microsoft’s guidance for AI workloads',
  usage:
    '[TARGET...] [--live URL] [--format FORMAT] [--fail-on SEVERITY] [--rules IDS] [--baseline FILE] [--facts FILE] [--out FILE] [--verbose]',
  details: `A target is a workload file, or JSON: an ARM template with its parameters files (compiled Bicep too), a Bicep
snapshot, a Terraform plan (terraform show -json), an export of resources (az graph query); or a folder of these. The
kind is told by the content. All targets are reviewed as one estate. Nothing is sent anywhere.

With --live a gateway that runs is asked for its metrics, once, and held to the same rules, beside targets or alone.

Each finding says what is wrong, where, why and how to mend it. What a target does not say is "not known" and never a
pass; what is not set is what Azure makes of it. Exit code 1 means findings at or above --fail-on; 0 that there are none; 2 that the command line or a target is wrong.

Findings that are accepted for a time stand in the workload file under review.accepted, with a reason and a last day.
A JSON report is a baseline: with --baseline, failures that it holds are known and fail nothing. See docs/review.md.`,
  flags: {
    format: { kind: 'choice', of: FORMATS, default: 'terminal', summary: 'How to print' },
    'fail-on': {
      kind: 'choice',
      of: SEVERITIES,
      default: 'high',
      summary: 'Least severity of a finding that makes the exit code 1',
    },
    rules: {
      kind: 'text',
      value: 'IDS',
      summary:
        'Only these rules or areas, separated by commas: REL-01,NET; with a minus in front, all but these',
    },
    baseline: {
      kind: 'text',
      value: 'FILE',
      summary: 'JSON report of an earlier review, whose failures are known',
    },
    live: {
      kind: 'text',
      value: 'URL',
      summary: 'Review a gateway that runs, too: the address of gateway.operations',
    },
    verbose: { kind: 'switch', summary: 'Show what passed, and all that is not known' },
    facts: FACTS_FLAG,
    out: OUT_FLAG,
  },
  positionals: { least: 0, most: MAX_POSITIONALS },
  async run(given, environment) {
    const format = given.requiredChoice('format', FORMATS)
    const failOn = given.requiredChoice('fail-on', SEVERITIES)
    const rules = chosenRules(given.text('rules'))
    const baseline = await readBaseline(given, environment)
    const facts = await givenFacts(given, environment)
    const live = given.text('live')
    if (live === null && given.positionals.length === 0)
      throw new WrongUse('causeway review needs to know what to review')
    const designs =
      given.positionals.length === 0 ? [] : await readTargets(given.positionals, facts, environment)
    const targets = live === null ? designs : [...designs, await readRunning(live, environment)]
    const reviewed = reviewTargets(targets, {
      rules,
      allRuleIds: new Set(RULES.map(({ id }) => id)),
      nowMs: environment.clock.nowMs(),
      facts,
      baseline,
    })
    const reporter = REPORTERS.find(({ name }) => name === format)
    if (reporter === undefined) throw new Error(`no reporter is named ${format}`)
    const isVerbose = given.is('verbose')
    const isTerminal = environment.isTerminal && given.text('out') === null
    const styles = paints({ env: environment.env, isTerminal })
    await writeOut(reporter.report(reviewed, { styles, isVerbose, version: VERSION }), given, environment)
    if (designs.some(isFaulty)) return EXIT.wrongUse
    const fails = openFailures(reviewed.findings).some(({ severity }) => isAtLeast(severity, failOn))
    return fails ? EXIT.negative : EXIT.ok
  },
}

/** Azure would refuse it, or reading it was given up: the report says where, and is not the whole truth. */
function isFaulty(target: Target): boolean {
  return 'evaluation' in target && target.evaluation.notes.some(({ kind }) => kind !== 'not-read')
}

function chosenRules(text: string | null): readonly Rule[] {
  if (text === null) return RULES
  const words = text.split(',').map((word) => word.trim())
  const only = words.filter((word) => !word.startsWith('-'))
  const without = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1))
  for (const word of [...only, ...without]) {
    if (RULES.some(({ id }) => isNamed(id, word))) continue
    const near = suggest(
      word.toUpperCase(),
      RULES.map(({ id }) => id),
    )
    throw new WrongUse(
      `--rules: there is no rule or area ${JSON.stringify(word)}`,
      near === null ? 'docs/rules/README.md lists them.' : `Did you mean ${near}?`,
    )
  }
  return RULES.filter(
    ({ id }) =>
      (only.length === 0 || only.some((word) => isNamed(id, word))) &&
      !without.some((word) => isNamed(id, word)),
  )
}

function isNamed(id: string, word: string): boolean {
  const upper = word.toUpperCase()
  return upper !== '' && (id === upper || id.startsWith(`${upper}-`))
}

async function readBaseline(given: Given, { cwd }: Environment): Promise<ReadonlySet<string>> {
  const file = given.text('baseline')
  if (file === null) return new Set()
  const full = resolve(cwd, file)
  let text: string
  try {
    text = await readFile(full, 'utf8')
  } catch (error) {
    throw new CouldNotRun(`cannot read ${full}: ${(error as Error).message}`, { cause: error })
  }
  const baseline = baselineOf(text)
  if (baseline === null)
    throw new WrongUse(`${file} is no baseline`, 'A baseline is what causeway review --format json printed.')
  return baseline
}
