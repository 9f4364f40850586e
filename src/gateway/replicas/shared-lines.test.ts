import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { describe, test } from 'node:test'
import type { Exchange } from '../exchange.ts'
import { HEARD_MS, ReplicasUnderTest, type ReplicaUnderTest } from './replica.fixture.ts'

/**
 * Lines of several gateways before one deployment that serves a call each `everyMs`, with time that the test drives:
 * what each consumer is served is the same in every run.
 */
const LINE = 'gpt-4.1: std'
const TOKENS = 1_000

type Consumer = 'flood' | 'guest' | 'clerk'

class Scene {
  readonly group = new ReplicasUnderTest()
  readonly replicas: readonly ReplicaUnderTest[]
  readonly served: Record<Consumer, number> = { flood: 0, guest: 0, clerk: 0 }
  readonly #everyMs: number
  #freeMs = 0
  #isOver = false

  constructor(replicas: number, everyMs: number) {
    this.replicas = Array.from({ length: replicas }, () => this.group.join())
    this.#everyMs = everyMs
  }

  /** Of one consumer at one gateway, always so many at once. */
  arrive(at: number, consumer: Consumer, count: number): void {
    for (let i = 0; i < count; i++) void this.#callAfterCall(this.replicas[at] as ReplicaUnderTest, consumer)
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed++) {
      this.group.clock.advance(1)
      await setImmediate()
    }
  }

  async end(): Promise<void> {
    this.#isOver = true
    await this.pass(3_000)
  }

  async #callAfterCall(replica: ReplicaUnderTest, consumer: Consumer): Promise<void> {
    while (!this.#isOver) await this.#call(replica, consumer)
  }

  /** As `send` does it. */
  async #call({ lines, health, fleet }: ReplicaUnderTest, consumer: Consumer): Promise<void> {
    const known = [...fleet.consumers.values()].find((one) => one.consumer.path === `/contoso/${consumer}`)
    const x = {
      consumer: known,
      priority: known?.consumer.priority,
      fleet,
      model: fleet.models.get('gpt-4.1'),
      place: null,
      estimatedInput: TOKENS,
      estimatedOutput: 0,
      client: { whenGone() {} },
    } as unknown as Exchange
    const { clock } = this.group
    for (let isFirst = true; ; isFirst = false) {
      const looks = !isFirst || !lines.isBusy(LINE)
      if (looks && clock.monotonicMs() >= this.#freeMs) break
      const waiting = lines.wait(x, LINE, Math.max(0, this.#freeMs - clock.monotonicMs()), looks)
      health.touch()
      assert.equal(await waiting, 'go')
      health.touch()
    }
    this.#freeMs = clock.monotonicMs() + this.#everyMs
    this.served[consumer]++
    x.place?.served(0)
    health.touch()
    await clock.sleep(1)
  }
}

function share(served: Scene['served'], consumer: Consumer): number {
  return served[consumer] / (served.flood + served.guest + served.clerk)
}

describe('lines of several gateways for the same deployment', () => {
  test('a flood through two gateways leaves a guest at one of them its half', async () => {
    const scene = new Scene(2, 20)
    scene.arrive(0, 'flood', 100)
    scene.arrive(1, 'flood', 100)
    scene.arrive(1, 'guest', 10)
    await scene.pass(10_000)
    assert.ok(Math.abs(share(scene.served, 'guest') - 0.5) < 0.08, JSON.stringify(scene.served))
    await scene.end()
  })

  test('a flood through three gateways leaves a guest at one of them alone its half', async () => {
    const scene = new Scene(3, 20)
    for (const at of [0, 1, 2]) scene.arrive(at, 'flood', 50)
    scene.arrive(2, 'guest', 10)
    await scene.pass(10_000)
    assert.ok(Math.abs(share(scene.served, 'guest') - 0.5) < 0.08, JSON.stringify(scene.served))
    await scene.end()
  })

  test('a guest at a gateway of its own gets its half of a flood through the other', async () => {
    const scene = new Scene(2, 20)
    scene.arrive(0, 'flood', 200)
    scene.arrive(1, 'guest', 10)
    await scene.pass(10_000)
    assert.ok(Math.abs(share(scene.served, 'guest') - 0.5) < 0.08, JSON.stringify(scene.served))
    await scene.end()
  })

  test('classes have their weights across gateways', async () => {
    const scene = new Scene(2, 20)
    scene.arrive(0, 'flood', 100)
    scene.arrive(1, 'flood', 100)
    scene.arrive(0, 'clerk', 20)
    await scene.pass(10_000)
    assert.ok(Math.abs(share(scene.served, 'clerk') - 0.8) < 0.08, JSON.stringify(scene.served))
    await scene.end()
  })

  test('who comes to a gateway at which nobody waits joins the line of the others', async () => {
    const scene = new Scene(2, 1_000)
    scene.arrive(0, 'flood', 20)
    await scene.pass(HEARD_MS)
    const [, b] = scene.replicas
    assert.equal(b?.lines.isBusy(LINE), true)
    assert.equal(b?.lines.isBusy('gpt-4.1: another'), false)
    await scene.end()
    await scene.pass(30_000)
    assert.equal(b?.lines.isBusy(LINE), false, 'nobody waits any more')
  })

  test('a gateway whose line is not served, or that fell silent, holds the others up for a moment only', async () => {
    const scene = new Scene(2, 20)
    const dead = scene.group.group.join()
    dead.listen(() => {})
    const waits = JSON.stringify({
      v: 1,
      from: 'dead',
      lines: [
        { of: LINE, flows: [{ class: 'interactive', consumer: '/contoso/clerk', waiting: 50, served: 0 }] },
      ],
    })
    scene.arrive(0, 'flood', 50)
    await scene.pass(1_000)
    for (let second = 0; second < 8; second++) {
      dead.tell({ text: waits, standing: [] })
      await scene.pass(500)
    }
    await scene.pass(1_000)
    // 6 seconds of 50 calls each, less the moment.
    assert.ok(scene.served.flood > 240, JSON.stringify(scene.served))
    await scene.end()
  })
})
