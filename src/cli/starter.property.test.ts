import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { QUOTA_TIERS, SHIPPED_FACTS } from '../azure/index.ts'
import { buildGraph } from '../landing-zone/index.ts'
import { openFailures, review, RULES, Workload } from '../review/index.ts'
import { formatDiagnostic, loadDesign, REGIMES, RESIDENCIES, starterFile } from '../workload/index.ts'
import { type QuestionName, wishOf } from './starter-answers.ts'
import { QUESTIONS } from './starter-questions.ts'
import { proposalFor, starterOf, STARTER_TYPES } from './starter-wish.ts'

/**
 * What `causeway init` promises of its file, held over answers of all kinds: it loads without a word, has no finding of
 * high severity, and builds. Answers that the questions refuse give way to what they propose.
 */
const RUNS = 300
const ALL_RULES = new Set(RULES.map(({ id }) => id))

function some<Value>(values: readonly Value[]) {
  return fc.constantFrom(...values)
}

function list<Value extends string>(values: readonly Value[], maxLength: number) {
  return fc.uniqueArray(some(values), { minLength: 1, maxLength }).map((all) => all.join(','))
}

const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
const COMMON_MODELS = [
  'gpt-4.1',
  'gpt-4.1-mini',
  'gpt-5.1',
  'gpt-6-sol',
  'o3',
  'text-embedding-3-large',
  'tts',
  'gpt-image-2',
]

const TYPED: Readonly<Record<QuestionName, fc.Arbitrary<string>>> = {
  workload: fc.stringMatching(/^[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,8}){0,6}$/),
  environment: some(['production', 'staging', 'development']),
  exposure: some(['corp', 'online']),
  residency: fc.oneof({ weight: 6, arbitrary: some(['global', 'eu', 'us']) }, some(RESIDENCIES)),
  near: some(SHIPPED_FACTS.regions.names),
  tier: some(QUOTA_TIERS),
  type: some(STARTER_TYPES),
  model: fc.oneof(list(COMMON_MODELS, 3), list(SHIPPED_FACTS.offers.models, 2)),
  capacity: fc.oneof(
    fc.integer({ min: 1, max: 4_000 }).map((thousands) => `${thousands}k`),
    fc.integer({ min: 1, max: 900 }).map((units) => `${units}ptu`),
    fc.integer({ min: 1, max: 50_000_000 }).map(String),
  ),
  regions: list(SHIPPED_FACTS.regions.names, 2),
  consumer: fc.stringMatching(/^(\/[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?){1,6}$/),
  data: some(['none', 'public', 'internal', 'confidential']),
  regulated: some(['yes', 'no']),
  compliance: list(REGIMES, 3),
  platform: some(['azure-landing-zone', 'own']),
  'management-groups': fc.tuple(text, text).map(([online, corp]) => `${online},${corp}`),
  'on-premises': some(['none', 'expressroute', 'site-to-site-vpn', 'point-to-site-vpn']),
  'cost-center': text,
  owner: text,
}

/** A type leaves few regions, and so few answers that go with it. */
const RARE: ReadonlySet<string> = new Set(['type'])

/** As somebody types it, or nothing. */
const typedAnswers = fc.record(
  Object.fromEntries(
    Object.entries(TYPED).map(([name, arbitrary]) => [
      name,
      RARE.has(name)
        ? fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, arbitrary)
        : fc.option(arbitrary, { freq: 2 }),
    ]),
  ),
)

test('whatever was answered, the file loads without a word, has no high finding, and builds', () => {
  let written = 0
  const reached = new Map<string, number>()
  fc.assert(
    fc.property(typedAnswers, some(['2026-11-21', '2027-01-14', '2027-04-01']), (typed, day) => {
      const surroundings = { nowMs: Date.parse(day), facts: SHIPPED_FACTS, folder: 'claims' }
      const answers = new Map<QuestionName, string>()
      for (const question of QUESTIONS) {
        const { name, kind } = question
        const given = typed[name]?.trim() || null
        if (given !== null && question.problem(given, answers, surroundings) === null) {
          answers.set(name, given)
          reached.set(name, (reached.get(name) ?? 0) + 1)
        } else if (kind === 'assumed') {
          const fallback = question.proposed?.(answers, surroundings) ?? null
          // What was answered so far leaves nothing to propose, and the question says so.
          if (fallback === null || question.problem(fallback, answers, surroundings) !== null) return
          answers.set(name, fallback)
        }
      }
      const wish = wishOf(answers, SHIPPED_FACTS)
      const proposal = proposalFor(wish, SHIPPED_FACTS, surroundings.nowMs)
      if (proposal.kind !== 'regions') assert.fail(`accepted, and not to be had: ${JSON.stringify(proposal)}`)
      const file = starterFile(starterOf(wish, proposal, SHIPPED_FACTS)).text
      assertPromises(file, surroundings.nowMs)
      written++
    }),
    { numRuns: RUNS },
  )
  assert.ok(written > RUNS / 2, `only ${written} of ${RUNS} were written`)
  for (const { name } of QUESTIONS)
    assert.ok((reached.get(name) ?? 0) > 10, `${name} was hardly ever answered`)
})

function assertPromises(text: string, nowMs: number): void {
  const design = loadDesign(text, { source: 'workload.yaml', nowMs })
  if (!design.ok) assert.fail(`${design.diagnostics.map(formatDiagnostic).join('\n')}\n${text}`)
  assert.deepEqual(design.warnings.map(formatDiagnostic), [], text)
  const { findings } = review([new Workload('workload.yaml', design, nowMs)], {
    rules: RULES,
    allRuleIds: ALL_RULES,
    nowMs,
    baseline: new Set(),
  })
  const high = openFailures(findings).filter(({ severity }) => severity === 'high')
  assert.deepEqual(
    high.map(({ rule, message }) => `${rule.id} ${message}`),
    [],
    text,
  )
  const graph = buildGraph(design)
  assert.ok('stages' in graph && graph.stages.length > 0, text)
}
