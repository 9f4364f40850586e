import type { Review } from './finding.ts'

/** Colours for people at a terminal; each gives its text back unchanged elsewhere. */
export interface Styles {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly warning: (text: string) => string
  readonly bad: (text: string) => string
}

/** A form of the report: one file each under `reporters/`, one line in its registry. Pure. */
export interface Reporter {
  /** As `--format` takes it. */
  readonly name: string
  /** Ends with a line break. */
  report(review: Review, options: ReportOptions): string
}

export interface ReportOptions {
  readonly styles: Styles
  /** Show what is undetermined in full, and what passed. */
  readonly isVerbose: boolean
  readonly version: string
}
