import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'

import type { Browser } from 'playwright-core'

import { startBrowser, visit } from '../../test/console/browser.fixture.ts'
import { type Quickstart, startQuickstart } from '../../test/console/quickstart.fixture.ts'
import { median } from '../measure/statistics.ts'
import { formatNumber, formatRatio, formatTable } from '../report/table.ts'
import { measureLaterViews } from './later-views.ts'
import { allSeen, marksOf, scriptBytes, watch, workOf } from './page-marks.ts'

/**
 * How long the console's first view takes: `npm run bench:first-view`, with a number of rounds, and to compare two
 * builds with `--against PATH` of another one's `bin/causeway`. Each round opens the overview of each build in a fresh
 * browser and in a fresh visitor of a browser that runs, and an empty page with the same heading, which is what the
 * browser and its driver take by themselves. Then the same builds are walked through from page to page. Ratios are taken
 * within a round.
 */
const DEFAULT_ROUNDS = 9
/** So that the overview has figures and charts. */
const EXCHANGES = 5
/** The ledger shows an exchange some seconds after it has ended. */
const LEDGER_DEADLINE_MS = 30_000
const RETRY_MS = 500
const LONGEST_MS = 30_000

interface Figures {
  /** From the call that opens the page until the heading is seen by the driver. */
  readonly seenMs: number
  readonly headingMs: number
  readonly dataMs: number
  readonly chartMs: number
  readonly headingKb: number
  readonly allKb: number
  readonly scriptMs: number
  readonly layoutMs: number
}

interface Contender {
  readonly name: string
  readonly address: string
  readonly key: string
}

const FIGURES = [
  'seenMs',
  'headingMs',
  'dataMs',
  'chartMs',
  'headingKb',
  'allKb',
  'scriptMs',
  'layoutMs',
] as const satisfies readonly (keyof Figures)[]

const WHERE = ['fresh browser', 'fresh visitor'] as const
type Where = (typeof WHERE)[number]

const { values: given, positionals } = parseArgs({
  options: { against: { type: 'string' } },
  allowPositionals: true,
})
const against = given.against === undefined ? null : path.resolve(given.against)
const rounds = Number(positionals[0] ?? DEFAULT_ROUNDS)
if (!Number.isSafeInteger(rounds) || rounds <= 0) throw new Error('how many rounds?')

const running: Quickstart[] = []
const empty = await emptyPage()
try {
  running.push(await startQuickstart())
  if (against !== null) running.push(await startQuickstart(against))
  const contenders: Contender[] = []
  for (const [at, program] of running.entries()) {
    for (let count = 0; count < EXCHANGES; count++) await program.ask()
    await recorded(program.address, program.operatorKey)
    contenders.push({ name: at === 0 ? 'this' : 'other', address: program.address, key: program.operatorKey })
  }
  await measure(contenders)
} finally {
  for (const program of running) await program.stop()
  empty.close()
}
await measureLaterViews(rounds, against === null ? null : path.join(path.dirname(against), '..'))

async function measure(contenders: readonly Contender[]): Promise<void> {
  const found = new Map<string, Figures[]>()
  const floor = new Map<Where, number[]>(WHERE.map((where) => [where, []]))
  const note = (name: string, where: Where, figures: Figures) => {
    const key = `${name}, ${where}`
    found.set(key, [...(found.get(key) ?? []), figures])
  }
  const lasting = await startBrowser()
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes.
    const order = round % 2 === 0 ? contenders : contenders.toReversed()
    for (const contender of order) {
      note(contender.name, 'fresh visitor', await firstView(lasting, contender))
      await inFreshBrowser(async (browser) => {
        note(contender.name, 'fresh browser', await firstView(browser, contender))
      })
    }
    floor.get('fresh visitor')?.push(await emptyView(lasting))
    await inFreshBrowser(async (browser) => {
      floor.get('fresh browser')?.push(await emptyView(browser))
    })
    process.stderr.write(`round ${round + 1} of ${rounds}\n`)
  }
  await lasting.close()
  print(found, floor)
}

function print(found: ReadonlyMap<string, readonly Figures[]>, floor: ReadonlyMap<Where, number[]>): void {
  const columns = [
    'medians',
    'seen',
    'heading',
    'data',
    'chart',
    'KB to heading',
    'KB',
    'script ms',
    'layout ms',
  ]
  const rows = [...found].map(([name, all]) => [
    name,
    ...FIGURES.map((figure) => formatNumber(median(all.map((one) => one[figure])))),
  ])
  for (const [where, times] of floor) rows.push([`empty page, ${where}`, formatNumber(median(times))])
  for (const where of WHERE) {
    const [ours, theirs] = [found.get(`this, ${where}`), found.get(`other, ${where}`)]
    if (ours === undefined || theirs === undefined) continue
    rows.push([
      `this / other, ${where}`,
      ...FIGURES.map((figure) => formatRatio(ratio(ours, theirs, figure))),
    ])
  }
  console.log(`${rounds} rounds; times in milliseconds\n${formatTable(columns, rows)}`)
}

function ratio(ours: readonly Figures[], theirs: readonly Figures[], figure: keyof Figures): number {
  return median(ours.map((one, round) => one[figure] / (theirs[round]?.[figure] ?? Number.NaN)))
}

async function firstView(browser: Browser, { address, key }: Contender): Promise<Figures> {
  const { page, context } = await visit(browser, { address, key })
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await watch(page)
  const startedMs = performance.now()
  await page.goto('/console/')
  await page.getByRole('heading', { level: 1, name: 'Overview', exact: true }).waitFor()
  const seenMs = performance.now() - startedMs
  await allSeen(page, LONGEST_MS)
  const { heading, data, chart } = await marksOf(page)
  if (heading === null || data === null || chart === null) throw new Error('the page has no marks')
  const { scriptMs, layoutMs } = await workOf(session)
  const figures = {
    seenMs,
    headingMs: heading,
    dataMs: data,
    chartMs: chart,
    headingKb: (await scriptBytes(page, heading)) / 1024,
    allKb: (await scriptBytes(page, chart)) / 1024,
    scriptMs,
    layoutMs,
  }
  await context.close()
  return figures
}

async function emptyView(browser: Browser): Promise<number> {
  const { page, context } = await visit(browser, {
    address: `http://127.0.0.1:${(empty.address() as AddressInfo).port}`,
  })
  const startedMs = performance.now()
  await page.goto('/console/')
  await page.getByRole('heading', { level: 1, name: 'Overview', exact: true }).waitFor()
  const seenMs = performance.now() - startedMs
  await context.close()
  return seenMs
}

async function inFreshBrowser(run: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await startBrowser()
  try {
    await run(browser)
  } finally {
    await browser.close()
  }
}

async function emptyPage() {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!doctype html><html lang="en"><title>Empty</title><h1>Overview</h1></html>')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return server
}

/** Until the overview has what was asked. */
async function recorded(address: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  for (let tries = 0; tries < LEDGER_DEADLINE_MS / RETRY_MS; tries++) {
    const answer = await fetch(`${address}/admin/v1/overview?window=24h`, { headers })
    const { total } = (await answer.json()) as { total?: { exchanges: number } }
    if (total?.exchanges === EXCHANGES) return
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
  throw new Error('the exchanges are not in the ledger in time')
}
