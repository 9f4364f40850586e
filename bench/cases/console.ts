import { execFile } from 'node:child_process'
import { get } from 'node:http'
import { promisify } from 'node:util'
import { causeway } from '../contenders/causeway.ts'
import { applyLoad, type Fleet, soundContenders, watched, withFleet } from '../fleet.ts'
import { median, medianRatio } from '../measure/statistics.ts'
import { isDisturbed, measureWindow } from '../measure/window.ts'
import { freePort } from '../pinned-process.ts'
import type { CaseReport } from '../report/case-report.ts'
import { formatNumber, formatRatio } from '../report/table.ts'
import { judge } from '../targets.ts'
import type { BenchCase, CaseContext } from './bench-case.ts'

/**
 * What the console's live pages cost those whom the gateway serves: the time of one request at a time while operators
 * look, over that while nobody does, in turns on the same program.
 */
export const consoleCase: BenchCase = { id: 'console', run }

const VIEWERS = 5
/** Each viewer's live page stays open, and it goes through the pages at this pace. */
const PAGE_EVERY_MS = 2_000
const PAGES = [
  '/overview?window=24h',
  '/deployments',
  '/exchanges?limit=50',
  '/consumers?window=24h',
  '/incidents',
  '/limits',
]
const ANSWER_LIMIT_MS = 30_000
/** Until the first events have come and nothing is started any more. */
const CALM_MS = 1_000

interface Times {
  readonly p50Us: number
  readonly p99Us: number
}

async function run(context: CaseContext): Promise<CaseReport> {
  const port = await freePort()
  const settings = `admin: { listen: '127.0.0.1:${port}' }\n`
  const ours = causeway(context.program, { name: 'ours', workload: 'workload.yaml', settings })
  return withFleet(context.site, context.mocks, [ours], (fleet) => measure(context, fleet, port))
}

async function measure(context: CaseContext, fleet: Fleet, port: number): Promise<CaseReport> {
  const { size, say, program } = context
  const { sound, absent } = await soundContenders(fleet, 'small')
  const [contender] = sound
  const alone: (Times | null)[] = []
  const viewed: (Times | null)[] = []
  const remarks: string[] = []
  const seen = { events: 0, pages: 0, faults: 0 }
  if (contender?.stateFolder !== undefined) {
    const key = await operatorKey(program, contender.stateFolder)
    say('console: warming up')
    const load = { kind: 'small', connections: 1, pinned: false } as const
    await applyLoad(fleet, contender, { ...load, connections: 8, seconds: Math.max(1, size.warmUpSeconds) })
    let disturbed = 0
    const times = async (): Promise<Times | null> => {
      const { result, window } = await measureWindow(watched(fleet, contender), () =>
        applyLoad(fleet, contender, { ...load, seconds: size.seconds }),
      )
      if (isDisturbed(window.foreign)) disturbed++
      const isSound = result.requests > 0 && result.badStatuses + result.socketErrors === 0
      return isSound ? { p50Us: result.p50Us, p99Us: result.p99Us } : null
    }
    for (let round = 0; round < size.rounds; round++) {
      say(`console: round ${round + 1} of ${size.rounds}`)
      const isAloneFirst = round % 2 === 0
      if (isAloneFirst) alone.push(await times())
      const viewers = Array.from({ length: VIEWERS }, (_, at) => new Viewer(port, key, at, seen))
      await new Promise((resolve) => setTimeout(resolve, CALM_MS))
      viewed.push(await times())
      for (const viewer of viewers) viewer.leave()
      if (!isAloneFirst) alone.push(await times())
    }
    if (disturbed > 0) remarks.push(`${disturbed} measurements were disturbed by other processes or the host`)
    remarks.push(`${VIEWERS} viewers saw ${seen.events} live events and asked for ${seen.pages} pages`)
    if (seen.faults > 0) remarks.push(`${seen.faults} pages were not answered`)
  }
  const of = (series: readonly (Times | null)[], pick: (times: Times) => number) =>
    series.map((times) => (times === null ? null : pick(times)))
  const middle = (values: readonly (number | null)[]) =>
    formatNumber(median(values.filter((value) => value !== null)) / 1000)
  const p50 = (times: Times) => times.p50Us
  const p99 = (times: Times) => times.p99Us
  const ratio = medianRatio(of(viewed, p99), of(alone, p99))
  const isMeasured = seen.events > 0 && seen.pages > 0 && seen.faults === 0
  return {
    id: 'console',
    title: `one request at a time, body of 1 KB, while ${VIEWERS} operators look at the console`,
    columns: ['who looks', 'p50 ms', 'p99 ms'],
    rows: [
      ['nobody', middle(of(alone, p50)), middle(of(alone, p99))],
      [`${VIEWERS} operators`, middle(of(viewed, p50)), middle(of(viewed, p99))],
      ['ratio', formatRatio(medianRatio(of(viewed, p50), of(alone, p50))), formatRatio(ratio)],
    ],
    verdicts: [judge('console-p99', isMeasured ? ratio : null)],
    absent,
    remarks,
    data: { alone, viewed, seen },
  }
}

async function operatorKey(program: string, stateFolder: string): Promise<string> {
  const args = ['operators', 'create', '--operator', 'bench', '--role', 'viewer', '--state', stateFolder]
  const { stdout } = await promisify(execFile)(program, args)
  return stdout.trim()
}

interface Seen {
  events: number
  pages: number
  faults: number
}

/** An operator with the console open: live events, and a page every now and then. */
class Viewer {
  readonly #base: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #seen: Seen
  readonly #leaving = new AbortController()
  readonly #timer: NodeJS.Timeout
  #at: number

  constructor(port: number, key: string, at: number, seen: Seen) {
    this.#base = `http://127.0.0.1:${port}/admin/v1`
    this.#headers = { authorization: `Bearer ${key}` }
    this.#seen = seen
    this.#at = at
    this.#live()
    this.#timer = setInterval(() => void this.#page(), PAGE_EVERY_MS)
  }

  leave(): void {
    clearInterval(this.#timer)
    this.#leaving.abort()
  }

  #live(): void {
    const { signal } = this.#leaving
    const asked = get(`${this.#base}/live`, { headers: this.#headers, signal }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (text: string) => (this.#seen.events += text.split('event: live').length - 1))
      response.on('error', () => this.#failed())
    })
    asked.on('error', () => this.#failed())
  }

  async #page(): Promise<void> {
    const page = PAGES[this.#at++ % PAGES.length] as string
    const signal = AbortSignal.any([this.#leaving.signal, AbortSignal.timeout(ANSWER_LIMIT_MS)])
    try {
      const answer = await fetch(this.#base + page, { headers: this.#headers, signal })
      await answer.arrayBuffer()
      if (answer.ok) this.#seen.pages++
      else this.#seen.faults++
    } catch {
      this.#failed()
    }
  }

  #failed(): void {
    if (!this.#leaving.signal.aborted) this.#seen.faults++
  }
}
