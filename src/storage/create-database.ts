import { openPglite } from './pglite-client.ts'

/**
 * Makes the files of a new database, in a process that ends: PGlite takes some 620 MB while it creates them, and never
 * gives that back. Ends with its parent, so that no two make one at the same time. Argument: the folder.
 */
const [, , folder] = process.argv
if (folder === undefined) throw new Error('which folder?')
process.on('disconnect', () => process.exit(1))
const client = await openPglite(folder)
await client.close()
process.exit(0)
