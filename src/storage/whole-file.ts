import { constants } from 'node:fs'
import { open, rename } from 'node:fs/promises'

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants

/**
 * For files of the state folder: where others could write in it before it was ours, a link that they left there leads
 * nowhere (ELOOP).
 */
export const ADD_HERE: number = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW
const WRITE_HERE = O_WRONLY | O_TRUNC | O_CREAT | O_NOFOLLOW

/** Replaces a file, of mode 0600, so that a reader, or a crash in the middle, finds the old text or the new one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`
  const handle = await open(temporary, WRITE_HERE, 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
}
