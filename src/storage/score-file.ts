import { readFile } from 'node:fs/promises'

import { writeWhole } from './whole-file.ts'

/** The score of the review over time, a line of JSON each, the oldest first. */
export interface KeptScore {
  /** Milliseconds since the epoch. */
  readonly atMs: number
  readonly planRevision: string
  readonly score: number
  readonly failed: number
}

/** About three years of days; the oldest go. */
const MAX_SCORES = 1_000

export async function readScores(file: string): Promise<readonly KeptScore[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return text.split('\n').flatMap((line) => {
    const score = line === '' ? null : scoreOf(line)
    return score === null ? [] : [score]
  })
}

export async function appendScore(file: string, score: KeptScore): Promise<void> {
  const kept = [...(await readScores(file)), score].slice(-MAX_SCORES)
  await writeWhole(file, kept.map((one) => `${JSON.stringify(one)}\n`).join(''))
}

/** Null where the line is none: a history with a gap is better than none. */
function scoreOf(line: string): KeptScore | null {
  try {
    const { atMs, planRevision, score, failed } = JSON.parse(line) as Partial<KeptScore>
    const isScore =
      Number.isSafeInteger(atMs) &&
      typeof planRevision === 'string' &&
      Number.isFinite(score) &&
      Number.isInteger(failed)
    return isScore ? ({ atMs, planRevision, score, failed } as KeptScore) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
