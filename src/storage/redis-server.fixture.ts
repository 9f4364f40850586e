import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PROGRAMS = ['redis-server', 'valkey-server']

/** The program of a real server that this machine has; null where it has none. */
export const redisProgram =
  PROGRAMS.find((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0) ?? null

/** For `skip`: false where there is a server, and otherwise what is left out, and why. */
export const withoutRedis: false | string =
  redisProgram === null
    ? 'LEFT OUT: needs a real redis-server or valkey-server on the PATH (apt-get install redis-server)'
    : false

/** A real server of its own, that keeps nothing on disk. */
export class RedisServer implements AsyncDisposable {
  readonly port: number
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'causeway-redis-'))
  readonly #more: readonly string[]
  #child: ChildProcess | null = null

  constructor(port: number, more: readonly string[]) {
    this.port = port
    this.#more = more
  }

  static async start(...more: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), more)
    await server.start()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const args = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    const child = spawn(redisProgram ?? 'redis-server', [...args, '--dir', this.#folder, ...this.#more], {
      stdio: 'ignore',
    })
    this.#child = child
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Writes what it holds to its disk, and starts with that the next time. */
  async save(): Promise<void> {
    const socket = connect(this.port, '127.0.0.1')
    socket.end('SAVE\r\n')
    await once(socket, 'data')
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
