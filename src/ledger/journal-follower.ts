import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { Projector, type ProjectorParts } from './projector.ts'

/** Journals of the workers of a process group lie in the folder of the first one. */
const WORKER_FOLDER = /^worker-[0-9a-z-]+$/

/** Follows all journals of a state folder into the store: its own, and one for each worker, as they come and go. */
export class JournalFollower {
  readonly #folder: string
  readonly #parts: ProjectorParts
  #projectors: ReadonlyMap<string, Projector>
  #damagedBefore = 0

  constructor(folder: string, parts: ProjectorParts) {
    this.#folder = folder
    this.#parts = parts
    this.#projectors = new Map([[folder, new Projector(folder, parts)]])
  }

  get damagedLines(): number {
    return [...this.#projectors.values()].reduce(
      (sum, { damagedLines }) => sum + damagedLines,
      this.#damagedBefore,
    )
  }

  /** As `Projector.catchUp`, for all that are there. One that fails keeps none of the others back. */
  async catchUp(): Promise<number> {
    await this.#look()
    let projected = 0
    const problems: unknown[] = []
    for (const projector of this.#projectors.values()) {
      try {
        projected += await projector.catchUp()
      } catch (error) {
        problems.push(error)
      }
    }
    if (problems.length > 0) throw problems[0]
    return projected
  }

  /** Bytes that the store has not taken yet. */
  async backlogBytes(): Promise<number> {
    let bytes = 0
    for (const projector of this.#projectors.values()) bytes += await projector.backlogBytes()
    return bytes
  }

  async #look(): Promise<void> {
    const next = new Map<string, Projector>()
    for (const folder of [this.#folder, ...(await this.#workerFolders())])
      next.set(folder, this.#projectors.get(folder) ?? new Projector(folder, this.#parts))
    for (const [folder, { damagedLines }] of this.#projectors)
      if (!next.has(folder)) this.#damagedBefore += damagedLines
    this.#projectors = next
  }

  async #workerFolders(): Promise<readonly string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    })
    return entries
      .filter((entry) => entry.isDirectory() && WORKER_FOLDER.test(entry.name))
      .map(({ name }) => path.join(this.#folder, name))
      .sort()
  }
}
