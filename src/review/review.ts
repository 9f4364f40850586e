import { createHash } from 'node:crypto'
import { type AzureFacts, SHIPPED_FACTS } from '../azure/index.ts'
import { type Acceptance, Acceptances } from './acceptance.ts'
import {
  type Finding,
  type Notice,
  type Observation,
  type Picture,
  type Review,
  SEVERITIES,
  type Standing,
  type Verdict,
} from './finding.ts'
import { Estate, type ResourceTarget } from './estate.ts'
import { factNotices } from './fact-notices.ts'
import type { Rule } from './rule.ts'
import { regionMapOf } from './region-map.ts'
import { Running } from './running.ts'
import { type Circumstances, scaledSeverity, UNTOLD } from './severity.ts'
import type { Residency } from '../workload/index.ts'
import { workloadTopology } from './topology.ts'
import { Workload } from './workload-target.ts'

export type Target = Workload | ResourceTarget | Running

export interface ReviewOptions {
  readonly rules: readonly Rule[]
  /** Ids of all rules there are, those that are left out of this review included. */
  readonly allRuleIds: ReadonlySet<string>
  readonly nowMs: number
  /** Azure as it is taken to be beside several workload files, or none; left out, as it is shipped. */
  readonly facts?: AzureFacts
  /** Fingerprints of failures that were there before. */
  readonly baseline: ReadonlySet<string>
}

/** Holds the targets to the rules. Pure: the targets are read already. */
export function review(targets: readonly Target[], options: ReviewOptions): Review {
  const { rules, allRuleIds, nowMs, facts = SHIPPED_FACTS, baseline } = options
  const day = new Date(nowMs).toISOString().slice(0, 10)
  const workloads = targets.filter((target) => target instanceof Workload)
  const programs = targets.filter((target) => target instanceof Running)
  const templates = targets.filter((target) => !(target instanceof Workload || target instanceof Running))
  const acceptances = new Acceptances(workloads.flatMap(acceptancesOf), day)
  const judged: Judged[] = []
  const judge = (rule: Rule, observed: Iterable<Observation>, file: string, circumstances: Circumstances) => {
    const observations: Judged['observation'][] = [...observed]
    if (observations.length === 0) observations.push(notApplicable(rule, file))
    for (const observation of observations) judged.push({ rule, observation, circumstances })
  }
  for (const workload of workloads) {
    const circumstances = circumstancesOf(workload)
    for (const rule of rules) {
      if (rule.workload !== undefined)
        judge(rule, rule.workload.check(workload), workload.file, circumstances)
    }
  }
  const pictures: Picture[] = workloads.map((workload) => ({
    kind: 'columns',
    title: workload.file,
    topology: workloadTopology(workload),
  }))
  const templateFacts = (workloads.length === 1 ? workloads[0]?.plan.facts : undefined) ?? facts
  const [first] = templates
  if (first !== undefined) {
    const estate = new Estate(
      templates,
      {
        residency: residencyOf(workloads),
        hasWorkload: workloads.length > 0,
        facts: templateFacts,
      },
      nowMs,
    )
    pictures.push({ kind: 'regions', title: 'Resources', map: regionMapOf(estate) })
    const circumstances = gravest(workloads.map(circumstancesOf))
    for (const rule of rules) {
      if (rule.resources !== undefined) judge(rule, rule.resources.check(estate), first.file, circumstances)
    }
  }
  const [only = null, another] = workloads
  for (const program of programs) {
    const circumstances = gravest(workloads.map(circumstancesOf))
    for (const rule of rules) {
      if (rule.live !== undefined) {
        const observed = rule.live.check(program, another === undefined ? only : null)
        judge(rule, observed, program.file, circumstances)
      }
    }
  }
  return {
    targets: targets.map(({ file, kind }) => ({ file, kind })),
    findings: withoutSettled(findingsOf(judged, acceptances, baseline), {
      workloads: new Set(workloads.map(({ file }) => file)),
      programs: new Set(programs.map(({ file }) => file)),
    }).sort(inOrder),
    notices: [
      ...acceptances.notices(allRuleIds),
      ...templates.flatMap(notesOf),
      ...programs.map(howLongNotice),
      ...factNotices(
        [
          ...workloads.map(({ file, plan }) => ({ file, facts: plan.facts })),
          ...templates.slice(0, 1).map(({ file }) => ({ file, facts: templateFacts })),
        ],
        nowMs,
      ),
    ],
    pictures,
    day,
  }
}

interface FilesByKind {
  readonly workloads: ReadonlySet<string>
  readonly programs: ReadonlySet<string>
}

/**
 * What a workload file does not say is no question where resources of the same estate answer it. What runs answers
 * nothing that a design has to say.
 */
