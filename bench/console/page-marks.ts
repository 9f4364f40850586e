import type { CDPSession, Page } from 'playwright-core'

/** When what is waited for was there, in milliseconds since the navigation began, as the page itself saw it. */
export interface Marks {
  readonly heading: number | null
  /** Nothing says any more that it is loading: what the API answered stands there. */
  readonly data: number | null
  readonly chart: number | null
}

/** What the page's process did so far. */
export interface Work {
  readonly scriptMs: number
  readonly layoutMs: number
}

/** Before the page is opened. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const marks = {
      heading: null as number | null,
      data: null as number | null,
      chart: null as number | null,
    }
    Object.assign(globalThis, { firstViewMarks: marks })
    new MutationObserver(() => {
      const at = performance.now()
      if (document.querySelector('h1') !== null) marks.heading ??= at
      if (
        document.querySelector('main dl') !== null &&
        document.querySelector('main [aria-busy=true]') === null
      )
        if (marks.heading !== null && document.querySelector('main section') !== null) marks.data ??= at
      if (document.querySelector('main .fui-cart__root path') !== null) marks.chart ??= at
    }).observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['aria-busy'],
    })
  })
}

export async function allSeen(page: Page, timeoutMs: number): Promise<void> {
  await page.waitForFunction(
    () =>
      !Object.values((globalThis as unknown as { readonly firstViewMarks: Marks }).firstViewMarks).includes(
        null,
      ),
    undefined,
    { timeout: timeoutMs },
  )
}

export async function marksOf(page: Page): Promise<Marks> {
  return await page.evaluate(
    () => (globalThis as unknown as { readonly firstViewMarks: Marks }).firstViewMarks,
  )
}

/** Bytes of script as they came, of what had come by then. */
export async function scriptBytes(page: Page, untilMs: number): Promise<number> {
  return await page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ name, responseEnd }) => name.endsWith('.js') && responseEnd <= until)
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    untilMs,
  )
}

export async function workOf(session: CDPSession): Promise<Work> {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => (metrics.find((one) => one.name === name)?.value ?? Number.NaN) * 1_000
  return { scriptMs: of('ScriptDuration'), layoutMs: of('LayoutDuration') + of('RecalcStyleDuration') }
}
