import type { KeptFinding, KeptScore } from './ports.ts'
import type { FreshReview, ReviewView } from './review-view.ts'

/** More would fill the file of scores; a design that fails in more has other worries than what changed. */
const MAX_KEPT = 500
const DAY_MS = 86_400_000

/** What fails, as it is kept to hold the next review beside it. */
export function failingOf({ findings }: FreshReview): readonly KeptFinding[] {
  return findings
    .filter(({ verdict }) => verdict === 'fail')
    .slice(0, MAX_KEPT)
    .map(({ rule, fingerprint, title, subject }) => ({ rule, fingerprint, title, subject }))
}

/** Whether a score is of this plan and this day, of which one is kept. */
export function isSame({ planRevision, reviewedMs }: FreshReview, kept: KeptScore): boolean {
  return kept.planRevision === planRevision && dayOf(kept.atMs) === dayOf(reviewedMs)
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS)
}

/** Beside the newest of the reviews before; null where none is known, or what failed in it is not. */
export function changesOf(made: FreshReview, known: readonly KeptScore[]): ReviewView['changes'] {
  const before = known.findLast((one) => !isSame(made, one))
  if (before?.failing === undefined) return null
  const now = failingOf(made)
  const [isNow, wasBefore] = [now, before.failing].map((all) => new Set(all.map(keyOf)))
  return {
    sinceMs: before.atMs,
    planRevision: before.planRevision,
    begun: now
      .filter((one) => wasBefore?.has(keyOf(one)) === false)
      .map(({ rule, fingerprint }) => ({ rule, fingerprint })),
    ended: before.failing.filter((one) => isNow?.has(keyOf(one)) === false),
  }
}

function keyOf({ rule, fingerprint }: KeptFinding): string {
  return `${rule} ${fingerprint}`
}
