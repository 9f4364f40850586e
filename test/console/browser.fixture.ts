import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

/**
 * Chromium with pages of the console in it, at the two widths that the console is made for. Nothing is downloaded: it
 * is used where the machine has it.
 */
const root = path.resolve(import.meta.dirname, '../..')
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const executablePath = NAMES.flatMap((name) =>
  (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
).find(isExecutable)

/** The reason where no page can be opened; else false. */
export const withoutBrowser: string | false =
  executablePath === undefined ? 'no Chromium is on this machine (apt-get install chromium)' : false

/** With this variable set, `picture` writes the images of the documents. */
const PICTURES = process.env['CAUSEWAY_PICTURES'] === '1'
/** With this variable set, pages have so many times less of the processor, as on a slow machine. */
const SLOWNESS = Number(process.env['CAUSEWAY_SLOW_BROWSER'] ?? '1')
export const WIDE = { width: 1280, height: 860 } as const
export const NARROW = { width: 390, height: 844 } as const
const BUILD_DEADLINE_MS = 180_000
/** Of one step, on a machine that is many times as slow, and does other things beside. */
const STEP_DEADLINE_MS = 90_000

/** Builds the console where its sources are newer; runs of several test files wait for one another. */
export async function buildConsole(): Promise<void> {
  await promisify(execFile)('bash', ['scripts/console.sh'], { cwd: root, timeout: BUILD_DEADLINE_MS })
}

export async function startBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('there is no Chromium')
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors and warnings of the browser's console, refusals of its content policy, and what was thrown. */
  readonly complaints: readonly string[]
}

interface VisitOptions {
  /** Of the admin API, without a path. */
  readonly address: string
  /** Signs in with this operator key; nobody is signed in without. */
  readonly key?: string
  readonly size?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
  /** Such as `Europe/Berlin`; UTC when left out. */
  readonly timeZone?: string
}

/** A fresh visitor, with cookies and storage of its own; close its `context` at the end. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { address, key, size = WIDE, colorScheme = 'light', timeZone = 'UTC' } = options
  const context = await browser.newContext({
    baseURL: address,
    viewport: size,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: timeZone,
  })
  context.setDefaultTimeout(STEP_DEADLINE_MS)
  const page = await context.newPage()
  if (SLOWNESS > 1) {
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWNESS })
  }
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack)))
  if (key !== undefined) {
    const answer = await context.request.post('/admin/v1/session', {
      data: { key },
      headers: { origin: address, 'x-causeway-console': '1' },
    })
    assert.ok(answer.ok(), `signing in: ${answer.status()} ${await answer.text()}`)
  }
  return { page, context, complaints }
}

/** Opens a page below `/console` and waits until it has its heading and asks for nothing more that is named. */
export async function open(page: Page, location: string, heading: string): Promise<void> {
  await page.goto(`/console${location}`)
  // Also where a panel lies over the page already, and hides it from who looks for roles alone.
  await page.getByRole('heading', { level: 1, name: heading, exact: true, includeHidden: true }).waitFor()
  await settled(page)
}

/** Until nothing on the page says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null)
}

/** Until this element has the focus, which some take in the frame after. */
export async function waitForFocus(element: Locator): Promise<void> {
  const handle = await element.elementHandle()
  await element.page().waitForFunction((wanted) => document.activeElement === wanted, handle)
}

/** Until there are exactly as many. */
export async function waitForCount(elements: Locator, count: number): Promise<void> {
  if (count > 0) await elements.nth(count - 1).waitFor({ state: 'attached' })
  await elements.nth(count).waitFor({ state: 'detached' })
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface AxeRun {
  run: (
    of: { include: Document; exclude: string[] },
    options: object,
  ) => Promise<{
    violations: {
      id: string
      impact: string | null
      help: string
      nodes: { html: string; failureSummary?: string }[]
    }[]
  }>
}

/** Fails with what axe finds serious or critical on the page as it stands. */
export async function assertAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, which the page's content policy does not bind; a script tag would be refused.
  await page.evaluate(await axeSource())
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: AxeRun }
    const { violations } = await axe.run(
      // What the component library catches the focus with, to send it on to the end of a dialog or a list.
      { include: document, exclude: ['[data-tabster-dummy]'] },
      { resultTypes: ['violations'] },
    )
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes
          .slice(0, 5)
          .map(({ html, failureSummary }) => `${html.slice(0, 300)}: ${failureSummary}`),
      }))
  })
  assert.deepEqual(found, [])
}

let axe: Promise<string> | undefined

async function axeSource(): Promise<string> {
  axe ??= readFile(axeFile, 'utf8')
  return await axe
}

/** Fails where the page is wider than the screen. */
export async function assertFits(page: Page): Promise<void> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  assert.ok(content <= screen, `the page is ${content} pixels wide on a screen of ${screen}`)
}

/** Writes `docs/images/console-NAME.png` when `CAUSEWAY_PICTURES=1`: the tests make the pictures of the documents. */
export async function picture(page: Page, name: string, clipHeight: number = WIDE.height): Promise<void> {
  if (!PICTURES) return
  const folder = path.join(root, 'docs/images')
  await mkdir(folder, { recursive: true })
  await page.evaluate(() => scrollTo(0, 0))
  await writeFile(
    path.join(folder, `console-${name}.png`),
    await page.screenshot({ clip: { x: 0, y: 0, width: WIDE.width, height: clipHeight }, fullPage: true }),
  )
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
