import type { JsonObject } from './json.ts'

/** Files of one account, in memory and bounded: Azure has 100,000 requests and 200 MB as the most of one. */
export const FILE_LIMIT_BYTES = 200 * 1024 * 1024
export const MAX_FILES = 1_000
export const MAX_STORED_BYTES = 512 * 1024 * 1024

export interface SimulatedFile {
  readonly id: string
  readonly name: string
  readonly purpose: 'batch' | 'batch_output'
  readonly bytes: Buffer
  readonly createdMs: number
  /** Null: kept until it is deleted. */
  readonly expiresMs: number | null
}

export class FileStore {
  readonly #files = new Map<string, SimulatedFile>()
  #bytes = 0

  /** False where there is no room. */
  put(file: SimulatedFile): boolean {
    if (this.#files.size >= MAX_FILES || this.#bytes + file.bytes.length > MAX_STORED_BYTES) return false
    this.#files.set(file.id, file)
    this.#bytes += file.bytes.length
    return true
  }

  get(id: string, nowMs: number): SimulatedFile | null {
    const file = this.#files.get(id)
    if (file === undefined) return null
    if (file.expiresMs === null || file.expiresMs > nowMs) return file
    this.delete(id)
    return null
  }

  /** Newest first. */
  all(nowMs: number): readonly SimulatedFile[] {
    return [...this.#files.keys()].flatMap((id) => this.get(id, nowMs) ?? []).reverse()
  }

  delete(id: string): boolean {
    const file = this.#files.get(id)
    if (file === undefined) return false
    this.#bytes -= file.bytes.length
    return this.#files.delete(id)
  }

  clear(): void {
    this.#files.clear()
    this.#bytes = 0
  }
}

export function fileObject(file: SimulatedFile): JsonObject {
  return {
    id: file.id,
    object: 'file',
    bytes: file.bytes.length,
    created_at: Math.floor(file.createdMs / 1000),
    expires_at: file.expiresMs === null ? null : Math.floor(file.expiresMs / 1000),
    filename: file.name,
    purpose: file.purpose,
    status: 'processed',
  }
}
