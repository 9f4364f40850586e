import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pinning } from '../pinned-process.ts'
import { type Endpoint, endpointUrl } from './endpoint.ts'

/** Closed-loop load from wrk (https://github.com/wg/wrk), which is cheap enough not to be what is measured. */
export interface WrkOptions {
  readonly wrk: string
  readonly folder: string
  readonly endpoint: Endpoint
  readonly body: string
  readonly connections: number
  readonly seconds: number
  readonly core: number | null
  /** Pause of each connection between two requests; null for none. */
  readonly delayMs?: number
}

export interface WrkResult {
  readonly requests: number
  readonly requestsPerSecond: number
  readonly p50Us: number
  readonly p99Us: number
  /** Answers other than 2xx and 3xx. */
  readonly badStatuses: number
  readonly socketErrors: number
}

/** An answer that takes longer counts as an error. */
const TIMEOUT_SECONDS = 20
const RESULT_MARK = 'bench-result '
let scripts = 0

export async function runWrk(options: WrkOptions): Promise<WrkResult> {
  const { wrk, folder, endpoint, connections, seconds, core } = options
  scripts += 1
  const bodyPath = join(folder, `wrk-${scripts}.json`)
  const scriptPath = join(folder, `wrk-${scripts}.lua`)
  writeFileSync(bodyPath, options.body)
  writeFileSync(scriptPath, wrkScript(bodyPath, endpoint.headers, options.delayMs ?? null))
  const load = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', `${TIMEOUT_SECONDS}s`]
  const command = [...pinning(core), wrk, ...load, '-s', scriptPath, endpointUrl(endpoint)]
  const { stdout } = await promisify(execFile)(command[0] ?? wrk, command.slice(1))
  return parseWrk(stdout)
}

/** Without a `request` function of its own wrk builds the request once and sends the same bytes again and again. */
export function wrkScript(
  bodyPath: string,
  headers: Readonly<Record<string, string>>,
  delayMs: number | null,
): string {
  const all = { 'Content-Type': 'application/json', ...headers }
  const lines = [
    'wrk.method = "POST"',
    ...Object.entries(all).map(
      ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
    ),
    `local file = assert(io.open(${JSON.stringify(bodyPath)}, "rb"))`,
    'wrk.body = file:read("*a")',
    'file:close()',
    ...(delayMs === null ? [] : [`function delay() return ${delayMs} end`]),
    'function done(summary, latency, requests)',
    '  local e = summary.errors',
    `  io.write(string.format('${RESULT_MARK}{"requests":%d,"durationUs":%d,"p50Us":%d,"p99Us":%d,' ..`,
    `    '"badStatuses":%d,"socketErrors":%d}\\n', summary.requests, summary.duration,`,
    '    latency:percentile(50), latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))',
    'end',
  ]
  return `${lines.join('\n')}\n`
}

export function parseWrk(output: string): WrkResult {
  const line = output.split('\n').find((candidate) => candidate.startsWith(RESULT_MARK))
  if (line === undefined) throw new Error(`wrk printed no result:\n${output}`)
  const { durationUs, ...result } = JSON.parse(line.slice(RESULT_MARK.length)) as Omit<
    WrkResult,
    'requestsPerSecond'
  > & { readonly durationUs: number }
  return { ...result, requestsPerSecond: result.requests / (durationUs / 1_000_000) }
}
