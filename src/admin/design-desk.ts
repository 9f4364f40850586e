import type { ApiPorts } from './ports.ts'
import { changesOf, failingOf, isSame } from './review-changes.ts'
import type { ReviewView } from './review-view.ts'
import type { Zone } from './zone-view.ts'

/**
 * What takes a while to make of the workload file, made once for each plan: the review, which is of a day, too, and the
 * landing zone. Only the newest is kept. Scores of the review are kept over time.
 */
const FIRST_REVIEW_MS = 60_000
const REVIEW_AGAIN_MS = 6 * 3_600_000
const DAY_MS = 86_400_000

interface Made<T> {
  readonly of: string
  readonly result: Promise<T>
}

export class DesignDesk {
  readonly #ports: ApiPorts
  readonly #cancel: readonly (() => void)[]
  #review: Made<ReviewView> | null = null
  #zone: Made<Zone> | null = null

  constructor(ports: ApiPorts) {
    this.#ports = ports
    const { clock, log } = ports
    // So that the score has a history even where nobody looks.
    const review = () => {
      this.review().catch((error: unknown) => log.error({ err: error }, 'the review could not be made'))
    }
    this.#cancel = [clock.after(FIRST_REVIEW_MS, review), clock.every(REVIEW_AGAIN_MS, review)]
  }

  close(): void {
    for (const cancel of this.#cancel) cancel()
  }

  review(): Promise<ReviewView> {
    const { revision } = this.#ports.design().plan
    const of = `${revision} ${Math.floor(this.#ports.clock.nowMs() / DAY_MS)}`
    if (this.#review?.of === of) return this.#review.result
    const result = this.#makeReview()
    this.#review = { of, result }
    // What failed is tried again by who asks next.
    result.catch(() => {
      if (this.#review?.result === result) this.#review = null
    })
    return result
  }

  zone(): Promise<Zone> {
    const of = this.#ports.design().plan.revision
    if (this.#zone?.of === of) return this.#zone.result
    const result = this.#ports.designWork.zone()
    this.#zone = { of, result }
    result.catch(() => {
      if (this.#zone?.result === result) this.#zone = null
    })
    return result
  }

  async #makeReview(): Promise<ReviewView> {
    const { designWork, scores } = this.#ports
    const made = await designWork.review()
    const { reviewedMs, planRevision, score } = made
    const known = await scores.read()
    if (!known.some((one) => isSame(made, one)))
      await scores.append({
        atMs: reviewedMs,
        planRevision,
        score: score.score,
        failed: score.counts.fail,
        failing: failingOf(made),
      })
    return { ...made, changes: changesOf(made, known) }
  }
}
