import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import type { Browser } from 'playwright-core'

import { open, startBrowser, visit, withoutBrowser } from './browser.fixture.ts'
import { type Quickstart, startQuickstart } from './quickstart.fixture.ts'

const CONSUMER = '/contoso/claims/intake-bot'
/** Until the ledger's sums have what was just asked: the page asks for them again by itself. */
const SUMMED_MS = 120_000

/** What operators come for, in the real program with its simulated regions. */
describe('an operator at the console', { skip: withoutBrowser }, () => {
  let quickstart: Quickstart
  let browser: Browser
  before(async () => {
    ;[quickstart, browser] = await Promise.all([startQuickstart(), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await quickstart?.stop()
  })

  const signedIn = () => visit(browser, { ...quickstart, key: quickstart.operatorKey })

  test('rotates a key, and no request fails while both keys hold', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, `/consumers?path=${encodeURIComponent(CONSUMER)}`, 'Consumers')
    await page.getByRole('button', { name: 'Rotate', exact: true }).click()
    const statuses: number[] = []
    const form = page.getByRole('dialog', { name: 'Rotate the key' })
    const shown = page.getByRole('alertdialog', { name: 'The new key' })
    const rotated = (async () => {
      await form.getByLabel('The keys before end').selectOption({ label: 'in an hour' })
      await form.getByRole('button', { name: 'Rotate', exact: true }).click()
      await shown.waitFor()
    })()
    await during(async () => {
      statuses.push((await quickstart.ask()).status)
    }, rotated)
    const made = await shown.locator('code').innerText()
    assert.match(made, /^cw_/)
    statuses.push((await quickstart.ask('with the key before')).status)
    statuses.push((await quickstart.ask('with the key that was made', made)).status)
    assert.deepEqual([...new Set(statuses)], [200])
    await shown.getByRole('button', { name: 'Done' }).click()
    await page
      .getByRole('table', { name: `Keys of ${CONSUMER}` })
      .getByText(/^in (?:1 h|\d+ min)$/)
      .waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('drains a deployment, and the overview tells what it did', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/models?deployment=gpt41-std-frc', 'Models')
    await page.getByRole('button', { name: 'Drain', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Drain gpt41-std-frc?' })
    await question.getByRole('button', { name: 'Drain', exact: true }).click()
    await page.getByRole('button', { name: 'Undrain', exact: true }).waitFor()
    await open(page, '/', 'Overview')
    await page.getByRole('region', { name: 'Last 24 hours' }).getByText('gpt41-std-frc').first().waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('finds in the overview and at the consumer what was used', async () => {
    const { page, context, complaints } = await signedIn()
    await quickstart.ask()
    await open(page, '/?window=1h', 'Overview')
    await page
      .getByRole('table', { name: 'Models by cost' })
      .getByText('gpt-4.1', { exact: true })
      .waitFor({ timeout: SUMMED_MS })
    await open(page, `/consumers?path=${encodeURIComponent(CONSUMER)}&window=1h`, 'Consumers')
    await page.getByText('cost center CC-1042').waitFor()
    await page.getByRole('table', { name: 'Models by cost' }).getByText('gpt-4.1', { exact: true }).waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })
})

/** Does it again and again until the other thing has happened. */
async function during(again: () => Promise<void>, until: Promise<unknown>): Promise<void> {
  const state = { isOver: false }
  const over = until.finally(() => {
    state.isOver = true
  })
  while (!state.isOver) await again()
  await over
}
