import { readFile } from 'node:fs/promises'

import type { MadeRaise } from '../limits/index.ts'
import { writeWhole } from './whole-file.ts'

/** Raises that operators made, as a restart finds them. */
export async function readRaises(file: string): Promise<readonly MadeRaise[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const content: unknown = JSON.parse(text)
  if (!isRecord(content) || content['version'] !== 1)
    throw new Error(`${file} does not hold raises of version 1`)
  const raises: unknown = content['raises']
  if (!Array.isArray(raises) || !raises.every(isRaise))
    throw new Error(`${file} holds something that is no raise`)
  return raises
}

export function writeRaises(file: string, raises: readonly MadeRaise[]): Promise<void> {
  return writeWhole(file, `${JSON.stringify({ version: 1, raises }, null, 1)}\n`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isRaise(value: unknown): value is MadeRaise {
  if (!isRecord(value)) return false
  const { limit, amount, fromMs, untilMs, by, reason } = value
  return (
    [limit, by, reason].every((text) => typeof text === 'string') &&
    [amount, fromMs, untilMs].every((number) => Number.isSafeInteger(number))
  )
}
