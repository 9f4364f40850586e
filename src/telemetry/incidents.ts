import type { Incident } from './alert-notices.ts'

/** What went wrong during the last day, and what still does. */
const MAX_INCIDENTS = 1_000
const STAYS_MS = 24 * 60 * 60 * 1_000

export class Incidents {
  /** By id, in the order in which they began to be known. */
  readonly #incidents = new Map<string, Incident>()

  /** A new one, or how one that is known goes on. */
  note(incident: Incident, nowMs: number): void {
    this.#incidents.set(incident.id, incident)
    for (const [id, { untilMs }] of this.#incidents)
      if ((untilMs !== null && untilMs < nowMs - STAYS_MS) || this.#incidents.size > MAX_INCIDENTS)
        this.#incidents.delete(id)
  }

  /** The newest first: those that last, or lasted, after `sinceMs`. */
  since(sinceMs: number): readonly Incident[] {
    return [...this.#incidents.values()]
      .filter(({ untilMs }) => untilMs === null || untilMs >= sinceMs)
      .toSorted((a, b) => b.fromMs - a.fromMs)
  }

  all(): readonly Incident[] {
    return [...this.#incidents.values()]
  }

  /** Those of an earlier run. Of what lasted and is not among `lasting` nobody would see the end. */
  restore(incidents: readonly Incident[], lasting: ReadonlySet<string>, nowMs: number): void {
    for (const incident of incidents) {
      // Deployments that are out are found anew.
      if (incident.untilMs === null && incident.kind === 'deployment') continue
      const goesOn = incident.untilMs !== null || lasting.has(incident.id)
      this.note(goesOn ? incident : { ...incident, untilMs: nowMs }, nowMs)
    }
  }
}
