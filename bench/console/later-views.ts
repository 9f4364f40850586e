import path from 'node:path'

import type { Browser, Page } from 'playwright-core'

import { startBrowser, visit } from '../../test/console/browser.fixture.ts'
import { LARGE } from '../../test/console/made-up-data.fixture.ts'
import { type MadeUpServer, startMadeUpServer } from '../../test/console/made-up-server.fixture.ts'
import { median } from '../measure/statistics.ts'
import { formatNumber, formatRatio, formatTable } from '../report/table.ts'

/**
 * From page to page with 200 deployments and 2,000 consumers of made-up figures: how long each takes until it has its
 * heading and says no more that it is loading, and the longest task meanwhile, in which the page answers to nothing.
 */
const STEPS: readonly Step[] = [
  { what: 'models, the first time', link: 'Models' },
  { what: 'consumers, the first time', link: 'Consumers' },
  { what: 'overview again', link: 'Overview' },
  { what: 'models again', link: 'Models' },
  { what: 'models, live figures', link: null },
  { what: 'consumers again', link: 'Consumers' },
]
/** Live figures come every two seconds. */
const LIVE_MS = 4_500

interface Step {
  readonly what: string
  /** In the navigation; null where the page only stands there. */
  readonly link: string | null
}

interface Passage {
  readonly tookMs: number
  readonly longestTaskMs: number
}

interface Build {
  readonly name: string
  readonly server: MadeUpServer
}

/** `against`: another build's folder. */
export async function measureLaterViews(rounds: number, against: string | null): Promise<void> {
  const builds: Build[] = [{ name: 'this', server: await startMadeUpServer(LARGE) }]
  const found = new Map<string, Passage[]>()
  const browser = await startBrowser()
  try {
    if (against !== null)
      builds.push({
        name: 'other',
        server: await startMadeUpServer(LARGE, path.join(against, 'console/dist')),
      })
    for (let round = 0; round < rounds; round++) {
      for (const { name, server } of round % 2 === 0 ? builds : builds.toReversed()) {
        for (const [what, passage] of await walk(browser, server)) {
          const key = `${what}, ${name}`
          found.set(key, [...(found.get(key) ?? []), passage])
        }
      }
      process.stderr.write(`walk ${round + 1} of ${rounds}\n`)
    }
  } finally {
    await browser.close()
    for (const { server } of builds) await server.stop()
  }
  print(found, builds.length > 1)
}

function print(found: ReadonlyMap<string, readonly Passage[]>, isCompared: boolean): void {
  const columns = [
    'medians of later views, ms',
    'took',
    'longest task',
    ...(isCompared ? ['other took', 'longest task', 'took', 'task'] : []),
  ]
  const rows = STEPS.map(({ what }) => {
    const [ours, theirs] = [found.get(`${what}, this`) ?? [], found.get(`${what}, other`) ?? []]
    const middle = (all: readonly Passage[], of: keyof Passage) =>
      formatNumber(median(all.map((one) => one[of])))
    const ratio = (of: keyof Passage) =>
      formatRatio(median(ours.map((one, round) => one[of] / (theirs[round]?.[of] ?? Number.NaN))))
    return [
      what,
      middle(ours, 'tookMs'),
      middle(ours, 'longestTaskMs'),
      ...(isCompared
        ? [middle(theirs, 'tookMs'), middle(theirs, 'longestTaskMs'), ratio('tookMs'), ratio('longestTaskMs')]
        : []),
    ]
  })
  console.log(`\n${formatTable(columns, rows)}`)
}

async function walk(
  browser: Browser,
  { address }: MadeUpServer,
): Promise<readonly (readonly [string, Passage])[]> {
  const { page, context } = await visit(browser, { address, key: 'cwo_owner' })
  await page.goto('/console/')
  await page.getByRole('heading', { level: 1, name: 'Overview', exact: true }).waitFor()
  await page.waitForFunction(() => document.querySelector('main .fui-cart__root path') !== null)
  const passages: (readonly [string, Passage])[] = []
  for (const step of STEPS) passages.push([step.what, await passageOf(page, step)])
  await context.close()
  return passages
}

async function passageOf(page: Page, { link }: Step): Promise<Passage> {
  return await page.evaluate(
    async ({ title, standMs }) => {
      const tasks: number[] = []
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration)
      })
      observer.observe({ type: 'longtask' })
      const startedMs = performance.now()
      const isThere = (): boolean =>
        document.querySelector('h1')?.textContent === title &&
        document.querySelector('main section') !== null &&
        document.querySelector('main [aria-busy=true]') === null
      if (title === null) {
        await new Promise((resolve) => setTimeout(resolve, standMs))
      } else {
        const found = [...document.querySelectorAll('nav a')].find(({ textContent }) => textContent === title)
        if (!(found instanceof HTMLElement)) throw new Error(`there is no link to ${title}`)
        found.click()
        await new Promise<void>((resolve) => {
          const look = () => (isThere() ? resolve() : requestAnimationFrame(look))
          requestAnimationFrame(look)
        })
      }
      const tookMs = performance.now() - startedMs
      // Entries of long tasks come after the task.
      await new Promise((resolve) => setTimeout(resolve, 200))
      observer.disconnect()
      return { tookMs, longestTaskMs: Math.max(0, ...tasks) }
    },
    { title: link, standMs: LIVE_MS },
  )
}
