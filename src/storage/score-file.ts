import { readFile } from 'node:fs/promises'

import { writeWhole } from './whole-file.ts'

/** The score of the review over time, a line of JSON each, the oldest first. */
export interface KeptScore {
  /** Milliseconds since the epoch. */
  readonly atMs: number
  readonly planRevision: string
  readonly score: number
  readonly failed: number
  /** What failed; of the newest scores alone. */
  readonly failing?: readonly KeptFinding[]
}

interface KeptFinding {
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  readonly subject: string | null
}

/** About three years of days; the oldest go. */
const MAX_SCORES = 1_000
/** A review is held beside the one before it; what failed before that is asked for by nobody. */
const WITH_FAILING = 2

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
  const lines = kept.map(({ failing, ...one }, at) => {
    const isNew = at >= kept.length - WITH_FAILING
    return `${JSON.stringify(isNew && failing !== undefined ? { ...one, failing } : one)}\n`
  })
  await writeWhole(file, lines.join(''))
}

/** Null where the line is none: a history with a gap is better than none. */
function scoreOf(line: string): KeptScore | null {
  try {
    const { atMs, planRevision, score, failed, failing } = JSON.parse(line) as Partial<KeptScore>
    const isScore =
      Number.isSafeInteger(atMs) &&
      typeof planRevision === 'string' &&
      Number.isFinite(score) &&
      Number.isInteger(failed)
    if (!isScore) return null
    const known = { atMs, planRevision, score, failed } as KeptScore
    return Array.isArray(failing) && failing.every(isFinding) ? { ...known, failing } : known
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isFinding(value: unknown): value is KeptFinding {
  if (typeof value !== 'object' || value === null) return false
  const { rule, fingerprint, title, subject } = value as Partial<KeptFinding>
  return (
    [rule, fingerprint, title].every((one) => typeof one === 'string') &&
    (subject === null || typeof subject === 'string')
  )
}
