import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type Clock, type ConsumerPath, MetricRegistry, type Random, seededRandom } from '../base/index.ts'
import { WAITING_CLASSES, type WaitingClass } from '../limits/index.ts'
import { loadWorkload, type Plan } from '../workload/index.ts'
import { Deadlines } from './deadlines.ts'
import type { Exchange } from './exchange.ts'
import { gatewayMetrics } from './metrics.ts'
import { WaitingLines } from './waiting-lines.ts'

/**
 * One consumer asks for ten times its share, and the others wait as long as they did before: in virtual time, over the
 * real lines, with a deployment that serves at a fixed rate.
 */
const TOKENS_PER_MS = 5
const MEAN_TOKENS = 100
const LINE = 'line'

/** Time that stands still while anything can go on, and then leaps to whatever is due next. */
class VirtualClock implements Clock {
  #elapsedMs = 0
  readonly #timers = new Set<{ dueMs: number; readonly everyMs: number | null; readonly call: () => void }>()

  nowMs(): number {
    return this.#elapsedMs
  }

  monotonicMs(): number {
    return this.#elapsedMs
  }

  every(intervalMs: number, call: () => void): () => void {
    return this.#add(intervalMs, intervalMs, call)
  }

  after(delayMs: number, call: () => void): () => void {
    return this.#add(delayMs, null, call)
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve))
  }

  async run(): Promise<void> {
    for (;;) {
      let next = null
      for (const timer of this.#timers) if (next === null || timer.dueMs < next.dueMs) next = timer
      if (next === null) return
      this.#elapsedMs = next.dueMs
      if (next.everyMs === null) this.#timers.delete(next)
      else next.dueMs += next.everyMs
      next.call()
      // Whoever's turn came goes on before time does.
      for (let turn = 0; turn < 4; turn++) await Promise.resolve()
    }
  }

  #add(delayMs: number, everyMs: number | null, call: () => void): () => void {
    const timer = { dueMs: this.#elapsedMs + delayMs, everyMs, call }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }
}

interface Caller {
  readonly path: ConsumerPath
  readonly class: WaitingClass
  readonly weight: number
}

const CLASS_WEIGHTS = { interactive: 16, standard: 4, batch: 1 } as const

function callersOf(classes: readonly WaitingClass[], weights: readonly number[]): readonly Caller[] {
  return classes.map((where, i) => ({
    path: `/contoso/app-${i}` as ConsumerPath,
    class: where,
    weight: weights[i % weights.length] as number,
  }))
}

function planOf(callers: readonly Caller[], maxWaiting: number): Plan {
  const consumers = callers.map(
    ({ path, class: where, weight }) => `  ${path}: { priority: ${where}, queue_weight: ${weight} }`,
  )
  const text = `workload: fairness
accounts: { sim: { provider: simulated, region: swedencentral } }
models: { gpt-4.1: { deployments: [{ id: std, account: sim, type: standard, tpm: 300k }] } }
consumers:
  /contoso: { models: all }
${consumers.join('\n')}
gateway: { queue: { max_waiting: ${maxWaiting}, interactive: 5m, standard: 5m, batch: 5m } }
`
  const loaded = loadWorkload(text, { source: 'workload.yaml' })
  assert.ok(loaded.ok, JSON.stringify(loaded))
  return loaded.plan
}

interface Scene {
  readonly callers: readonly Caller[]
  /** What each caller asks for, as a part of its share. */
  readonly load: number
  /** How many times as much the first caller asks for. */
  readonly flood: number
  readonly seed: number
  readonly exchanges: number
  readonly maxWaiting: number
}

interface Outcome {
  /** Of all but the first caller. */
  readonly waitsMs: Readonly<Record<WaitingClass, number[]>>
  readonly refusedVictims: number
  readonly refusedFlood: number
}

async function play(scene: Scene): Promise<Outcome> {
  const { callers, load, seed, exchanges } = scene
  const clock = new VirtualClock()
  const random = seededRandom(seed)
  const plan = planOf(callers, scene.maxWaiting)
  const { metrics } = plan.telemetry
  const registry = new MetricRegistry({ clock, maxSeries: metrics.maxSeries })
  const lines = new WaitingLines(clock, new Deadlines(clock), gatewayMetrics(registry, metrics), false)
  const outcome = {
    waitsMs: { interactive: [] as number[], standard: [] as number[], batch: [] as number[] },
    refusedVictims: 0,
    refusedFlood: 0,
  }
  let busyUntilMs = 0

  const exchange = async (caller: Caller, tokens: number): Promise<void> => {
    const isVictim = caller !== callers[0]
    const x = exchangeOf(plan, caller, tokens)
    const sinceMs = clock.monotonicMs()
    for (let isFirst = true; ; isFirst = false) {
      const nowMs = clock.monotonicMs()
      const looks = !isFirst || !lines.isBusy(LINE)
      if (looks && nowMs >= busyUntilMs) {
        busyUntilMs = nowMs + tokens / TOKENS_PER_MS
        x.place?.leave(tokens / TOKENS_PER_MS)
        if (isVictim) outcome.waitsMs[caller.class].push(nowMs - sinceMs)
        return
      }
      const waited = await lines.wait(x, LINE, looks ? busyUntilMs - nowMs : null, looks)
      if (waited === 'go') continue
      if (isVictim) outcome.refusedVictims++
      else outcome.refusedFlood++
      return
    }
  }

  const shares = callers.map(({ class: where, weight }) => CLASS_WEIGHTS[where] * weight)
  const allShares = shares.reduce((sum, share) => sum + share, 0)
  const endMs = (exchanges * MEAN_TOKENS) / TOKENS_PER_MS
  const failures: unknown[] = []
  for (const [i, caller] of callers.entries()) {
    const share = (shares[i] as number) / allShares
    const perMs = (TOKENS_PER_MS / MEAN_TOKENS) * share * load * (i === 0 ? scene.flood : 1)
    const arrive = () => {
      exchange(caller, MEAN_TOKENS * (0.5 + random.next())).catch((error: unknown) => failures.push(error))
      next()
    }
    const next = () => {
      const delayMs = exponential(random) / perMs
      if (clock.monotonicMs() + delayMs < endMs) clock.after(delayMs, arrive)
    }
    next()
  }
  await clock.run()
  assert.deepEqual(failures, [])
  return outcome
}

function exponential(random: Random): number {
  return -Math.log(1 - random.next())
}

/** As much of an exchange as the lines look at. */
function exchangeOf(plan: Plan, { path }: Caller, tokens: number): Exchange {
  const part = {
    fleet: { plan },
    consumer: { consumer: plan.consumers.get(path) },
    priority: plan.consumers.get(path)?.priority,
    model: null,
    client: { whenGone: () => {} },
    estimatedInput: tokens,
    estimatedOutput: 0,
    place: null,
  }
  return part as unknown as Exchange
}

function p99(waitsMs: readonly number[]): number {
  return waitsMs.toSorted((a, b) => a - b)[Math.floor(waitsMs.length * 0.99)] as number
}

/** p99 of the victims' waits with the flood over that without it, by class; all seeds together. */
async function compare(scene: Omit<Scene, 'seed' | 'flood'>, seeds: readonly number[]) {
  const calm = { interactive: [] as number[], standard: [] as number[], batch: [] as number[] }
  const flooded = { interactive: [] as number[], standard: [] as number[], batch: [] as number[] }
  let refusedVictims = 0
  let refusedFlood = 0
  for (const seed of seeds) {
    const before = await play({ ...scene, seed, flood: 1 })
    const during = await play({ ...scene, seed, flood: 10 })
    refusedVictims += before.refusedVictims + during.refusedVictims
    refusedFlood += during.refusedFlood
    for (const where of WAITING_CLASSES) {
      calm[where].push(...before.waitsMs[where])
      flooded[where].push(...during.waitsMs[where])
    }
  }
  const ratios = WAITING_CLASSES.filter((where) => calm[where].length > 0).map(
    (where) => [where, p99(flooded[where]) / p99(calm[where])] as const,
  )
  return { ratios, refusedVictims, refusedFlood }
}

const ALIKE = Array.from({ length: 10 }, () => 'standard' as const)
const MIXED = Array.from({ length: 12 }, (_, i) => WAITING_CLASSES[(i + 1) % 3] as WaitingClass)
const SEEDS = [1, 2, 3]

describe('a flood of ten times its share', () => {
  for (const [name, classes, weights] of [
    ['ten consumers of one class', ALIKE, [1]],
    ['twelve consumers of all classes', MIXED, [1]],
    ['twelve consumers of all classes and several weights', MIXED, [2, 1, 3, 1]],
  ] as const) {
    for (const load of [0.7, 0.9]) {
      test(`${name} at ${load} of their shares: p99 of the others' waits grows by less than a fifth`, async (t) => {
        const scene = { callers: callersOf(classes, weights), load, exchanges: 6_000, maxWaiting: 1_000 }
        const { ratios, refusedVictims, refusedFlood } = await compare(scene, SEEDS)
        t.diagnostic(ratios.map(([where, ratio]) => `${where} ${ratio.toFixed(2)}`).join(', '))
        for (const [where, ratio] of ratios) assert.ok(ratio < 1.2, `${where}: ${ratio}`)
        assert.equal(refusedVictims, 0)
        t.diagnostic(`${refusedFlood} of the flood were refused`)
      })
    }
  }

  test('a line of few places, full of the flood, has one for everybody else', async (t) => {
    const callers = callersOf(ALIKE, [1])
    const { refusedVictims, refusedFlood } = await compare(
      { callers, load: 0.7, exchanges: 6_000, maxWaiting: 60 },
      SEEDS,
    )
    t.diagnostic(`${refusedFlood} of the flood were refused`)
    assert.ok(refusedFlood > 1_000, `${refusedFlood}`)
    assert.equal(refusedVictims, 0)
  })
})
