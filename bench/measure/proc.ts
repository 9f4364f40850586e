import { readFileSync } from 'node:fs'

/** A file of `/proc`; null when its process is gone, which may happen between being listed and being read. */
export function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
