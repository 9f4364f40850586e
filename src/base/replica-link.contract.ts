import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MAX_TELLING_CHARS, type ReplicaLink } from './replica-link.ts'

/** Replicas of one workload that know of no other; closed when the test is done. */
export interface ReplicaGroupUnderTest extends AsyncDisposable {
  /** One more, that listens with what it is given; it has heard what stands when this resolves. */
  join(listener: (text: string, ageMs: number) => void): Promise<ReplicaLink>
  /** Lets time pass, real or not. */
  pass(ms: number): Promise<void>
}

const TRIES = 12_000
const STEP_MS = 5

class Heard {
  readonly texts: string[] = []
  readonly agesMs: number[] = []
  readonly hear = (text: string, ageMs: number): void => {
    this.texts.push(text)
    this.agesMs.push(ageMs)
  }
}

/** What every way between replicas must do. */
export function replicaLinkContract(name: string, makeGroup: () => Promise<ReplicaGroupUnderTest>): void {
  function holds(title: string, body: (group: ReplicaGroupUnderTest) => Promise<void>): void {
    test(title, async () => {
      await using group = await makeGroup()
      await body(group)
    })
  }

  async function until(group: ReplicaGroupUnderTest, what: string, isSo: () => boolean): Promise<void> {
    for (let tried = 0; !isSo(); tried++) {
      assert.ok(tried < TRIES, `did not happen: ${what}`)
      await group.pass(STEP_MS)
    }
  }

  describe(`${name}: telling other replicas`, () => {
    holds('all others hear it, in order, and none hears itself', async (group) => {
      const [a, b, c] = [new Heard(), new Heard(), new Heard()]
      const first = await group.join(a.hear)
      const second = await group.join(b.hear)
      await group.join(c.hear)
      for (let i = 0; i < 50; i++) first.tell({ text: `a${i}`, standing: [] })
      await until(group, 'all heard', () => b.texts.length === 50 && c.texts.length === 50)
      const told = Array.from({ length: 50 }, (_, i) => `a${i}`)
      assert.deepEqual(b.texts, told)
      assert.deepEqual(c.texts, told)
      second.tell({ text: 'b', standing: [] })
      await until(group, 'heard', () => a.texts.length > 0)
      assert.deepEqual(a.texts, ['b'])
      for (const ageMs of [...a.agesMs, ...b.agesMs]) assert.ok(ageMs >= 0 && ageMs < 10_000, `${ageMs}`)
    })

    holds('text of any language comes as it was; what is too long does not come', async (group) => {
      const b = new Heard()
      const first = await group.join(() => {})
      await group.join(b.hear)
      const long = JSON.stringify({ name: 'é€😀'.repeat(9_000) })
      first.tell({ text: 'x'.repeat(MAX_TELLING_CHARS + 1), standing: [] })
      first.tell({ text: long, standing: [] })
      await until(group, 'heard', () => b.texts.length > 0)
      assert.deepEqual(b.texts, [long])
    })

    holds('what stands is heard by whoever comes later, with its age, and nothing else is', async (group) => {
      const first = await group.join(() => {})
      const watched = new Heard()
      await group.join(watched.hear)
      first.tell({ text: 'said in passing', standing: [{ name: 'x', text: 'x is open', forMs: 30_000 }] })
      first.tell({
        text: 'again',
        standing: [
          { name: 'y', text: 'y is open', forMs: 30_000 },
          { name: 'z', text: 'z is open', forMs: 30_000 },
        ],
      })
      first.tell({ text: 'more', standing: [{ name: 'y', text: 'y is open for longer', forMs: 40_000 }] })
      first.tell({ text: 'last', standing: [{ name: 'z', text: '', forMs: 0 }] })
      await until(group, 'heard', () => watched.texts.length === 4)
      await group.pass(50)
      const late = new Heard()
      await group.join(late.hear)
      first.tell({ text: 'end', standing: [] })
      await until(group, 'the end is heard', () => late.texts.includes('end'))
      assert.deepEqual(late.texts.toSorted(), ['end', 'x is open', 'y is open for longer'])
      const ages = late.agesMs.slice(0, 2)
      assert.ok(
        ages.every((ageMs) => ageMs >= 25 && ageMs < 20_000),
        ages.join(' '),
      )
    })

    holds('what stood too long is heard no more', async (group) => {
      const first = await group.join(() => {})
      const watched = new Heard()
      await group.join(watched.hear)
      first.tell({
        text: 'short',
        standing: [
          { name: 'short', text: 'short', forMs: 20 },
          { name: 'long', text: 'long', forMs: 30_000 },
        ],
      })
      await until(group, 'heard', () => watched.texts.length === 1)
      await group.pass(100)
      const late = new Heard()
      await group.join(late.hear)
      assert.deepEqual(late.texts, ['long'])
    })

    holds('one that was closed tells and hears nothing, and the others go on', async (group) => {
      const [a, b, c] = [new Heard(), new Heard(), new Heard()]
      const first = await group.join(a.hear)
      const second = await group.join(b.hear)
      const third = await group.join(c.hear)
      await second.close()
      second.tell({ text: 'from the grave', standing: [] })
      first.tell({ text: 'to those that are left', standing: [] })
      await until(group, 'heard', () => c.texts.length > 0)
      third.tell({ text: 'back', standing: [] })
      await until(group, 'heard', () => a.texts.length > 0)
      assert.deepEqual([a.texts, b.texts, c.texts], [['back'], [], ['to those that are left']])
    })
  })
}
