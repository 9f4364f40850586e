import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'

/** Another process, which took a lock and keeps it until it is killed. */
export interface LockHolder {
  readonly pid: number
  kill(): Promise<void>
}

const HOLD = `
  const [lock, base, file] = process.argv.slice(1)
  const { takeLock } = await import(lock)
  const { systemClock } = await import(base)
  const taken = await takeLock(file, { pid: process.pid, clock: systemClock, waitMs: 0 })
  console.log('release' in taken ? 'holds' : 'is kept out')
  setInterval(() => {}, 1000)
`

export async function holdLock(file: string): Promise<LockHolder> {
  const urls = ['./process-lock.ts', '../base/index.ts'].map((each) => new URL(each, import.meta.url).href)
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLD, ...urls, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('exit', (code) => resolve(`exited with ${code}`))
  })
  assert.equal(said, 'holds\n')
  return {
    pid: child.pid as number,
    kill() {
      child.kill('SIGKILL')
      return exited
    },
  }
}
