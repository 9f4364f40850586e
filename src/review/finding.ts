import type { Rule } from './rule.ts'
import type { RegionMap } from './region-map.ts'
import type { Topology } from './topology.ts'

export const SEVERITIES = ['high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least)
}

/** Where a finding points: what stands there can be changed. */
export interface FindingPlace {
  /** The target, as it was named. */
  readonly file: string
  /** From 1; null where the target is no text of lines. */
  readonly line: number | null
  readonly column: number | null
  /** JSON pointer (RFC 6901) to the setting or property, or the series of a running program; empty for all of the target. */
  readonly pointer: string
}

/** What a check says of one subject. A rule that says nothing of a target is not applicable to it. */
export interface Observation {
  readonly verdict: 'fail' | 'pass' | 'undetermined'
  /** The setting (`models.gpt-4.1`) or resource that it is about. */
  readonly subject: string
  /** What of the subject, whatever moves around it: a property of a resource. Empty where the subject says it all. */
  readonly property: string
  readonly place: FindingPlace
  /** What is so; for `undetermined`, what is not known. */
  readonly message: string
  /** Where this one is less than the rule's severity. */
  readonly atMost?: Severity
}

export type Verdict = Observation['verdict'] | 'not-applicable'

/** Whether a failure counts: `accepted` ones have a reason and a last day, `known` ones stand in the baseline. */
export type Standing =
  | { readonly kind: 'open' }
  | { readonly kind: 'accepted'; readonly reason: string; readonly until: string }
  | { readonly kind: 'known' }

export interface Finding {
  readonly rule: Rule
  readonly verdict: Verdict
  /** The rule's, scaled to what the workload is for. */
  readonly severity: Severity
  readonly subject: string
  readonly place: FindingPlace
  readonly message: string
  readonly standing: Standing
  /** The same from run to run, whatever moves, and of no other finding of the review. */
  readonly fingerprint: string
}

export type Picture =
  | { readonly kind: 'columns'; readonly title: string; readonly topology: Topology }
  | { readonly kind: 'regions'; readonly title: string; readonly map: RegionMap }

/** Something about the review itself, such as an acceptance that ran out. */
export interface Notice {
  readonly place: FindingPlace
  readonly message: string
}

export interface Review {
  readonly targets: readonly ReviewedTarget[]
  /** Failures first, the gravest first; then what is undetermined, passed, not applicable. */
  readonly findings: readonly Finding[]
  readonly notices: readonly Notice[]
  /** One picture for each workload file, and one of all resources. */
  readonly pictures: readonly Picture[]
  /** The day of the review, as `2026-11-21`. */
  readonly day: string
}

export interface ReviewedTarget {
  readonly file: string
  readonly kind: string
}
