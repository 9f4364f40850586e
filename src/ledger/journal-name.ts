import { open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'

import type { Random } from '../base/index.ts'

/**
 * The lasting name of a journal, under which a store keeps its position: in a file of the journal's folder, so that it
 * goes where the folder goes. Made when the journal is first followed. Losing it costs no record: under another name the
 * journal is projected from its beginning, and what is known already changes nothing.
 */
const FILE = 'name'
const DIGITS = 32
const NAME = /^[0-9a-f]{32}\n$/

export async function journalName(folder: string, random: Random): Promise<string> {
  const file = path.join(folder, FILE)
  const known = await readName(file)
  if (known !== null) return known
  const name = Array.from({ length: DIGITS }, () => Math.floor(random.next() * 16).toString(16)).join('')
  // Whole and on the disk before it counts, so that a crash leaves a name or none.
  const beside = `${file}.new`
  const handle = await open(beside, 'w', 0o600)
  try {
    await handle.writeFile(`${name}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
  return name
}

/** Null where there is none, or it is damaged. */
async function readName(file: string): Promise<string | null> {
  const text = await readFile(file, 'latin1').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  })
  return NAME.test(text) ? text.trimEnd() : null
}
