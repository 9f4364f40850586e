import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Prometheus itself and its `promtool`, as Debian and Ubuntu have them in the package `prometheus`. */
const isThere = ['promtool', 'prometheus'].every(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
)

/** For `skip`: false where Prometheus is there, and otherwise what is left out, and why. */
export const withoutPrometheus: false | string = isThere
  ? false
  : 'LEFT OUT: needs a real prometheus and promtool on the PATH (apt-get install prometheus)'

export interface ToolEnd {
  readonly code: number
  readonly output: string
}

/** Runs to its end; `input` is its standard input. */
export function promtool(args: readonly string[], input = ''): Promise<ToolEnd> {
  return new Promise((resolve) => {
    const child = execFile('promtool', [...args], { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), output: `${stdout}${stderr}` }),
    )
    child.stdin?.end(input)
  })
}

export interface PrometheusServer extends AsyncDisposable {
  /** What its API answers, under `/api/v1`. */
  ask(route: string, query?: Readonly<Record<string, string>>): Promise<ApiAnswer>
}

export interface ApiAnswer {
  readonly status: 'success' | 'error'
  readonly error?: string
  readonly warnings?: readonly string[]
  readonly data: { readonly [field: string]: unknown; readonly result?: readonly unknown[] }
}

/** A real server in a folder of its own, that scrapes one target every second. */
export async function startPrometheus(of: {
  readonly job: string
  /** Host and port. */
  readonly target: string
  readonly rules: string
}): Promise<PrometheusServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cw-prometheus-'))
  const port = await freePort()
  await writeFile(path.join(folder, 'rules.yaml'), of.rules)
  await writeFile(
    path.join(folder, 'prometheus.yml'),
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
rule_files: [rules.yaml]
scrape_configs: [{ job_name: ${of.job}, static_configs: [{ targets: ['${of.target}'] }] }]
`,
  )
  const child = spawn(
    'prometheus',
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const address = `http://127.0.0.1:${port}`
  while (!(await isReady(address))) {
    if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}: ${said}`)
    await new Promise((next) => setTimeout(next, 50))
  }
  return {
    async ask(route, query = {}) {
      const response = await fetch(`${address}/api/v1/${route}?${new URLSearchParams(query).toString()}`)
      return (await response.json()) as ApiAnswer
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill()) await ended
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function isReady(address: string): Promise<boolean> {
  return fetch(`${address}/-/ready`).then(
    ({ ok }) => ok,
    // It does not listen yet.
    () => false,
  )
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
