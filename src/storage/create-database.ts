import { openPglite } from './pglite-client.ts'

/**
 * Makes the files of a new database, in a process that ends: PGlite takes some 770 MB while it creates them, and never
 * gives that back. Argument: the folder.
 */
const [, , folder] = process.argv
if (folder === undefined) throw new Error('which folder?')
const client = await openPglite(folder)
await client.close()
