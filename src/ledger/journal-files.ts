import {
  closeSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/** What the journal asks of the file system; a test hands it one that fails. */
export interface JournalFiles {
  makeFolder(folder: string): void
  list(folder: string): string[]
  read(file: string): Buffer
  /** Opens for writing, making the file if it is not there. */
  open(file: string): number
  /** Writes at `position`; may write less than it is given. */
  write(file: number, text: Buffer, offset: number, position: number): number
  truncate(file: number, bytes: number): void
  sync(file: number, done: (error: Error | null) => void): void
  close(file: number): void
  /** Keeps bytes aside that are no longer part of the journal. */
  save(file: string, bytes: Buffer): void
}

export const diskFiles: JournalFiles = {
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true, mode: 0o700 }),
  list: (folder) => readdirSync(folder),
  read: (file) => readFileSync(file),
  open: (file) => openSync(file, 'a+', 0o600),
  write: (file, text, offset) => writeSync(file, text, offset),
  truncate: (file, bytes) => ftruncateSync(file, bytes),
  sync: (file, done) => fdatasync(file, done),
  close: (file) => closeSync(file),
  save: (file, bytes) => writeFileSync(file, bytes, { mode: 0o600, flag: 'a' }),
}
