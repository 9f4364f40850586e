/** How old a fact about Azure may be before a reader should be told: Microsoft changes its tables each month. */
export const FACTS_AGE_LIMIT_DAYS = 90

const DAY_MS = 24 * 60 * 60 * 1000

/** Whole days from a date (`2026-10-05`, in UTC) to a moment; negative when the date is still to come. */
export function daysSince(date: string, nowMs: number): number {
  return Math.floor((nowMs - Date.parse(`${date}T00:00:00Z`)) / DAY_MS)
}
