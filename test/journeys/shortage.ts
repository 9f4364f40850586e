import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

import { segmentName } from '../../src/ledger/index.ts'
import type { Folder } from './program.ts'

/** Takes the room away that the journal of a running program grows into, and gives it back. */
export interface Shortage {
  begin(pid: number): Promise<void>
  end(pid: number): Promise<void>
  /** Afterwards the folder can be removed. */
  close(): void
}

const DISK_BYTES = 8 * 1024 * 1024
/** Less than a batch of records, so that a write is cut short in its middle. */
const ROOM_LEFT_BYTES = 100

const run = promisify(execFile)

/** Null when this machine lets us; otherwise why the test has to be left out. */
export function withoutMounts(): string | null {
  return process.getuid?.() === 0 && process.platform === 'linux'
    ? null
    : 'only root of a Linux machine may mount a small file system'
}

export function withoutLimits(): string | null {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' })
    return null
  } catch (error) {
    return `prlimit of util-linux is needed: ${(error as Error).message}`
  }
}

/** The journal lies on a disk of its own, which another file fills. Call it before the program starts. */
export function smallDisk(folder: Folder): Shortage {
  const disk = journalOf(folder)
  const filler = path.join(disk, 'filler')
  mkdirSync(disk, { recursive: true, mode: 0o700 })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES},mode=0700`, 'causeway-test', disk])
  return {
    // Longer than the disk is large, because the program takes some of it at the same time.
    begin: () => assert.rejects(writeFile(filler, Buffer.alloc(2 * DISK_BYTES)), { code: 'ENOSPC' }),
    end: () => rm(filler),
    close: () => void execFileSync('umount', ['--lazy', disk]),
  }
}

/** No file of the program may become larger than the journal is. */
export function fileSizeLimit(folder: Folder): Shortage {
  const limit = (pid: number, soft: string) =>
    run('prlimit', ['--pid', String(pid), `--fsize=${soft}:unlimited`]).then(() => {})
  return {
    begin(pid) {
      const segment = path.join(journalOf(folder), segmentName(1))
      return limit(pid, String(statSync(segment).size + ROOM_LEFT_BYTES))
    },
    end: (pid) => limit(pid, 'unlimited'),
    close() {},
  }
}

function journalOf(folder: Folder): string {
  return path.join(folder.path, '.causeway/journal')
}
