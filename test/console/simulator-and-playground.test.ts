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

/** Trying things out in the real program: a region goes away under load, and a model is asked as a consumer asks it. */
describe('simulator and playground', { skip: withoutBrowser }, () => {
  let quickstart: Quickstart
  let browser: Browser
  before(async () => {
    ;[quickstart, browser] = await Promise.all([startQuickstart(), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await quickstart?.stop()
  })

  const enter = (size?: { width: number; height: number }, colorScheme: 'light' | 'dark' = 'light') =>
    visit(browser, {
      address: quickstart.address,
      key: quickstart.operatorKey,
      colorScheme,
      ...(size === undefined ? {} : { size }),
    })
  const breakBy = async (fault: object) => {
    const answer = await fetch(`${quickstart.control}/faults`, {
      method: 'POST',
      body: JSON.stringify(fault),
    })
    assert.ok(answer.ok, await answer.text())
  }
  const mend = async () => {
    await fetch(`${quickstart.control}/faults`, { method: 'DELETE' })
  }

  test('where no landing zone can be built, the page says why and how to come to one', async () => {
    const { page, context, complaints } = await enter(NARROW)
    await open(page, '/landing-zone', 'Landing zone')
    await page.getByText(/^No account is on Azure/).waitFor()
    const steps = page.getByRole('list', { name: 'How to come to one' })
    assert.equal(await steps.getByRole('listitem').count(), 3)
    await steps.getByText('causeway init --out on-azure.yaml').waitFor()
    await assertFits(page)
    await assertAccessible(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a regional outage unfolds while clients go on, and is mended', async () => {
    const { page, context, complaints } = await enter()
    await open(page, '/simulator', 'Simulator')
    await page.getByText('Nothing is broken').waitFor()
    const tile = page.getByRole('listitem').filter({ hasText: 'gpt41-ptu-swc' })
    await tile.getByText('Healthy').waitFor()
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Outage of swedencentral' }).click()
    assert.equal(await page.getByLabel('Where').inputValue(), 'region swedencentral')
    await page.getByRole('button', { name: 'Break it' }).click()
    await page.getByText('Outage: region swedencentral').first().waitFor()
    // Clients meet the outage, and none of them sees it.
    const load = new AbortController()
    const statuses: number[] = []
    const asking = (async () => {
      while (!load.signal.aborted) statuses.push((await quickstart.ask('Say hello reply-tokens:3')).status)
    })()
    try {
      await tile.getByText(/Degraded|Failing|Unavailable/).waitFor()
    } finally {
      load.abort()
      await asking
    }
    assert.deepEqual(new Set(statuses), new Set([200]))
    await assertAccessible(page)
    await page.getByRole('button', { name: /^Mend Outage/ }).click()
    await page.getByText('Nothing is broken').waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a fault with numbers is put in by keyboard alone, and what does not fit is not sent', async () => {
    const { page, context, complaints } = await enter()
    await open(page, '/simulator', 'Simulator')
    // Its first letter alone: a second one counts on how soon it comes.
    await page.getByLabel('What happens', { exact: true }).press('S')
    await page.getByText('Every call is refused for want of capacity (429)').waitFor()
    const percent = page.getByLabel('Of the calls (%)')
    await percent.fill('120')
    const deed = page.getByRole('button', { name: 'Break it' })
    assert.equal(await deed.getAttribute('aria-disabled'), 'true')
    await percent.fill('25')
    await page.getByLabel('Retry after (milliseconds)').fill('1500')
    await deed.focus()
    await page.keyboard.press('Enter')
    await page.getByText(/Retry after 1500 milliseconds; 25 % of the calls/).waitFor()
    await mend()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('where no account is simulated it is said so, and nothing can be broken', async () => {
    const { page, context } = await enter()
    await page.route('**/admin/v1/simulator', (route) =>
      route.fulfill({ json: { isThere: false, faults: [], kinds: [], places: [] } }),
    )
    await open(page, '/simulator', 'Simulator')
    await page.getByText('No account of this workload is simulated').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Break it' }).count(), 0)
    await context.close()
  })

  test('an answer comes by keyboard alone, with what it took and what is left beside it', async () => {
    const { page, context, complaints } = await enter()
    await open(page, '/playground', 'Playground')
    const box = page.getByLabel('Message')
    await page.waitForFunction(() => document.querySelector('select')?.value === 'gpt-4.1')
    await box.fill('Say hello reply-tokens:20')
    await box.press('Enter')
    await page.getByText('This answer is simulated.').waitFor()
    const facts = page.getByRole('complementary', { name: 'How it was answered' })
    await facts
      .getByText(/gpt41-/)
      .first()
      .waitFor()
    await facts.getByText(/tokens per minute of \/contoso\/claims: .* left/).waitFor()
    // Told by the records, which follow.
    await facts.getByText(/\d+ in, 20 out/).waitFor()
    await assertAccessible(page)
    await facts.getByRole('link', { name: /^req_/ }).click()
    await page
      .getByRole('dialog')
      .getByText(/It was answered by gpt41-/)
      .waitFor()
    assert.deepEqual(
      complaints.filter((text) => !/\b(?:404|503)\b/.test(text)),
      [],
      'but for asking after what the records do not have yet',
    )
    await context.close()
  })

  test('a refusal is what the client reads, with what to do; it is left out of what is said next', async () => {
    const { page, context } = await enter()
    await open(page, '/playground', 'Playground')
    await breakBy({ kind: 'unavailable' })
    try {
      const box = page.getByLabel('Message')
      await box.fill('Is anybody there?')
      await box.press('Enter')
      await page.getByText('503 deployments_failed').waitFor()
      await page.getByText(/Every deployment that may serve this model failed .* Try again/).waitFor()
      await assertAccessible(page)
    } finally {
      await mend()
    }
    const next = page.waitForRequest('**/admin/v1/playground/chat')
    await page.getByLabel('Message').fill('And now?')
    await page.keyboard.press('Enter')
    const { messages } = (await next).postDataJSON() as { messages: readonly unknown[] }
    assert.deepEqual(messages, [{ role: 'user', content: 'And now?' }])
    await context.close()
  })

  test('an answer under way can be stopped, and another asked for', async () => {
    const { page, context } = await enter(NARROW, 'dark')
    await open(page, '/playground', 'Playground')
    await breakBy({ kind: 'slow-stream', perTokenMs: 300 })
    try {
      const box = page.getByLabel('Message')
      await box.fill('Say much reply-tokens:200')
      await box.press('Enter')
      await page.getByText('This answer').waitFor()
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByText('You stopped it.').waitFor()
    } finally {
      await mend()
    }
    // The next question can be typed at once.
    await waitForFocus(page.getByLabel('Message'))
    await assertFits(page)
    await assertAccessible(page)
    await open(page, '/simulator', 'Simulator')
    await page.getByText('What happens now').waitFor()
    await assertFits(page)
    await assertAccessible(page)
    await context.close()
  })
})
