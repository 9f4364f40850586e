import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { Client } from 'pg'

/** Debian keeps the programs of each version in a folder of its own, and off the PATH. */
const VERSIONS = '/usr/lib/postgresql'
const DATABASE_USER = 'causeway'
const START_DEADLINE_MS = 60_000
const DEFAULT_PORT = 5432

/** The folder of the programs of a real server; null where this machine has none, `''` where they are on the PATH. */
const programs = findPrograms()

/** For `skip`: false where there is a server, and otherwise what is left out, and why. */
export const withoutPostgres: false | string =
  programs === null
    ? 'LEFT OUT: needs the programs of a real Postgres on the PATH or in /usr/lib/postgresql (apt-get install postgresql)'
    : false

function findPrograms(): string | null {
  if (spawnSync('postgres', ['--version'], { stdio: 'ignore' }).status === 0) return ''
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : []
  return (
    versions
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => path.join(VERSIONS, version, 'bin'))
      .find((folder) => existsSync(path.join(folder, 'postgres'))) ?? null
  )
}

/** A real server of its own, reached by a socket in its folder alone. Root may not run one: then somebody else does. */
export class PostgresServer implements AsyncDisposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cw-pg-'))
  readonly #user = process.getuid?.() === 0 ? lowlyUser() : null
  readonly #settings: readonly string[]
  readonly #port: number
  #child: ChildProcess | null = null
  #databases = 0

  constructor(settings: readonly string[], port: number = DEFAULT_PORT) {
    this.#settings = settings
    this.#port = port
    if (this.#user !== null) chownSync(this.#folder, this.#user.uid, this.#user.gid)
    const options = [
      '--no-sync',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      `--username=${DATABASE_USER}`,
    ]
    execFileSync(program('initdb'), [...options, this.#data], {
      ...this.#user,
      cwd: this.#folder,
      stdio: 'ignore',
    })
  }

  /** `settings` as in postgresql.conf, such as `work_mem=64MB`. */
  static async start(...settings: string[]): Promise<PostgresServer> {
    const server = new PostgresServer(settings)
    await server.start()
    return server
  }

  /** One that is reached over TCP too, with TLS and a password alone; its certificate is for `localhost`. */
  static async startWithTls(port: number): Promise<PostgresServer> {
    const files = ['ssl_cert_file=../tls.crt', 'ssl_key_file=../tls.key']
    const server = new PostgresServer(
      ['listen_addresses=localhost', `port=${port}`, 'ssl=on', ...files],
      port,
    )
    const made = ['-keyout', 'tls.key', '-out', 'tls.crt', '-days', '2', '-subj', '/CN=localhost']
    const name = ['-addext', 'subjectAltName=DNS:localhost']
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made, ...name], {
      ...server.#user,
      cwd: server.#folder,
      stdio: 'ignore',
    })
    writeFileSync(
      path.join(server.#data, 'pg_hba.conf'),
      'local all all trust\nhostssl all all all scram-sha-256\n',
    )
    await server.start()
    return server
  }

  get certificateFile(): string {
    return path.join(this.#folder, 'tls.crt')
  }

  get #data(): string {
    return path.join(this.#folder, 'data')
  }

  url(database: string): string {
    return `postgres://${DATABASE_USER}@localhost:${this.#port}/${database}?host=${this.#folder}`
  }

  /** An empty database of a name of its own: its address. */
  async database(): Promise<string> {
    const name = `ledger_${++this.#databases}`
    await this.run('postgres', `CREATE DATABASE ${name}`)
    return this.url(name)
  }

  async run<Row>(database: string, text: string): Promise<readonly Row[]> {
    const client = new Client({ host: this.#folder, port: this.#port, user: DATABASE_USER, database })
    await client.connect()
    try {
      const { rows } = (await client.query(text)) as unknown as { readonly rows: readonly Row[] }
      return rows
    } finally {
      await client.end()
    }
  }

  /** Also after a kill: what the old one's processes still hold is waited for. */
  async start(): Promise<void> {
    const untilMs = Date.now() + START_DEADLINE_MS
    for (;;) {
      const child = this.#spawn()
      this.#child = child
      while (child.exitCode === null && child.signalCode === null) {
        const isUp = await this.run('postgres', 'SELECT 1').then(
          () => true,
          () => false,
        )
        if (isUp) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      if (Date.now() > untilMs) throw new Error('the server did not start')
    }
  }

  #spawn(): ChildProcess {
    // The operating system keeps what a killed server wrote, so that it need not wait for the disk.
    const settings = ['listen_addresses=', 'fsync=off', ...this.#settings].flatMap((setting) => [
      '-c',
      setting,
    ])
    return spawn(program('postgres'), ['-D', this.#data, '-k', this.#folder, ...settings], {
      ...this.#user,
      cwd: this.#folder,
      stdio: 'ignore',
    })
  }

  /** As a machine that loses power: the processes of its connections, too, which would end what they are at. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    // Stopped, it starts none that the list does not have.
    child.kill('SIGSTOP')
    for (const pid of [...childrenOf(child.pid), child.pid]) killIfThere(pid)
    await once(child, 'exit')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

function program(name: string): string {
  return path.join(programs ?? '', name)
}

function childrenOf(pid: number): readonly number[] {
  const listed = `/proc/${pid}/task/${pid}/children`
  const text = existsSync(listed)
    ? readFileSync(listed, 'utf8')
    : execFileSync('pgrep', ['-P', `${pid}`], { encoding: 'utf8' })
  return text.split(/\s+/).filter(Boolean).map(Number)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function lowlyUser(): { readonly uid: number; readonly gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('root may not run a Postgres, and there is no user postgres or nobody')
}
