import type { Estate } from '../estate.ts'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Addresses that alerts and budgets are mailed to, each once: those of the file, or owners that are addresses. */
export function recipientsOf({ declaration: { landing_zone: zone, operations } }: Estate): readonly string[] {
  const owners = Object.values(operations?.owners ?? {}).filter((one) => one !== undefined)
  return [...new Set(zone?.alerts?.to ?? owners.filter((one) => EMAIL.test(one)))]
}
