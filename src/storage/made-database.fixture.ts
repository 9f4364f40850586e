import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'

import { silentLog, systemClock } from '../base/index.ts'
import { openRecords } from './records-client.ts'

/**
 * An empty embedded database of the newest version, copied. Making one takes three seconds of processor time and copying
 * one a hundredth of that, so it is made once for all tests, and again when what makes it changes.
 */
const ROOT = path.resolve(import.meta.dirname, '../..')
const KEPT = path.join(ROOT, 'node_modules/.cache/causeway-tests')

/** Puts it where a state folder has its database, unless there is one. */
export async function copyMadeDatabase(stateFolder: string): Promise<void> {
  const to = path.join(stateFolder, 'database')
  if (existsSync(to)) return
  const made = await madeDatabase()
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 })
  // cpSync takes a tenth of the processor time of cp, which asks the system of each file in turn.
  cpSync(made, to, { recursive: true })
}

async function madeDatabase(): Promise<string> {
  const kept = path.join(KEPT, `database-${keyOfMaking()}`)
  if (existsSync(kept)) return kept
  mkdirSync(KEPT, { recursive: true })
  const own = mkdtempSync(path.join(KEPT, 'making-'))
  try {
    const records = await openRecords({
      database: null,
      stateFolder: own,
      log: silentLog,
      clock: systemClock,
    })
    await records.close()
    renameSync(path.join(own, 'database'), kept)
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(kept)) throw error
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
  return kept
}

/** Changes with all that an empty database depends on: the engine, how it is opened, and the steps to the newest version. */
function keyOfMaking(): string {
  const hash = createHash('sha256')
  const migrations = path.join(import.meta.dirname, 'migrations')
  for (const file of [
    path.join(ROOT, 'node_modules/@electric-sql/pglite/package.json'),
    path.join(import.meta.dirname, 'pglite-client.ts'),
    path.join(import.meta.dirname, 'create-database.ts'),
    path.join(import.meta.dirname, 'migrate.ts'),
    ...readdirSync(migrations)
      .sort()
      .map((name) => path.join(migrations, name)),
  ])
    hash.update(path.basename(file)).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
