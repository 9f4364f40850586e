import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { appendScore, readScores } from './score-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'scores-'))
after(() => rmSync(folder, { recursive: true }))

test('scores are kept in their order, the last thousand of them, whatever else stands there', async () => {
  const file = path.join(folder, 'scores.jsonl')
  assert.deepEqual(await readScores(file), [])
  const score = (atMs: number) => ({ atMs, planRevision: 'abc', score: 80.5, failed: 3 })
  appendFileSync(file, Array.from({ length: 1_001 }, (_, i) => `${JSON.stringify(score(i))}\n`).join(''))
  appendFileSync(file, 'no json\n{"atMs":"x"}\n')
  await appendScore(file, score(5_000))
  const kept = await readScores(file)
  assert.equal(kept.length, 1_000)
  assert.deepEqual(kept[0], score(2))
  assert.deepEqual(kept.at(-1), score(5_000))
})

test('what failed is kept of the two newest, and what is not written as it is kept is left out', async () => {
  const file = path.join(folder, 'failing.jsonl')
  const failing = [{ rule: 'REL-01', fingerprint: 'abc', title: 'Two regions', subject: null }]
  const score = (atMs: number) => ({ atMs, planRevision: 'abc', score: 80.5, failed: 1 })
  for (const atMs of [1, 2, 3]) await appendScore(file, { ...score(atMs), failing })
  assert.deepEqual(await readScores(file), [score(1), { ...score(2), failing }, { ...score(3), failing }])
  appendFileSync(file, `${JSON.stringify({ ...score(4), failing: [{ rule: 7 }] })}\n`)
  assert.deepEqual((await readScores(file)).at(-1), score(4))
})
