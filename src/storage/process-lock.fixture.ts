import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

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

/** Processes that try for a lock at the same moment, round after round, and let go when they are told. */
export interface LockRacers {
  /** How many hold it after all have tried. */
  race(): Promise<number>
  /** Whoever holds it lets go. */
  release(): Promise<void>
  kill(): Promise<void>
}

const RACE = `
  const [lock, base, file] = process.argv.slice(1)
  const { takeLock } = await import(lock)
  const { systemClock } = await import(base)
  const { createInterface } = await import('node:readline')
  let held = null
  createInterface({ input: process.stdin }).on('line', async (line) => {
    if (line === 'race') {
      const taken = await takeLock(file, { pid: process.pid, clock: systemClock, waitMs: 0 })
      held = 'release' in taken ? taken : null
    } else {
      await held?.release()
      held = null
    }
    console.log(held === null ? 0 : 1)
  })
  console.log(0)
`

export async function raceForLock(file: string, processes: number): Promise<LockRacers> {
  const urls = ['./process-lock.ts', '../base/index.ts'].map((each) => new URL(each, import.meta.url).href)
  const racers = Array.from({ length: processes }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', RACE, ...urls, file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    return { child, exited: once(child, 'exit'), said: createInterface({ input: child.stdout }) }
  })
  const answers = () => Promise.all(racers.map(async ({ said }) => Number((await once(said, 'line'))[0])))
  const tell = async (line: string) => {
    const told = answers()
    for (const { child } of racers) child.stdin.write(`${line}\n`)
    return (await told).reduce((sum, one) => sum + one, 0)
  }
  await answers()
  return {
    race: () => tell('race'),
    release: async () => assert.equal(await tell('release'), 0),
    async kill() {
      for (const { child, exited } of racers) {
        child.kill('SIGKILL')
        await exited
      }
    },
  }
}
