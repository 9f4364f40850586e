import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'

import { migrate } from './migrate.ts'
import { openPglite } from './pglite-client.ts'
import type { RecordDatabase } from './record-database.ts'

/** Whoever made it may be writing its last. */
const LEFTOVER = { recursive: true, force: true, maxRetries: 5 }
/**
 * A process that lives for seconds gains nothing from optimized WebAssembly, and optimizing Postgres takes 450 MB and a
 * third of its time.
 */
const UNOPTIMIZED = ['--liftoff-only']

/** Opens the database of a folder, and makes it first where there is none. The caller holds the lock. */
export async function openEmbeddedDatabase(folder: string): Promise<RecordDatabase> {
  if (!existsSync(folder)) await makeDatabase(folder)
  const client = await openPglite(folder)
  return { client, prepare: () => migrate(client) }
}

/** Made beside and renamed, so that a crash in the middle leaves no half database; each try in a place of its own. */
async function makeDatabase(at: string): Promise<void> {
  const beside = `${path.basename(at)}.new`
  for (const name of await readdir(path.dirname(at))) {
    if (name.startsWith(beside)) await rm(path.join(path.dirname(at), name), LEFTOVER)
  }
  const fresh = `${at}.new.${process.pid}`
  const making = fork(path.join(import.meta.dirname, 'create-database.ts'), [fresh], {
    execArgv: [...process.execArgv, ...UNOPTIMIZED],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [code] = (await once(making, 'exit')) as [number | null]
  if (code !== 0)
    throw new Error(`no database could be made: ${code === null ? 'it was killed' : `code ${code}`}`)
  await rename(fresh, at)
}
