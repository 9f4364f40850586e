import { randomUUID } from 'node:crypto'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { SHIPPED_FACTS } from '../../azure/index.ts'
import { buildGraph } from '../../landing-zone/index.ts'
import { openFailures, review, RULES, Workload } from '../../review/index.ts'
import {
  endpointVariable,
  formatDiagnostic,
  loadDesign,
  type Starter,
  starterFile,
  type StarterText,
} from '../../workload/index.ts'
import type { Command } from '../command.ts'
import type { Dialogue, Environment } from '../environment.ts'
import { CouldNotRun, EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Flags, Given } from '../given.ts'
import {
  type Answers,
  type Problem,
  type QuestionName,
  type Surroundings,
  wishOf,
} from '../starter-answers.ts'
import { type Question, QUESTIONS } from '../starter-questions.ts'
import { proposalFor, reasonOf, starterOf } from '../starter-wish.ts'
import { DEFAULT_WORKLOAD_FILE } from '../workload-file.ts'

const FORMATS = ['text', 'json'] as const
const STDOUT = '-'
const LISTS: ReadonlySet<QuestionName> = new Set(['model', 'regions', 'compliance', 'management-groups'])
const SWITCHES: ReadonlySet<QuestionName> = new Set(['regulated'])
/** Whoever types so often what cannot be has to read first. */
const MAX_TRIES = 10

const VALUES: Readonly<Record<QuestionName, string>> = {
  workload: 'NAME',
  environment: 'production|staging|development',
  exposure: 'corp|online',
  residency: 'ZONE',
  near: 'REGION',
  tier: '1..6',
  type: 'TYPE',
  model: 'NAME[@VERSION]',
  capacity: 'TPM|PTUptu',
  regions: 'PRIMARY,SECONDARY',
  consumer: 'PATH',
  data: 'none|public|internal|confidential',
  regulated: '',
  compliance: 'REGIMES',
  platform: 'azure-landing-zone|own',
  'management-groups': 'ONLINE,CORP',
  'on-premises': 'LINK',
  'cost-center': 'TEXT',
  owner: 'TEXT',
}

export const init: Command = {
  name: 'init',
  summary:
    'Begin a workload file: questions, regions that have the models, and a design that passes the review',
  usage: `[--out FILE|-] [--force] [--yes] ${QUESTIONS.map(usageOf).join(' ')} [--format text|json]`,
  details: `Asks at a terminal what no flag answers; elsewhere every flag with a default has to be given, or --yes, which
takes the defaults. Regions are those of the residency where Microsoft's tables offer all the models, ranked as by
causeway plan regions; an answer that cannot be is refused with one that can.

What is written loads without a warning, builds, and has no finding of high severity. Private endpoints, approved egress
and the like are proposals for the design. Owners, drills, assessments and reasons are never made up: they stand in the
file as "# decide:" until you fill them in, and the review calls them not known. A file that is there is left alone
unless --force says otherwise. See docs/init.md.`,
  flags: {
    out: {
      kind: 'text',
      value: 'FILE',
      default: DEFAULT_WORKLOAD_FILE,
      summary: 'The file to write; - is standard output',
    },
    force: { kind: 'switch', summary: 'Write over a file that is there' },
    yes: { kind: 'switch', summary: 'Ask nothing, and take the defaults' },
    ...flagsOf(QUESTIONS),
    format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to tell what was written' },
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const target = targetOf(given, environment)
    if (target !== null && !given.is('force')) await assertAbsent(target)
    const nowMs = environment.clock.nowMs()
    const facts = SHIPPED_FACTS
    const surroundings = { nowMs, facts, folder: basename(environment.cwd) }
    const answers = await answersOf(given, environment, surroundings)
    const wish = wishOf(answers, facts)
    const proposal = proposalFor(wish, facts, nowMs)
    if (proposal.kind !== 'regions') throw new NegativeAnswer(reasonOf(proposal, wish))
    const starter = starterOf(wish, proposal, facts)
    const file = starterFile(starter)
    assertSound(file.text, given.requiredText('out'), nowMs)
    if (target === null) environment.stdout.write(file.text)
    else await write(target, file.text, given.is('force'))
    const told = given.requiredChoice('format', FORMATS) === 'json' ? asJson : asText
    const output = target === null ? environment.stderr : environment.stdout
    output.write(told(given.requiredText('out'), starter, file))
    return EXIT.ok
  },
}

function usageOf({ name }: Question): string {
  return SWITCHES.has(name) ? `[--${name}]` : `[--${name} ${VALUES[name]}]`
}

function flagsOf(questions: readonly Question[]): Flags {
  return Object.fromEntries(
    questions.map(({ name, text, proposed }) => {
      const fallback = proposed === undefined ? '' : ' (proposed when it is not given)'
      if (SWITCHES.has(name)) return [name, { kind: 'switch', summary: text }]
      const kind = LISTS.has(name) ? 'list' : 'text'
      return [name, { kind, value: VALUES[name], summary: `${text}${fallback}` }]
    }),
  )
}

/** Null for standard output. */
function targetOf(given: Given, { cwd }: Environment): string | null {
  const out = given.requiredText('out')
  return out === STDOUT ? null : resolve(cwd, out)
}

async function assertAbsent(target: string): Promise<void> {
  const found = await stat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new CouldNotRun(`cannot look at ${target}: ${error.message}`, { cause: error })
  })
  if (found !== null) throw alreadyThere(target)
}

function alreadyThere(target: string): NegativeAnswer {
  return new NegativeAnswer(`${target} is there already; --out names another file, --force writes over it`)
}

