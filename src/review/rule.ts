import type { Estate } from './estate.ts'
import type { Observation, Severity } from './finding.ts'
import type { Pillar, Source } from './guidance.ts'
import type { Running } from './running.ts'
import type { Workload } from './workload-target.ts'

/**
 * A rule: a recommendation of the guidance, and the code that checks it. One file each under `rules/`, with its cases,
 * from which the page of the rule takes its before and after.
 */
export interface Rule {
  /** Lasting: it stands in reports, baselines and acceptances. Its first part is the area. */
  readonly id: string
  /** What should be so. */
  readonly title: string
  readonly pillar: Pillar
  /** For production; `severity.ts` scales it. */
  readonly severity: Severity
  /** The guidance says "consider": never of high severity. */
  readonly isHedged?: true
  readonly source: Source
  /** What is looked at, for the page. */
  readonly looksAt: string
  /** What goes wrong otherwise. */
  readonly why: string
  /** How to mend it, in one or two sentences. */
  readonly remedy: string
  readonly workload?: WorkloadCheck
  readonly resources?: ResourcesCheck
  readonly live?: LiveCheck
}

export interface WorkloadCheck {
  /** Nothing where the rule does not apply. */
  check(this: void, workload: Workload): Iterable<Observation>
  readonly cases: Cases<string>
}

export interface ResourcesCheck {
  /** Nothing where the rule does not apply. */
  check(this: void, estate: Estate): Iterable<Observation>
  readonly cases: Cases<ResourceCase>
}

export interface LiveCheck {
  /** What of a running program is looked at, for the page. */
  readonly looksAt: string
  /**
   * Nothing where the rule does not apply. `workload` is the file that is reviewed beside the program; null where there is
   * none, or several.
   */
  check(this: void, running: Running, workload: Workload | null): Iterable<Observation>
  readonly cases: Cases<LiveCase>
}

/** What a program that runs says. */
export interface LiveCase {
  /** Series, in the text format of Prometheus. */
  readonly metrics: string
  /** Sections of the workload file beside it; left out, there is none. */
  readonly workload?: string
  /** How long it has counted; days unless said. */
  readonly hours?: number
}

/** Resources as an ARM template has them. */
export type ResourceCase = readonly Readonly<Record<string, unknown>>[]

/**
 * What the check is held to. Of a workload file, the sections that matter: the rest comes from
 * `case-workload.fixture.ts`. The first failing and the first passing case are the before and after of the rule's page.
 */
export interface Cases<Case> {
  readonly fails: readonly [Case, ...Case[]]
  readonly passes: readonly [Case, ...Case[]]
  readonly undetermined?: readonly Case[]
  readonly notApplicable?: readonly Case[]
}
