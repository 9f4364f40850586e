import { Hearsay } from './hearsay.ts'

/** For how long nothing is sent somewhere, and why: as a provider said to this gateway, or to another that tells it. */
export class CoolDown {
  untilMs = 0
  reason = ''
  /** Other gateways have not been told. */
  isUntold = false
  readonly #hearsay: Hearsay

  /** `mostHeardMs`: for how long others are believed at a stretch. */
  constructor(mostHeardMs: number) {
    this.#hearsay = new Hearsay(mostHeardMs)
  }

  leftMs(nowMs: number): number {
    return Math.max(0, this.untilMs - nowMs)
  }

  begin(forMs: number, reason: string, nowMs: number): void {
    this.untilMs = Math.max(this.untilMs, nowMs + forMs)
    this.reason = reason
    this.isUntold = true
  }

  heard(leftMs: number, reason: string, nowMs: number): void {
    const untilMs = this.#hearsay.believe(leftMs, nowMs)
    if (untilMs === null || untilMs <= this.untilMs) return
    this.untilMs = untilMs
    this.reason = reason
  }

  /** A call passed. */
  passed(nowMs: number): void {
    this.#hearsay.passed(nowMs)
  }
}
