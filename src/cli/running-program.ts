import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { http } from '../base/index.ts'
import { readExposition, Running } from '../review/index.ts'
import type { Environment } from './environment.ts'
import { WrongUse } from './exit-code.ts'

/** Asks a running program what `causeway review --live` is to look at: its metrics. One look, and nothing is sent. */
const ANSWER_DEADLINE_MS = 10_000
/** As many series as it may have, and labels of a hundred characters. */
const MAX_METRICS_BYTES = 64 * 1024 * 1024
const METRICS_PATH = '/metrics'

export async function readRunning(live: string, { clock }: Environment): Promise<Running> {
  const url = urlOf(live)
  const text = await textOf(url)
  const read = readExposition(text)
  if (!read.ok) throw new WrongUse(`${url.href}, line ${read.line}: ${read.message}`, HINT)
  const names = [...read.exposition.keys()]
  if (!names.some((name) => name.startsWith('causeway_')))
    throw new WrongUse(`${url.href} has metrics, but none of a gateway`, HINT)
  return new Running(url.href, read.exposition, clock.nowMs())
}

const HINT =
  'It is the address of `gateway.operations`, or of the gateway on this machine: http://127.0.0.1:9090'

function urlOf(live: string): URL {
  const url = URL.parse(live)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new WrongUse(`--live ${live} is no address`, HINT)
  // They would stand in every report.
  if (url.username !== '' || url.password !== '') throw new WrongUse('--live takes no user or password', HINT)
  if (url.pathname === '/') url.pathname = METRICS_PATH
  return url
}

function textOf(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => reject(new WrongUse(`${url.href} cannot be reviewed: ${why}`, HINT))
    const ask = url.protocol === 'https:' ? httpsRequest : http.request
    const asked = ask(url, { agent: false, headers: { accept: 'text/plain' } }, (response) => {
      const why = whyNot(response)
      if (why !== null) {
        refuse(why)
        asked.destroy()
        return
      }
      const pieces: Buffer[] = []
      let bytes = 0
      response.on('data', (piece: Buffer) => {
        pieces.push(piece)
        bytes += piece.length
        if (bytes > MAX_METRICS_BYTES)
          asked.destroy(new Error(`it says more than ${MAX_METRICS_BYTES} bytes`))
      })
      response.on('error', (error) => refuse(error.message))
      response.on('end', () => resolve(Buffer.concat(pieces).toString()))
    })
    // For all of it, however slowly it drips.
    const deadline = setTimeout(
      () => asked.destroy(new Error(`it did not answer within ${ANSWER_DEADLINE_MS / 1000} s`)),
      ANSWER_DEADLINE_MS,
    )
    asked.on('close', () => clearTimeout(deadline))
    asked.on('error', (error) => refuse(error.message))
    asked.end()
  })
}

function whyNot({ statusCode = 0, headers }: IncomingMessage): string | null {
  if (statusCode === 200) return null
  if (statusCode >= 300 && statusCode < 400)
    return `it answers ${statusCode} and leads to ${headers.location ?? 'nowhere'}; say where it is`
  const trusted = 'metrics are told on `gateway.operations`, and on loopback where no proxy is in front'
  if (statusCode === 401 || statusCode === 403 || statusCode === 404)
    return `it answers ${statusCode}: ${trusted}`
  return `it answers ${statusCode}`
}
