import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import type { Browser } from 'playwright-core'

import {
  assertAccessible,
  assertFits,
  NARROW,
  open,
  startBrowser,
  visit,
  waitForFocus,
  withoutBrowser,
} from './browser.fixture.ts'
import { type Quickstart, startQuickstart } from './quickstart.fixture.ts'

/** What stands around the pages, in the real program. */
describe('the shell of the console', { skip: withoutBrowser }, () => {
  let quickstart: Quickstart
  let browser: Browser
  before(async () => {
    ;[quickstart, browser] = await Promise.all([startQuickstart(), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await quickstart?.stop()
  })

  test('a wrong key is refused with what to do; the right one leads to the page that was asked for', async () => {
    const { page, context, complaints } = await visit(browser, quickstart)
    await page.goto('/console/models')
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
    await assertAccessible(page)
    await page.getByLabel('Operator key').fill('cwo_wrong')
    await page.keyboard.press('Enter')
    await page.locator('input[aria-invalid=true]').waitFor()
    await page.getByLabel('Operator key').fill(quickstart.operatorKey)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor()
    await waitForFocus(page.locator('#main'))
    // The browser itself says so of the answers 401: before signing in, and to the wrong key.
    assert.deepEqual(
      complaints.filter((text) => !text.includes('401')),
      [],
    )
    await context.close()
  })

  test('who signs out is asked for a key again, and sees nothing of before', async () => {
    const elsewhere = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(elsewhere.page, '/', 'Overview')
    for (const name of ['Sign out', 'Sign out everywhere']) {
      const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
      await open(page, '/', 'Overview')
      await page.getByRole('button', { name: /theme and signing out/ }).click()
      await page.getByRole('menuitem', { name, exact: true }).click()
      await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
      await page.reload()
      await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
      await context.close()
      await elsewhere.page.reload()
      const isLeft = name === 'Sign out'
      await elsewhere.page
        .getByRole('heading', { name: isLeft ? 'Overview' : 'Sign in to Causeway', exact: true })
        .waitFor()
    }
    await elsewhere.context.close()
  })

  test('the keyboard alone goes past the navigation, to another page, and to the theme', async () => {
    const { page, context, complaints } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(page, '/nowhere', 'Page not found')
    await page.keyboard.press('Tab')
    await waitForFocus(page.getByRole('link', { name: 'Skip to the page' }))
    await page.keyboard.press('Enter')
    await waitForFocus(page.locator('#main'))
    await page.getByRole('link', { name: 'Models' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor()
    await waitForFocus(page.locator('#main'))
    assert.equal(await page.title(), 'Models · Causeway')
    await page.getByRole('button', { name: /theme and signing out/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter')
    const isDark = () => document.documentElement.style.colorScheme === 'dark'
    await page.waitForFunction(isDark)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor()
    assert.ok(await page.evaluate(isDark), 'the choice is kept')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('the menu of the account keeps the focus of its button, which was there before it', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    let come: () => void = () => {}
    const isWanted = new Promise<void>((resolve) => (come = resolve))
    await page.route('**/account-items-*.js', async (route) => {
      await isWanted
      await route.continue()
    })
    await page.goto('/console/nowhere')
    const button = page.getByRole('button', { name: /theme and signing out/ })
    await button.focus()
    const alone = await button.elementHandle()
    come()
    await page.waitForFunction((before) => !(before?.isConnected ?? true), alone)
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('theme and signing out'))
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor()
    await context.close()
  })

  test('on a narrow screen the navigation is a drawer that closes when a page is chosen', async () => {
    const { page, context, complaints } = await visit(browser, {
      ...quickstart,
      key: quickstart.operatorKey,
      size: NARROW,
    })
    await open(page, '/models', 'Models')
    await assertFits(page)
    const opener = page.getByRole('button', { name: 'Open the navigation' })
    await opener.click()
    const drawer = page.getByRole('dialog', { name: 'Navigation' })
    await drawer.waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await waitForFocus(opener)
    await opener.click()
    await drawer.getByRole('link', { name: 'Consumers' }).click()
    await page.getByRole('heading', { level: 1, name: 'Consumers' }).waitFor()
    await drawer.waitFor({ state: 'hidden' })
    await waitForFocus(page.locator('#main'))
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('Escape closes what has not come yet', async () => {
    const { page, context } = await visit(browser, {
      ...quickstart,
      key: quickstart.operatorKey,
      size: NARROW,
    })
    const { promise: isWanted, resolve: come } = Promise.withResolvers<void>()
    await page.route('**/navigation-drawer-*.js', async (route) => {
      await isWanted
      await route.continue()
    })
    await open(page, '/models', 'Models')
    const opener = page.getByRole('button', { name: 'Open the navigation' })
    await opener.press('Enter')
    await page.getByRole('button', { name: 'Open the navigation', expanded: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Open the navigation', expanded: false }).waitFor()
    const script = page.waitForResponse('**/navigation-drawer-*.js')
    come()
    await (await script).finished()
    await opener.press('Enter')
    await page.getByRole('dialog', { name: 'Navigation' }).waitFor()
    await page.keyboard.press('Escape')
    await waitForFocus(opener)
    await context.close()
  })

  test('a button that is pressed hears its click, though its menu comes meanwhile', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    const { promise: isWanted, resolve: come } = Promise.withResolvers<void>()
    await page.route('**/account-items-*.js', async (route) => {
      await isWanted
      await route.continue()
    })
    await page.goto('/console/nowhere')
    const script = page.waitForResponse('**/account-items-*.js')
    await page.getByRole('button', { name: /theme and signing out/ }).hover()
    await page.mouse.down()
    come()
    // It has run, and what waited for it has heard of it.
    const url = (await script).url()
    await page.evaluate(async (of) => {
      await import(of)
      await new Promise((resolve) => setTimeout(resolve))
    }, url)
    await page.mouse.up()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor()
    await context.close()
  })

  test('the first view takes at most 130 KB of script, compressed, which its page asks for at once', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    const bytesOf = new Map<string, number>()
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js'))
        bytesOf.set(pathname, Number(response.headers()['content-length'] ?? Number.NaN))
    })
    const answer = await page.goto('/console/')
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    const html = (await answer?.text()) ?? ''
    const named = new Set([...html.matchAll(/"(\/console\/assets\/[^"]+\.js)"/g)].map(([, at = '']) => at))
    const bytes = [...named].reduce((sum, at) => sum + (bytesOf.get(at) ?? Number.NaN), 0)
    assert.ok(bytes > 50_000 && bytes <= 130 * 1024, `${bytes} bytes of script`)
    // What comes after the heading, such as menus, the page does not wait for.
    const late = [...bytesOf].filter(([at]) => !named.has(at)).reduce((sum, [, more]) => sum + more, 0)
    assert.ok(late <= 90 * 1024, `${late} bytes of script after the heading`)
    await context.close()
  })

  test('the first view asks each thing once, and strangers are asked for no more than who they are', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(page, '/?window=7d', 'Overview')
    const asked = await askedOf(page)
    for (const path of ['session', 'status', 'incidents', 'overview?window=7d'])
      assert.equal(
        asked.filter((one) => one === `/admin/v1/${path}`).length,
        1,
        `${path} in ${asked.join(' ')}`,
      )
    await context.close()
    const stranger = await visit(browser, quickstart)
    await stranger.page.goto('/console/')
    await stranger.page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
    assert.deepEqual(await askedOf(stranger.page), ['/admin/v1/session'])
    await stranger.context.close()
  })

  test('where nothing answers it is said who cannot be reached, and trying again helps', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await page.route('**/admin/v1/**', (route) => route.abort('connectionrefused'))
    await page.goto('/console/')
    await page.getByText('Causeway could not be reached.').waitFor()
    await page.unroute('**/admin/v1/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await context.close()
  })

  test('each page names all of its scripts in its HTML, so that none waits for another', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    for (const [location, heading] of [
      ['/models', 'Models'],
      ['/exchanges', 'Exchanges'],
      ['/landing-zone', 'Landing zone'],
    ] as const) {
      const html = await (await page.request.get(`/console${location}`)).text()
      const named = [...html.matchAll(/modulepreload" href="([^"]+)"/g)].map(([, at = '']) => at)
      const pages = named.filter((at) => at.includes('/page-'))
      assert.equal(pages.length, 1, `${location} names ${pages.join(', ')}`)
      await open(page, location, heading)
      const loaded = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name).pathname)
          .filter((at) => at.includes('/page-')),
      )
      assert.deepEqual(loaded, pages)
    }
    await context.close()
  })

  test('an address without a page says so, and the navigation stays', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(page, '/nowhere', 'Page not found')
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    await context.close()
  })
})

/** Of the admin API, in order, but for live figures, which are one long answer. */
async function askedOf(page: import('playwright-core').Page): Promise<string[]> {
  return await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ pathname }) => pathname.startsWith('/admin/v1/') && !pathname.endsWith('/live'))
      .map(({ pathname, search }) => pathname + search),
  )
}
