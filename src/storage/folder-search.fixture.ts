import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Files below a folder in which these bytes stand, as whoever has the disk would look for them. */
export function filesWith(folder: string, bytes: string | Buffer): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => lstatSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .filter((file) => contentOf(file).includes(bytes))
}

/** A file may go while a program runs on the folder. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
