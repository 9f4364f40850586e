import type { Verdict } from '../targets.ts'

export interface Absence {
  readonly name: string
  readonly why: string
}

/** What one case found, ready to print. */
export interface CaseReport {
  readonly id: string
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly verdicts: readonly Verdict[]
  /** Who was wanted and did not take part. */
  readonly absent: readonly Absence[]
  /** What a reader must know to read the figures rightly: what disturbed a round, what a figure leaves out. */
  readonly remarks: readonly string[]
  /** The figures of each round, for `--format json`. */
  readonly data: unknown
}
