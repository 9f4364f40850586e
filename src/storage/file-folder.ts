import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'

import {
  type About,
  FILE_ID,
  type FileStore,
  newFileId,
  type StoredFile,
  type Upload,
} from '../batches/index.ts'
import { type Clock, type ConsumerPath, Failure } from '../base/index.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Files in a folder of the state folder: for each owner a folder named after a hash of its path, in it for each file
 * `ID.json`, what is known of it, and `ID.data`, its bytes, both of mode 0600. A file is there when its `.json` is,
 * which is written last and deleted first. While bytes come in they are in `ID.part`, which is made as long as the
 * upload may become at once: so every process that counts what is used counts what is on its way, too.
 */
export interface FileFolderOptions {
  readonly clock: Clock
  readonly limits: () => { readonly perOwnerBytes: number; readonly totalBytes: number }
}

/** Of one owner; a list is read whole. */
export const MAX_FILES = 10_000
/** An upload that nobody ended for this long was left by a process that died. */
const STALE_PART_MS = 2 * 3_600_000
const PIECE_BYTES = 65_536

export function ownerFolder(owner: ConsumerPath): string {
  return createHash('sha256').update(owner).digest('hex').slice(0, 32)
}

export class FileFolder implements FileStore {
  readonly #folder: string
  readonly #clock: Clock
  readonly #limits: FileFolderOptions['limits']

  constructor(folder: string, { clock, limits }: FileFolderOptions) {
    this.#folder = folder
    this.#clock = clock
    this.#limits = limits
  }