function flagAnswer(given: Given, name: QuestionName): string | null {
  if (SWITCHES.has(name)) return given.is(name) ? 'yes' : null
  if (!LISTS.has(name)) return given.text(name)
  const values = given.list(name)
  return values.length === 0 ? null : values.join(',')
}

async function answersOf(
  given: Given,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Answers> {
  const takesDefaults = given.is('yes')
  const dialogue = takesDefaults ? null : environment.openDialogue()
  const answers = new Map<QuestionName, string>()
  const missing: string[] = []
  try {
    for (const question of QUESTIONS) {
      const { name, kind } = question
      const flag = flagAnswer(given, name)
      if (flag !== null) {
        const problem = question.problem(flag, answers, surroundings)
        if (problem !== null) throw new WrongUse(`--${name} ${flag}: ${problem.message}`, problem.hint)
        answers.set(name, flag)
      } else if (dialogue !== null && kind !== 'refined') {
        const answer = await asked(question, dialogue, answers, surroundings, environment)
        if (answer !== null) answers.set(name, answer)
      } else if (kind === 'assumed') {
        if (!takesDefaults) missing.push(`--${name}`)
        const fallback = question.proposed?.(answers, surroundings) ?? null
        const problem = fallback === null ? null : question.problem(fallback, answers, surroundings)
        if (fallback === null || problem !== null) throw withoutDefault(question, problem)
        answers.set(name, fallback)
      }
    }
  } finally {
    dialogue?.close()
  }
  if (missing.length > 0)
    throw new WrongUse(
      `there is no terminal to ask at, and nothing answers ${missing.join(', ')}`,
      'Give these flags, or --yes to take the defaults.',
    )
  return answers
}

function withoutDefault({ name }: Question, problem: Problem | null): WrongUse {
  return new WrongUse(
    `--${name} is missing, and its default does not go with the rest${problem === null ? '' : `: ${problem.message}`}`,
    problem?.hint ?? null,
  )
}

/** Null where it is left to be decided. */
async function asked(
  question: Question,
  dialogue: Dialogue,
  answers: Answers,
  surroundings: Surroundings,
  { stdout }: Environment,
): Promise<string | null> {
  const fallback = question.proposed?.(answers, surroundings) ?? null
  const shown = fallback === null ? (question.kind === 'known' ? ' [not decided]' : '') : ` [${fallback}]`
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const typed = await dialogue.ask(`${question.text}${shown}: `)
    if (typed === null)
      throw new NegativeAnswer('the questions were not answered to the end; nothing was written')
    const answer = typed.trim() === '' ? fallback : typed.trim()
    if (answer === null && question.kind === 'known') return null
    const problem =
      answer === null
        ? { message: 'needs an answer', hint: null }
        : question.problem(answer, answers, surroundings)
    if (problem === null) return answer
    const hint = problem.hint === null ? '' : ` ${problem.hint}`
    stdout.write(`  ${answer === null ? '' : `${answer}: `}${problem.message}.${hint}\n`)
  }
  throw new NegativeAnswer(`no answer to --${question.name} in ${MAX_TRIES} tries; nothing was written`)
}

/** What init promises of its file, held before it is written. */
function assertSound(text: string, source: string, nowMs: number): void {
  const design = loadDesign(text, { source, nowMs })
  const told = design.ok ? design.warnings : design.diagnostics
  if (!design.ok || told.length > 0)
    throw new NegativeAnswer(`nothing was written:\n${told.map(formatDiagnostic).join('\n')}`)
  const { findings } = review([new Workload(source, design, nowMs)], {
    rules: RULES,
    allRuleIds: new Set(RULES.map(({ id }) => id)),
    nowMs,
    baseline: new Set(),
  })
  const high = openFailures(findings).filter(({ severity }) => severity === 'high')
  if (high.length > 0) {
    const list = high.map(({ rule, message }) => `  ${rule.id}  ${message}. ${rule.remedy}`).join('\n')
    throw new NegativeAnswer(`nothing was written: the review has findings of high severity\n${list}`)
  }
  const graph = buildGraph(design)
  if (!('stages' in graph))
    throw new NegativeAnswer(`nothing was written: no landing zone can be built of it (${graph.kind})`)
}

/** Whole or not at all. */
async function write(target: string, text: string, force: boolean): Promise<void> {
  const beside = `${target}.${randomUUID()}.part`
  try {
    if (!force) await writeFile(target, text, { flag: 'wx' })
    else {
      await writeFile(beside, text, { flag: 'wx' })
      await rename(beside, target)
    }
  } catch (error) {
    if (!force && (error as NodeJS.ErrnoException).code === 'EEXIST') throw alreadyThere(target)
    await rm(force ? beside : target, { force: true })
    throw new CouldNotRun(`cannot write ${target}: ${(error as Error).message}`, { cause: error })
  }
}

function asText(out: string, starter: Starter, { undecided }: StarterText): string {
  const { primary, secondary, models, consumer } = starter
  const regions = secondary === null ? primary : `${primary} and ${secondary}`
  const open = undecided.map((what) => `  ${what}\n`).join('')
  const file = out === STDOUT ? DEFAULT_WORKLOAD_FILE : out
  const references = (secondary === null ? [primary] : [primary, secondary]).map(endpointVariable)
  return `${out === STDOUT ? '' : `wrote ${out}: `}${models.map(({ name }) => name).join(', ')} in ${regions}

To be decided, marked "# decide:" in the file:
${open}
Next:
  causeway review ${file}
  causeway build ${file} --out infra
  causeway keys create --consumer ${consumer.path}
  causeway serve ${file}      with ${references.join(' and ')} set
`
}

function asJson(out: string, { primary, secondary, models }: Starter, { undecided }: StarterText): string {
  return `${JSON.stringify({ file: out, regions: { primary, secondary }, models, undecided }, null, 2)}\n`
}