function withoutSettled(findings: readonly Finding[], { workloads, programs }: FilesByKind): Finding[] {
  const settled = new Set(
    findings
      .filter(
        ({ verdict, place }) =>
          (verdict === 'pass' || verdict === 'fail') &&
          !workloads.has(place.file) &&
          !programs.has(place.file),
      )
      .map(({ rule }) => rule.id),
  )
  return findings.filter(
    ({ rule, verdict, place }) =>
      !(verdict === 'undetermined' && workloads.has(place.file) && settled.has(rule.id)),
  )
}

/** What counters say is of this time. */
function howLongNotice(program: Running): Notice {
  const calls = program.sum({ metric: 'causeway_requests_total' })
  return {
    place: { file: program.file, line: null, column: null, pointer: '' },
    message:
      program.observedMs === null
        ? `${calls} calls; the program does not say since when it counts`
        : `${calls} calls ${program.period}, since its start: findings of it are of that time`,
  }
}

/** What a target is for. */
function circumstancesOf({ declaration }: Workload): Circumstances {
  const { environment, exposure, governance } = declaration
  return { environment, exposure, isRegulated: governance?.regulated === true }
}

/** Templates are for the workload that is reviewed beside them; of several, for the one that needs most. */
function gravest(all: readonly Circumstances[]): Circumstances {
  if (all.length === 0) return UNTOLD
  return {
    environment:
      (['production', 'staging'] as const).find((one) =>
        all.some(({ environment }) => environment === one),
      ) ?? 'development',
    exposure: all.some(({ exposure }) => exposure === 'online') ? 'online' : 'corp',
    isRegulated: all.some(({ isRegulated }) => isRegulated),
  }
}

function residencyOf(workloads: readonly Workload[]): Residency | null {
  const all = new Set(workloads.map(({ declaration }) => declaration.residency))
  const [only] = all
  return all.size === 1 ? (only ?? null) : null
}

/** What a target could not be read of. */
function notesOf({ file, evaluation }: ResourceTarget): readonly Notice[] {
  return evaluation.notes.map(({ message, place }) => ({
    place:
      place === null
        ? { file, line: null, column: null, pointer: '' }
        : { file: place.document, line: place.line, column: place.column, pointer: place.pointer },
    message,
  }))
}

function acceptancesOf(target: Workload): readonly Acceptance[] {
  return (target.declaration.review?.accepted ?? []).map(({ rule, at, reason, until }, index) => ({
    rule,
    at: at ?? null,
    reason,
    until,
    place: target.pass(['review', 'accepted', index], '').place,
  }))
}

interface Judged {
  readonly rule: Rule
  readonly observation: Omit<Observation, 'verdict'> & { readonly verdict: Verdict }
  readonly circumstances: Circumstances
}

function findingsOf(
  judged: readonly Judged[],
  acceptances: Acceptances,
  baseline: ReadonlySet<string>,
): readonly Finding[] {
  // Failures are told apart by their number alone where all else is equal: whether others pass must not move it.
  const failuresFirst = judged.toSorted(
    (a, b) => VERDICTS.indexOf(a.observation.verdict) - VERDICTS.indexOf(b.observation.verdict),
  )
  const alike = new Map<string, number>()
  return failuresFirst.map(({ rule, observation, circumstances }) => {
    const { verdict, subject, property, place, message, atMost } = observation
    const about = JSON.stringify([rule.id, subject, property])
    const ordinal = alike.get(about) ?? 0
    alike.set(about, ordinal + 1)
    const fingerprint = fingerprintOf(about, ordinal)
    return {
      rule,
      verdict,
      severity: verdict === 'not-applicable' ? rule.severity : scaledSeverity(rule, circumstances, atMost),
      subject,
      place,
      message,
      standing: verdict === 'fail' ? standingOf(acceptances.covering(rule.id, subject), fingerprint) : OPEN,
      fingerprint,
    }
  })

  function standingOf(acceptance: Acceptance | null, fingerprint: string): Standing {
    if (acceptance !== null) return { kind: 'accepted', reason: acceptance.reason, until: acceptance.until }
    return baseline.has(fingerprint) ? { kind: 'known' } : OPEN
  }
}

const OPEN: Standing = { kind: 'open' }

function notApplicable(rule: Rule, file: string): Judged['observation'] {
  return {
    verdict: 'not-applicable',
    subject: '',
    property: '',
    place: { file, line: null, column: null, pointer: '' },
    message: `there is nothing here that ${rule.id} speaks of`,
  }
}

/** Without the file's name: a review from another folder, or of a file that was renamed, says the same. */
function fingerprintOf(about: string, ordinal: number): string {
  return createHash('sha256').update(`${about}${ordinal}`).digest('hex').slice(0, 20)
}

const VERDICTS: readonly Verdict[] = ['fail', 'undetermined', 'pass', 'not-applicable']

function inOrder(a: Finding, b: Finding): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.place.file, b.place.file) ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    (a.place.column ?? 0) - (b.place.column ?? 0)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
