import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { writeWhole } from './whole-file.ts'

/**
 * A file of the state folder that says that its journals go to a shared database. Without it whoever asks with
 * `--state` alone, and so knows no workload file, would begin an embedded database, and remove segments of the journal
 * that the shared one does not have yet.
 */
const FILE = 'shared-database'

export async function followsShared(stateFolder: string, where: string): Promise<void> {
  if ((await markOf(stateFolder)) !== where) await writeWhole(path.join(stateFolder, FILE), `${where}\n`)
}

export async function refuseEmbedded(stateFolder: string): Promise<void> {
  const where = await markOf(stateFolder)
  if (where === null) return
  throw new Error(
    `the records of this state folder go to the database ${where}: name the workload file that says so (--file), or remove ${path.join(stateFolder, FILE)} to begin an embedded one with what the journal still holds`,
  )
}

async function markOf(stateFolder: string): Promise<string | null> {
  const text = await readFile(path.join(stateFolder, FILE), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : text.trimEnd()
}