  async begin(owner: ConsumerPath, mostBytes: number): Promise<Upload> {
    const folder = await this.#ownerFolder(owner)
    const id = newFileId(this.#clock.nowMs())
    const part = path.join(folder, `${id}.part`)
    const handle = await open(part, 'wx+', 0o600)
    try {
      await handle.truncate(mostBytes)
      await this.#checkRoom(owner)
    } catch (error) {
      await handle.close()
      await rm(part, { force: true })
      throw error
    }
    return new FolderUpload({ id, owner, part, handle, clock: this.#clock })
  }

  async note(file: StoredFile): Promise<void> {
    await writeAbout(path.join(await this.#ownerFolder(file.owner), `${file.id}.json`), file)
  }

  async find(owner: ConsumerPath, id: string): Promise<StoredFile | null> {
    if (!FILE_ID.test(id)) return null
    const file = await readAbout(path.join(this.#folder, ownerFolder(owner), `${id}.json`))
    return file === null || file.expiresMs <= this.#clock.nowMs() ? null : file
  }

  async list(owner: ConsumerPath): Promise<readonly StoredFile[]> {
    const names = await namesIn(path.join(this.#folder, ownerFolder(owner)))
    const files: StoredFile[] = []
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      const file = await this.find(owner, name.slice(0, -'.json'.length))
      if (file !== null) files.push(file)
    }
    return files.sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? 1 : -1))
  }

  read(file: StoredFile): AsyncIterable<Buffer> {
    return createReadStream(this.dataFile(file), { highWaterMark: PIECE_BYTES })
  }

  dataFile({ owner, id }: Pick<StoredFile, 'owner' | 'id'>): string {
    return path.join(this.#folder, ownerFolder(owner), `${id}.data`)
  }

  /** A file out of one that is written already, kept under another name, too. Repeating changes nothing. */
  async adopt(file: StoredFile, source: string): Promise<void> {
    await this.#ownerFolder(file.owner)
    // In this order, so that a sweep never finds bytes that nothing is known of; nobody has been told the id yet.
    await this.note(file)
    await linkOnce(source, this.dataFile(file))
  }

  async delete(owner: ConsumerPath, id: string): Promise<boolean> {
    if ((await this.find(owner, id)) === null) return false
    await this.#remove(path.join(this.#folder, ownerFolder(owner)), id)
    return true
  }

  async usedBytes(): Promise<number> {
    let bytes = 0
    for (const owner of await namesIn(this.#folder))
      bytes += (await usedIn(path.join(this.#folder, owner))).bytes
    return bytes
  }

  async sweep(): Promise<void> {
    const nowMs = this.#clock.nowMs()
    for (const owner of await namesIn(this.#folder)) {
      const folder = path.join(this.#folder, owner)
      const names = new Set(await namesIn(folder))
      for (const name of names) {
        const at = path.join(folder, name)
        if (name.endsWith('.json')) {
          const file = await readAbout(at)
          if (file !== null && file.expiresMs <= nowMs) await this.#remove(folder, file.id)
        } else if (!names.has(name.replace(/\.\w+$/, '.json')) && nowMs - madeMs(name) > STALE_PART_MS) {
          await rm(at, { force: true })
        }
      }
    }
  }

  async #remove(folder: string, id: string): Promise<void> {
    await rm(path.join(folder, `${id}.json`), { force: true })
    await rm(path.join(folder, `${id}.data`), { force: true })
  }

  async #ownerFolder(owner: ConsumerPath): Promise<string> {
    const folder = path.join(this.#folder, ownerFolder(owner))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return folder
  }

  /** After the room was taken: of two that ask at once, both may be refused, and never is there too much. */
  async #checkRoom(owner: ConsumerPath): Promise<void> {
    const { perOwnerBytes, totalBytes } = this.#limits()
    const own = await usedIn(path.join(this.#folder, ownerFolder(owner)))
    const refuse = (detail: string): never => {
      throw new Failure('file_quota_exceeded', { detail })
    }
    if (own.files > MAX_FILES) refuse(`${owner} has ${MAX_FILES} files`)
    if (own.bytes > perOwnerBytes) refuse(`the files of ${owner} fill gateway.batch.files_per_consumer`)
    if ((await this.usedBytes()) > totalBytes) refuse('files fill gateway.batch.files')
  }
}

class FolderUpload implements Upload {
  readonly #id: string
  readonly #owner: ConsumerPath
  readonly #part: string
  readonly #handle: FileHandle
  readonly #clock: Clock
  #bytes = 0
  #isClosed = false

  constructor(of: { id: string; owner: ConsumerPath; part: string; handle: FileHandle; clock: Clock }) {
    this.#id = of.id
    this.#owner = of.owner
    this.#part = of.part
    this.#handle = of.handle
    this.#clock = of.clock
  }

  get bytes(): number {
    return this.#bytes
  }

  async write(bytes: Buffer): Promise<void> {
    const at = this.#bytes
    this.#bytes += bytes.length
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, at + written)
      written += bytesWritten
    }
  }

  async *read(): AsyncIterable<Buffer> {
    for (let at = 0; at < this.#bytes;) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, this.#bytes - at))
      const { bytesRead } = await this.#handle.read(piece, 0, piece.length, at)
      if (bytesRead === 0) throw new Error(`${this.#part} is shorter than what was written to it`)
      at += bytesRead
      yield piece.subarray(0, bytesRead)
    }
  }

  async keep({ purpose, name, keptMs, upstream, model }: About): Promise<StoredFile> {
    const nowMs = this.#clock.nowMs()
    const stem = this.#part.slice(0, -'.part'.length)
    await this.#handle.truncate(this.#bytes)
    await this.#handle.sync()
    await this.#close()
    await linkOnce(this.#part, `${stem}.data`)
    const file: StoredFile = {
      id: this.#id,
      owner: this.#owner,
      purpose,
      name,
      bytes: this.#bytes,
      createdMs: nowMs,
      expiresMs: nowMs + keptMs,
      upstream,
      model,
    }
    await writeAbout(`${stem}.json`, file)
    await rm(this.#part, { force: true })
    return file
  }

  async drop(): Promise<void> {
    await this.#close()
    await rm(this.#part, { force: true })
  }

  async #close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#handle.close()
  }
}

export async function linkOnce(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
}

/** Empty where the folder is not there, or no folder. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

/** Null where the file is not there, as when another process has just deleted it. */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function usedIn(folder: string): Promise<{ readonly files: number; readonly bytes: number }> {
  let files = 0
  let bytes = 0
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.data') && !name.endsWith('.part')) continue
    files++
    bytes += await sizeOf(path.join(folder, name))
  }
  return { files, bytes }
}

/** Ids begin with the time at which they were made. */
function madeMs(name: string): number {
  return Number.parseInt(name.slice('file-'.length, 'file-'.length + 12), 16)
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

async function readAbout(file: string): Promise<StoredFile | null> {
  return (await readJson(file)) as StoredFile | null
}

async function writeAbout(file: string, about: StoredFile): Promise<void> {
  await writeWhole(file, `${JSON.stringify(about)}\n`)
}
