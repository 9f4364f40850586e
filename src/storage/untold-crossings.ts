import type { Clock } from '../base/index.ts'
import type { Crossing } from '../limits/index.ts'
import { CountersAway, type RedisLink } from './redis-link.ts'
import { SCRIPTS } from './redis-scripts.ts'
import { TAB } from './redis-words.ts'

/**
 * Thresholds of budgets that replicas reached together. Redis tells one replica of each, once, and that one may be killed
 * before it has written down that a webhook is to be called. So the threshold stays in `{causeway:NAME}:untold` until
 * somebody says that he keeps the notice; what stays for too long is taken over. A notice may come twice for it, under
 * the same id.
 */
export interface UntoldCrossingsOptions {
  /** That of the counters, which closes it. */
  readonly link: RedisLink
  readonly workload: string
  readonly clock: Clock
  /** How long whoever found out has to say that he keeps it. */
  readonly takenOverAfterMs?: number
}

type Take = (limitKey: string, crossing: Crossing) => void

const LOOK_EVERY_MS = 1_000
const DEFAULT_TAKEN_OVER_AFTER_MS = 5_000
const TAKEN_AT_ONCE = 50
/** Kept here and not yet said there; as many as the store has at most (`settle.lua`). */
const MAX_KEPT = 1_000
/** Name, percent, used, most, start and end of the window. */
const WORDS = 6

export class UntoldCrossings {
  readonly #options: UntoldCrossingsOptions
  readonly #key: string
  #kept = new Set<string>()
  #take: Take | null = null
  #stop: () => void = () => {}
  #looking: Promise<void> | null = null

  constructor(options: UntoldCrossingsOptions) {
    this.#options = options
    this.#key = `{causeway:${options.workload}}:untold`
  }

  /** From then on what others lost is given to `take`. */
  start(take: Take): void {
    this.#take = take
    this.#stop = this.#options.clock.every(LOOK_EVERY_MS, () => void this.look())
  }

  /** The notice is kept, whatever ends the program, or there is nobody to be told. */
  kept(limitKey: string, crossing: Crossing): void {
    if (this.#kept.size < MAX_KEPT) this.#kept.add(nameOf(limitKey, crossing))
  }

  /** One look; while one is under way, that one. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null))
    return this.#looking
  }

  async close(): Promise<void> {
    this.#stop()
    await this.#looking
    this.#take = null
    if (this.#kept.size > 0) await this.#look()
  }

  async #look(): Promise<void> {
    const { link, clock, takenOverAfterMs = DEFAULT_TAKEN_OVER_AFTER_MS } = this.#options
    if (!link.isUp) return
    const kept = [...this.#kept]
    const most = this.#take === null ? 0 : TAKEN_AT_ONCE
    const words = [Math.floor(clock.nowMs()), takenOverAfterMs, most, ...kept].join(TAB)
    let answer: string
    try {
      answer = await link.run(SCRIPTS.untold, [1, this.#key, words])
    } catch (error) {
      // The counters say that they are away; what is kept is said by the next look.
      if (error instanceof CountersAway) return
      throw error
    }
    for (const name of kept) this.#kept.delete(name)
    const found = answer.split(TAB).slice(1)
    for (let at = 0; at + WORDS <= found.length; at += WORDS) {
      const [name = '', ...figures] = found.slice(at, at + WORDS)
      const [percent = 0, used = 0, most = 0, windowStartMs = 0, windowEndMs = 0] = figures.map(Number)
      this.#take?.(limitKeyOf(name), { index: 0, percent, used, most, windowStartMs, windowEndMs })
    }
  }
}

/** As `settle.lua` has it. */
function nameOf(limitKey: string, { windowStartMs, percent }: Crossing): string {
  return `${windowStartMs}:${Math.round(percent)}:${limitKey}`
}

function limitKeyOf(name: string): string {
  return name.replace(/^\d+:\d+:/, '')
}
