import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Environment } from './environment.ts'
import type { Flag, Given } from './given.ts'

/** Where a command writes what it made: a file that `--out` names, else stdout. */
export const OUT_FLAG: Flag = {
  kind: 'text',
  value: 'FILE',
  summary: 'Write into this file instead of to stdout',
}

export async function writeOut(
  made: string | Uint8Array,
  given: Given,
  { cwd, stdout, stderr }: Pick<Environment, 'cwd' | 'stdout' | 'stderr'>,
): Promise<void> {
  const out = given.text('out')
  if (out === null) {
    stdout.write(typeof made === 'string' ? made : Buffer.from(made).toString())
    return
  }
  const full = resolve(cwd, out)
  await writeFile(full, made)
  stderr.write(`wrote ${full}\n`)
}
