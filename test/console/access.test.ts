import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import type { Browser, Page } from 'playwright-core'

import {
  assertAccessible,
  assertFits,
  NARROW,
  open,
  picture,
  startBrowser,
  visit,
  withoutBrowser,
} from './browser.fixture.ts'
import { SMALL } from './made-up-data.fixture.ts'
import { type MadeUpServer, startMadeUpServer } from './made-up-server.fixture.ts'
import { type Quickstart, startQuickstart } from './quickstart.fixture.ts'

const keyRow = (page: Page, text: string) =>
  page.getByRole('table', { name: 'Operator keys' }).getByRole('row').filter({ hasText: text })
const sessionRow = (page: Page, text: string) =>
  page.getByRole('table', { name: 'Sessions of the console' }).getByRole('row').filter({ hasText: text })

describe('the page Access', { skip: withoutBrowser }, () => {
  let server: MadeUpServer
  let browser: Browser
  before(async () => {
    ;[server, browser] = await Promise.all([startMadeUpServer(SMALL), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })

  const signedIn = (options: object = {}) =>
    visit(browser, { address: server.address, key: 'cwo_owner', ...options })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is accessible and the browser complains of nothing, ${colorScheme}`, async () => {
      const { page, context, complaints } = await signedIn({ colorScheme })
      await open(page, '/access', 'Access')
      await keyRow(page, 'Grace Hopper').waitFor()
      await sessionRow(page, 'Safari 26 on iOS').waitFor()
      await assertAccessible(page)
      if (colorScheme === 'light') await picture(page, 'access')
      await page.getByRole('button', { name: 'New operator key' }).click()
      await page.getByRole('dialog', { name: 'New operator key' }).waitFor()
      await assertAccessible(page)
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }

  test('fits a narrow screen, where tables are lists', async () => {
    const { page, context, complaints } = await signedIn({ size: NARROW })
    await open(page, '/access', 'Access')
    await page.getByRole('list', { name: 'Sessions of the console' }).waitFor()
    await assertFits(page)
    await assertAccessible(page)
    assert.equal(await page.locator('main table').count(), 0)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('says what went wrong and what to do, for each of the two, and asks again when it is told to', async () => {
    const { page, context } = await signedIn()
    for (const [failing, found, other] of [
      ['operators.list', keyRow, sessionRow],
      ['sessions.list', sessionRow, keyRow],
    ] as const) {
      server.fail(failing)
      await open(page, '/access', 'Access')
      const alert = page.getByRole('alert').filter({ hasText: 'The records cannot be asked now.' })
      await alert.waitFor()
      await other(page, 'Katherine Johnson').waitFor()
      server.fail(null)
      await alert.getByRole('button', { name: 'Try again' }).click()
      await alert.waitFor({ state: 'detached' })
      await found(page, 'Katherine Johnson').waitFor()
    }
    await context.close()
  })

  test('a viewer has their own key and sessions, and makes none', async () => {
    const { page, context, complaints } = await signedIn()
    await page.route('**/admin/v1/session', (route) =>
      route.fulfill({ json: { operator: 'Ada Lovelace', role: 'viewer', expiresMs: null } }),
    )
    await page.route('**/admin/v1/sessions', (route) => route.fulfill({ json: { sessions: [] } }))
    await open(page, '/access', 'Access')
    await page.getByRole('region', { name: 'Your operator key' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'New operator key' }).count(), 0)
    await page.getByText('No session is open').waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a key is made for somebody, shown once, and revoked, by keyboard', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/access', 'Access')
    await page.getByRole('button', { name: 'New operator key' }).press('Enter')
    const form = page.getByRole('dialog', { name: 'New operator key' })
    await form.getByLabel('Operator').fill('Margaret Hamilton')
    await form.getByLabel('Role').selectOption({ label: 'Operator' })
    await form.getByText('drains deployments').waitFor()
    await form.getByLabel('It ends').selectOption({ label: 'in 30 days' })
    await form.getByRole('button', { name: 'Make the key' }).press('Enter')
    const shown = page.getByRole('alertdialog', { name: 'The new operator key' })
    await shown.waitFor()
    assert.equal(await shown.locator('code').innerText(), 'cwo_made-up-key')
    assert.deepEqual(server.changes.at(-1), {
      id: 'operators.create',
      given: { operator: 'Margaret Hamilton', role: 'operator', expiresInMs: 30 * 86_400_000 },
    })
    await assertAccessible(page)
    await shown.getByRole('button', { name: 'Done' }).press('Enter')
    await shown.waitFor({ state: 'detached' })
    const row = keyRow(page, 'Margaret Hamilton')
    await row.getByText('in 30 d').waitFor()
    await row.getByRole('button', { name: 'Revoke the key of Margaret Hamilton newKey01' }).press('Enter')
    const question = page.getByRole('dialog', { name: 'Revoke the operator key?' })
    await question.getByRole('button', { name: 'Revoke', exact: true }).press('Enter')
    // While it is open what stands behind it has no role.
    await question.waitFor({ state: 'detached' })
    await row.waitFor({ state: 'detached' })
    assert.deepEqual(server.changes.at(-1), { id: 'operators.revoke', given: { id: 'newKey01' } })
    await page.getByRole('switch', { name: /^Show ended keys/ }).press('Space')
    await row.getByText('Revoked').waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('what the program refuses is said in the dialog, which stays', async () => {
    const { page, context } = await signedIn()
    await open(page, '/access', 'Access')
    await page.getByRole('button', { name: 'Revoke the key of Grace Hopper c81Zp0Ke' }).click()
    const question = page.getByRole('dialog', { name: 'Revoke the operator key?' })
    server.fail('operators.revoke')
    await question.getByRole('button', { name: 'Revoke', exact: true }).click()
    await question.getByText('The records cannot be asked now.').waitFor()
    server.fail(null)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await context.close()
  })

  test('one session ends, and all of a key', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/access', 'Access')
    await sessionRow(page, 'this browser').waitFor()
    await page.getByRole('button', { name: 'Sign out Ada Lovelace from 10.20.9.3' }).click()
    const one = page.getByRole('dialog', { name: 'Sign out Ada Lovelace there?' })
    await one.getByText('Safari 26 on iOS').waitFor()
    await one.getByRole('button', { name: 'Sign out', exact: true }).click()
    await one.waitFor({ state: 'detached' })
    await sessionRow(page, '10.20.9.3').waitFor({ state: 'detached' })
    assert.deepEqual(server.changes.at(-1), { id: 'sessions.end', given: { id: 's-phone' } })
    await page.getByRole('button', { name: 'Sign out Katherine Johnson Rm3vYw7h everywhere' }).click()
    const all = page.getByRole('dialog', { name: 'Sign out Katherine Johnson everywhere?' })
    await all.getByRole('button', { name: 'Sign out', exact: true }).click()
    await all.waitFor({ state: 'detached' })
    await sessionRow(page, 'Katherine Johnson').waitFor({ state: 'detached' })
    assert.deepEqual(server.changes.at(-1), { id: 'sessions.end-of', given: { id: 'Rm3vYw7h' } })
    assert.deepEqual(complaints, [])
    await context.close()
  })
})

describe('who manages access, in the real program', { skip: withoutBrowser }, () => {
  let quickstart: Quickstart
  let browser: Browser
  before(async () => {
    ;[quickstart, browser] = await Promise.all([startQuickstart(), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await quickstart?.stop()
  })

  test('makes a key with which somebody signs in, sees their session, and revokes it: they are signed out', async () => {
    const owner = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(owner.page, '/access', 'Access')
    await sessionRow(owner.page, 'this browser').getByText('127.0.0.1').waitFor()
    await owner.page.getByRole('button', { name: 'New operator key' }).click()
    const form = owner.page.getByRole('dialog', { name: 'New operator key' })
    await form.getByLabel('Operator').fill('otto')
    await form.getByRole('button', { name: 'Make the key' }).click()
    const shown = owner.page.getByRole('alertdialog', { name: 'The new operator key' })
    await shown.waitFor()
    const key = await shown.locator('code').innerText()
    await shown.getByRole('button', { name: 'Done' }).click()

    const otto = await visit(browser, { ...quickstart, key })
    await open(otto.page, '/access', 'Access')
    await keyRow(otto.page, 'otto (you)').waitFor()
    assert.equal(await otto.page.getByRole('row').filter({ hasText: 'Owner' }).count(), 0)

    await owner.page.reload()
    await sessionRow(owner.page, 'otto').getByText('Chrome').waitFor()
    await owner.page.getByRole('button', { name: /^Revoke the key of otto/ }).click()
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    await owner.page.getByRole('dialog').waitFor({ state: 'detached' })
    await sessionRow(owner.page, 'otto').waitFor({ state: 'detached' })
    await otto.page.reload()
    await otto.page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
    assert.deepEqual(owner.complaints, [])
    await Promise.all([owner.context.close(), otto.context.close()])
  })

  test('whose session ends while a dialog is open can sign in again by role: nothing stays hidden', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(page, '/access', 'Access')
    await sessionRow(page, 'this browser')
      .getByRole('button', { name: /^Sign out/ })
      .click()
    await page.locator('[aria-hidden=true] main').waitFor()
    const answer = await page.request.delete(`${quickstart.address}/admin/v1/session`, {
      headers: { 'x-causeway-console': '1', origin: quickstart.address },
    })
    assert.equal(answer.status(), 204, await answer.text())
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
    await context.close()
  })

  test('cannot revoke the last key of an owner; who ends the own session signs in again', async () => {
    const { page, context } = await visit(browser, { ...quickstart, key: quickstart.operatorKey })
    await open(page, '/access', 'Access')
    await keyRow(page, '(you)')
      .getByRole('button', { name: /^Revoke/ })
      .click()
    const question = page.getByRole('dialog', { name: 'Revoke the operator key?' })
    await question.getByText('you are signed out everywhere').waitFor()
    await question.getByRole('button', { name: 'Revoke', exact: true }).click()
    await question.getByText(/is the last key of an owner/).waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'detached' })
    await sessionRow(page, 'this browser')
      .getByRole('button', { name: /^Sign out/ })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('heading', { name: 'Sign in to Causeway' }).waitFor()
    await context.close()
  })
})
