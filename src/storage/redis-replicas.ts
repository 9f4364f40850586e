import { MAX_TELLING_CHARS, type ReplicaLink, type ReplicaListener, type Telling } from '../base/index.ts'
import { RedisClient } from './redis-client.ts'
import { CountersAway, type RedisLink, type RedisLinkOptions } from './redis-link.ts'
import { TAB } from './redis-words.ts'
import { SCRIPTS } from './redis-scripts.ts'

/**
 * Replicas tell each other by publishing in Redis, on the connection of the counters, and hear on one of their own. What
 * stands lies in a hash that expires (`{causeway:NAME}:standing`), for those that begin later or had lost it.
 *
 * Every message carries the time of Redis, and each replica knows how far its own clock is from that: so ages are
 * known to half a round trip, whatever the clocks of replicas say.
 */
export interface RedisReplicasOptions extends Omit<RedisLinkOptions, 'timeoutMs'> {
  readonly workload: string
  /** That of the counters, which closes it. */
  readonly link: RedisLink
}

/** A connection on which nothing was heard for so long is asked whether it lives. */
const PING_EVERY_MS = 5_000

export class RedisReplicas implements ReplicaLink {
  readonly #options: RedisReplicasOptions
  readonly #client: RedisClient
  readonly #name: string
  readonly #channel: string
  readonly #key: string
  readonly #stopPinging: () => void
  readonly #stopWatching: () => void
  #listener: ReplicaListener = () => {}
  #isSubscribed = false
  #isClosed = false
  /** Milliseconds that the clock of Redis is ahead of the monotonic one here; null before it said anything. */
  #aheadMs: number | null = null
  #lastRoundTripMs: number | null = null
  /** What the store said last in place of an answer. */
  #refusal: string | null = null

  constructor(options: RedisReplicasOptions) {
    this.#options = options
    const { workload, link, clock, random } = options
    this.#name = Math.floor(random.next() * 2 ** 48).toString(36)
    this.#channel = `causeway:${workload}:replicas`
    this.#key = `{causeway:${workload}}:standing`
    this.#client = new RedisClient(options, 3)
    const { redis } = this.#client
    redis.on('ready', () => void this.#subscribe())
    redis.on('close', () => (this.#isSubscribed = false))
    redis.on('message', (_channel: string, payload: string) => this.#hear(payload))
    this.#stopPinging = clock.every(PING_EVERY_MS, () => this.#ping())
    this.#stopWatching = link.onChange((isUp) => isUp && void this.#recall())
  }

  get roundTripMs(): number | null {
    return this.#lastRoundTripMs
  }

  /** Hears, and knows what stands. */
  get isReady(): boolean {
    return this.#isSubscribed && this.#aheadMs !== null
  }

  tell({ text, standing }: Telling): void {
    if (this.#isClosed || text.length > MAX_TELLING_CHARS) return
    const words: (string | number)[] = [1, this.#key, this.#channel, this.#name, text]
    for (const { name, text: kept, forMs } of standing)
      if (kept.length <= MAX_TELLING_CHARS) words.push(name, Math.ceil(forMs), kept)
    void this.#run(SCRIPTS.tell, words)
  }

  listen(listener: ReplicaListener): void {
    this.#listener = listener
    this.#client.connect()
  }

  close(): Promise<void> {
    this.#isClosed = true
    this.#stopPinging()
    this.#stopWatching()
    this.#client.close()
    return Promise.resolve()
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#client.redis.subscribe(this.#channel)
    } catch (error) {
      this.#client.failed(error)
      this.#client.redis.disconnect(!this.#isClosed)
      return
    }
    this.#client.recovered()
    this.#isSubscribed = true
    await this.#recall()
  }

  /** What stands, and what the time is there. */
  async #recall(): Promise<void> {
    if (!this.#isSubscribed || !this.#options.link.isUp) return
    const answer = await this.#run(SCRIPTS.standing, [1, this.#key])
    if (answer === null) return
    const [, ...lines] = answer.split('\n')
    for (const line of lines) {
      const at = line.indexOf(TAB)
      if (at > 0) this.#listener(line.slice(at + 1), this.#ageMs(Number(line.slice(0, at))))
    }
  }

  #hear(payload: string): void {
    const afterName = payload.indexOf(TAB)
    const afterTime = payload.indexOf(TAB, afterName + 1)
    if (afterName < 0 || afterTime < 0 || payload.slice(0, afterName) === this.#name) return
    const text = payload.slice(afterTime + 1)
    if (this.#isClosed || text.length > MAX_TELLING_CHARS) return
    this.#listener(text, this.#ageMs(Number(payload.slice(afterName + 1, afterTime))))
  }

  #ageMs(toldMs: number): number {
    if (this.#aheadMs === null || !Number.isFinite(toldMs)) return 0
    return Math.max(0, this.#options.clock.monotonicMs() + this.#aheadMs - toldMs)
  }

  /** Null where the store did not answer: what was to be told is lost, as it may be. */
  async #run(script: (typeof SCRIPTS)['tell'], words: readonly (string | number)[]): Promise<string | null> {
    const { clock, link } = this.#options
    const sentMs = clock.monotonicMs()
    let answer: string
    try {
      answer = await link.run(script, words)
    } catch (error) {
      if (!(error instanceof CountersAway)) throw error
      if (link.isUp) this.#refused(error.message)
      return null
    }
    this.#refusal = null
    const nowMs = clock.monotonicMs()
    const timeMs = Number.parseInt(answer, 10)
    this.#lastRoundTripMs = nowMs - sentMs
    if (Number.isFinite(timeMs)) this.#aheadMs = timeMs - (sentMs + nowMs) / 2
    return answer
  }

  /** It is there and does not do it, as where the user may not publish. */
  #refused(reason: string): void {
    if (this.#refusal === reason) return
    this.#refusal = reason
    this.#options.log.warn({ reason }, 'Redis does not pass on what replicas tell each other')
  }

  #ping(): void {
    if (!this.#isSubscribed) return
    // One that is not answered ends the connection, which is then made anew.
    this.#client.redis.ping().catch((error: unknown) => this.#client.failed(error))
  }
}
