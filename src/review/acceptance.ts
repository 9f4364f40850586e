import type { FindingPlace, Notice } from './finding.ts'

/** "This one we accept, for this reason, until that day." */
export interface Acceptance {
  readonly rule: string
  /** Null for every subject. */
  readonly at: string | null
  readonly reason: string
  /** Last day on which it holds. */
  readonly until: string
  readonly place: FindingPlace
}

/** Finds which acceptance covers a failure, and tells afterwards of those that ran out or cover nothing. */
export class Acceptances {
  readonly #all: readonly Acceptance[]
  readonly #day: string
  readonly #used = new Set<Acceptance>()

  constructor(all: readonly Acceptance[], day: string) {
    this.#all = all
    this.#day = day
  }

  covering(rule: string, subject: string): Acceptance | null {
    let found: Acceptance | null = null
    for (const one of this.#all) {
      if (one.rule.toUpperCase() !== rule || (one.at !== null && one.at !== subject)) continue
      this.#used.add(one)
      if (one.until >= this.#day) found ??= one
    }
    return found
  }

  notices(ruleIds: ReadonlySet<string>): readonly Notice[] {
    return this.#all.flatMap((one) => {
      const { rule, at, until, place } = one
      const what = at === null ? rule : `${rule} at ${at}`
      if (!ruleIds.has(rule.toUpperCase())) return [{ place, message: `there is no rule ${rule} to accept` }]
      if (!this.#used.has(one)) return [{ place, message: `no finding is ${what}: the acceptance can go` }]
      if (until < this.#day) return [{ place, message: `the acceptance of ${what} ended on ${until}` }]
      return []
    })
  }
}
