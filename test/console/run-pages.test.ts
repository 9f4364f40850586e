import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import type { Browser, Page } from 'playwright-core'

import {
  assertAccessible,
  assertFits,
  NARROW,
  open,
  picture,
  settled,
  startBrowser,
  visit,
  waitForCount,
  withoutBrowser,
} from './browser.fixture.ts'
import { LARGE, SMALL } from './made-up-data.fixture.ts'
import { type MadeUpServer, startMadeUpServer } from './made-up-server.fixture.ts'

const PAGES = [
  { location: '/', heading: 'Overview', name: 'overview' },
  { location: '/models', heading: 'Models', name: 'models' },
  {
    location: '/consumers?path=%2Fcontoso%2Fclaims%2Fapplication-001',
    heading: 'Consumers',
    name: 'consumers',
  },
] as const

/** As far as the charts below what is told. */
const OVERVIEW_PICTURE_HEIGHT = 1_188

/** Overview, Models and Consumers, on made-up figures of a day with an outage. */
describe('the pages of what runs', { skip: withoutBrowser }, () => {
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

  for (const { location, heading, name } of PAGES) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${heading} is accessible and the browser complains of nothing, ${colorScheme}`, async () => {
        const { page, context, complaints } = await signedIn({ colorScheme })
        await open(page, location, heading)
        await page.getByText('Live', { exact: true }).or(page.getByText('Limits')).first().waitFor()
        await assertAccessible(page)
        if (colorScheme === 'light') {
          // A line has two ends: the second live figures.
          if (name === 'overview')
            await page.getByText('Exchanges a second of the last minutes', { exact: true }).waitFor()
          await picture(page, name, name === 'overview' ? OVERVIEW_PICTURE_HEIGHT : undefined)
        }
        assert.deepEqual(complaints, [])
        await context.close()
      })
    }

    test(`${heading} fits a narrow screen, where tables are lists`, async () => {
      const { page, context, complaints } = await signedIn({ size: NARROW })
      await open(page, location, heading)
      await assertFits(page)
      await assertAccessible(page)
      assert.equal(await page.locator('main table').count(), 0)
      assert.deepEqual(complaints, [])
      await context.close()
    })

    test(`${heading} says what went wrong and what to do, and asks again when it is told to`, async () => {
      const { page, context } = await signedIn()
      const failing = { '/': 'overview', '/models': 'deployments.list' } as const
      server.fail(location in failing ? failing[location as keyof typeof failing] : 'consumers.show')
      await open(page, location, heading)
      const alert = page.getByRole('alert').filter({ hasText: 'The records cannot be asked now.' })
      await alert.waitFor()
      assert.match(await alert.innerText(), /Try again in a minute\./)
      server.fail(null)
      await alert.getByRole('button', { name: 'Try again' }).press('Enter')
      await alert.waitFor({ state: 'detached' })
      // The button is gone; who pressed it is still on the page.
      await page.waitForFunction(() => document.activeElement?.closest('main') !== null)
      await context.close()
    })
  }

  test('an incident leads to what it is about, and to the exchanges of its time; what comes and goes is told once', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/', 'Overview')
    const day = page.getByRole('region', { name: 'Last 24 hours' })
    const breaker = day.getByRole('listitem').filter({ hasText: 'gpt-4.1-germ: the breaker opened' })
    assert.match(await breaker.innerText(), /it lasts[^]*Since .*\d\d:\d\d.*, \d+ min/)
    const exchanges = await breaker.getByRole('link', { name: /^Exchanges since/ }).getAttribute('href')
    assert.match(exchanges ?? '', /^\/console\/exchanges\?deployment=gpt-4\.1-germ&fromMs=\d+$/)
    const flapping = day.getByRole('listitem').filter({ hasText: 'gpt-5-east took no requests' })
    assert.equal(await flapping.count(), 1)
    assert.match(await flapping.innerText(), /3 times, 49 min in all/)
    const alert = page.getByRole('region', { name: 'Alerts in force' }).getByRole('listitem').first()
    assert.match(await alert.innerText(), /What to do: The deployment says why/, 'no command of a terminal')
    await alert.getByRole('link', { name: 'The deployment', exact: true }).click()
    await page.getByRole('dialog', { name: 'gpt-4.1-germ' }).waitFor()
    await open(page, '/', 'Overview')
    await alert.getByRole('link', { name: 'gpt-4.1-germ', exact: true }).click()
    await page.getByRole('dialog', { name: 'gpt-4.1-germ' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') instanceof Element)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('who uses most stands on the first page, below the one organisation, dearest first', async () => {
    const { page, context } = await signedIn()
    await open(page, '/', 'Overview')
    const table = page.getByRole('table', { name: 'Who uses most' })
    await table.waitFor()
    const paths = await table.getByRole('link').allInnerTexts()
    assert.deepEqual(paths.slice(0, 2), ['/contoso/claims', '/contoso/underwriting'])
    await table.getByRole('link', { name: '/contoso/claims' }).click()
    await page.getByRole('heading', { level: 2, name: '/contoso/claims', exact: true }).waitFor()
    await context.close()
  })

  test('figures of a chart can be read as a table, by keyboard', async () => {
    const { page, context } = await signedIn()
    await open(page, '/?window=7d', 'Overview')
    const chart = page.getByRole('region', { name: 'Latency', exact: true })
    await chart.getByRole('button', { name: 'Show as a table' }).press('Enter')
    const rows = chart.getByRole('row')
    // A heading, and a row for every two hours.
    await waitForCount(rows, 1 + 7 * 12)
    assert.match(await rows.nth(1).innerText(), /ms/)
    await context.close()
  })

  test('the window is chosen by keyboard, stands in the address, and survives going to another page and back', async () => {
    const { page, context } = await signedIn()
    await open(page, '/', 'Overview')
    await page.getByRole('radio', { name: 'Last 24 hours' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(/window=7d/)
    await page.getByRole('link', { name: 'Models' }).click()
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor()
    await page.goBack()
    await page.getByRole('radio', { name: 'Last 7 days', checked: true }).waitFor()
    await context.close()
  })

  test('pages begin with an hour where there are records of no more, and with what was chosen last from then on', async () => {
    const { page, context, complaints } = await signedIn()
    await page.route('**/admin/v1/status', async (route) => {
      const answer = await route.fetch()
      const status = (await answer.json()) as object
      await route.fulfill({ response: answer, json: { ...status, recordedFromMs: Date.now() - 3_600_000 } })
    })
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/overview?')) asked.push(new URL(request.url()).search)
    })
    await open(page, '/', 'Overview')
    await page.getByRole('radio', { name: 'Last hour', checked: true }).waitFor()
    assert.doesNotMatch(page.url(), /window=/)
    assert.deepEqual(asked, ['?window=1h'], 'asked once, of the hour alone')
    await page.getByRole('radio', { name: 'Last 7 days' }).check({ force: true })
    await page.waitForURL(/window=7d/)
    await open(page, '/consumers', 'Consumers')
    await page.getByRole('radio', { name: 'Last 7 days', checked: true }).waitFor()
    await open(page, '/?window=24h', 'Overview')
    await page.getByRole('radio', { name: 'Last 24 hours', checked: true }).waitFor()
    await open(page, '/', 'Overview')
    await page.getByRole('radio', { name: 'Last 7 days', checked: true }).waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('when live figures break off the page says so, and is live again by itself', async () => {
    const { page, context } = await signedIn()
    await open(page, '/', 'Overview')
    await page.getByText('Live', { exact: true }).waitFor()
    server.cutLive(false)
    await page.getByText('Not live', { exact: true }).waitFor()
    server.cutLive(true)
    await page.getByText('Live', { exact: true }).waitFor()
    await context.close()
  })

  test('a region of the map shows its deployments; one is drained and undrained; the focus goes back', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/models', 'Models')
    await page.getByRole('link', { name: /^Germany West Central ?: Degraded, 5 deployments/ }).click()
    await page.getByRole('heading', { name: 'Deployments in germanywestcentral' }).waitFor()
    const link = page.getByRole('link', { name: 'gpt-4.1-germ', exact: true })
    await link.press('Enter')
    const panel = page.getByRole('dialog', { name: 'gpt-4.1-germ' })
    await panel.getByText('It takes no attempts.').waitFor()
    assert.equal(
      await panel.getByRole('link', { name: 'Its exchanges' }).getAttribute('href'),
      '/console/exchanges?deployment=gpt-4.1-germ&window=24h',
    )
    await settled(page)
    await assertAccessible(page)
    const attempts = panel.getByRole('region', { name: 'Attempts', exact: true })
    await attempts.getByRole('button', { name: 'Show as a table' }).click()
    const heads = await attempts.getByRole('columnheader').allInnerTexts()
    assert.deepEqual(heads.slice(1), ['Answered', 'Not answered'])
    await panel.getByRole('button', { name: 'Drain', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Drain gpt-4.1-germ?' })
    assert.match(await question.innerText(), /served by 4 other deployments/)
    await question.getByRole('textbox', { name: 'Reason (optional)' }).fill('Moved to a newer version')
    await question.getByRole('button', { name: 'Drain', exact: true }).click()
    await page.getByText('gpt-4.1-germ is drained').first().waitFor()
    await panel.getByText(': Moved to a newer version').waitFor()
    await panel.getByRole('button', { name: 'Undrain', exact: true }).waitFor()
    assert.deepEqual(server.changes.at(-1), {
      id: 'deployments.drain',
      given: { id: 'gpt-4.1-germ', reason: 'Moved to a newer version' },
    })
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await waitForFocus(page, 'gpt-4.1-germ')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a viewer sees what operators may do, and cannot', async () => {
    const { page, context } = await visit(browser, { address: server.address, key: 'cwo_viewer' })
    await page.route('**/admin/v1/session', (route) =>
      route.fulfill({ json: { operator: 'Grace Hopper', role: 'viewer', expiresMs: null } }),
    )
    await open(page, '/models?deployment=gpt-5-swed', 'Models')
    const drain = page.getByRole('button', { name: 'Drain', exact: true })
    assert.equal(await drain.getAttribute('aria-disabled'), 'true')
    await open(page, '/playground', 'Playground')
    await page.getByText('This page is for the role operator').waitFor()
    await context.close()
  })

  test('keys: a new one is shown once, the ones before are rotated with a grace, and one is revoked', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/consumers?path=%2Fcontoso%2Fclaims%2Fapplication-001', 'Consumers')
    await page.getByRole('button', { name: 'New key' }).click()
    const form = page.getByRole('dialog', { name: 'New key' })
    await form.getByLabel('Label').fill('staging')
    await form.getByLabel('It ends').selectOption({ label: 'in 30 days' })
    await assertAccessible(page)
    await form.getByRole('button', { name: 'Make the key' }).click()
    const shown = page.getByRole('alertdialog', { name: 'The new key' })
    assert.equal(await shown.locator('code').innerText(), 'cw_made-up-key')
    assert.deepEqual(server.changes.at(-1), {
      id: 'keys.create',
      given: {
        consumer: '/contoso/claims/application-001',
        label: 'staging',
        expiresInMs: 30 * 86_400_000,
      },
    })
    await assertAccessible(page)
    await shown.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Rotate', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click()
    await shown.getByRole('button', { name: 'Done' }).click()
    assert.equal(server.changes.at(-1)?.id, 'keys.rotate')
    await page.getByRole('button', { name: 'Revoke production' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByText('The key is revoked').first().waitFor()
    await waitForFocus(page, 'Revoke')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a limit is raised by an owner, who must say why', async () => {
    const { page, context } = await signedIn()
    await open(page, '/consumers?path=%2Fcontoso%2Fclaims%2Fapplication-001', 'Consumers')
    await page.getByRole('button', { name: 'Raise' }).first().click()
    const form = page.getByRole('dialog', { name: 'Raise a limit for a while' })
    await form.getByLabel('To, in tokens').fill('240000')
    await form.getByLabel('Last day').fill('2026-12-24')
    await form.getByRole('button', { name: 'Raise', exact: true }).click()
    await form.getByText('Say why: it is kept with the change.').waitFor()
    await form.getByLabel('Reason').fill('Year-end load')
    await form.getByRole('button', { name: 'Raise', exact: true }).click()
    await page.getByText('The limit is raised').first().waitFor()
    assert.deepEqual(server.changes.at(-1), {
      id: 'raises.make',
      given: {
        limit: '/contoso/claims|tokens_per_minute',
        amount: 240_000,
        until: '2026-12-24',
        reason: 'Year-end load',
      },
    })
    await context.close()
  })

  test('an alert leads an owner to the question that raises its limit, and nobody else', async () => {
    const { page, context, complaints } = await signedIn()
    await open(page, '/', 'Overview')
    const alerts = page.getByRole('region', { name: 'Alerts in force' })
    await alerts.getByRole('link', { name: 'Raise it', exact: true }).click()
    const form = page.getByRole('dialog', { name: 'Raise a limit for a while' })
    await form.getByText(/^budget per month of \/contoso\/claims, now \$2,000/).waitFor()
    const address = page.url()
    await form.getByRole('button', { name: 'Cancel' }).click()
    await form.waitFor({ state: 'detached' })
    assert.doesNotMatch(page.url(), /raise=/)
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await page.route('**/admin/v1/session', (route) =>
      route.fulfill({ json: { operator: 'Grace Hopper', role: 'operator', expiresMs: null } }),
    )
    await open(page, '/', 'Overview')
    await alerts.getByRole('link', { name: 'budget per month of /contoso/claims' }).waitFor()
    assert.equal(await alerts.getByRole('link', { name: 'Raise it', exact: true }).count(), 0)
    await page.goto(address)
    await page.getByText('An owner may raise it.').waitFor()
    assert.equal(await form.count(), 0)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('the tree of consumers is walked by keyboard', async () => {
    const { page, context } = await signedIn()
    await open(page, '/consumers', 'Consumers')
    const item = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}`) }).first()
    await item('contoso').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await item('application-001').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/path=%2Fcontoso%2Fclaims%2Fapplication-001/)
    await page.getByRole('heading', { level: 2, name: '/contoso/claims/application-001' }).waitFor()
    await context.close()
  })
})

describe('the pages of what runs, with 2,000 consumers and 200 deployments', { skip: withoutBrowser }, () => {
  let server: MadeUpServer
  let browser: Browser
  before(async () => {
    ;[server, browser] = await Promise.all([startMadeUpServer(LARGE), startBrowser()])
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })

  test('deployments come in pages and are sorted over all of them', async () => {
    const { page, context } = await visit(browser, { address: server.address, key: 'cwo_owner' })
    await open(page, '/models', 'Models')
    await page.getByText('1–50 of 200').waitFor()
    const first = page.getByRole('table', { name: 'Deployments' }).getByRole('row').nth(1)
    assert.match(await first.innerText(), /Unavailable/, 'the worst stand first')
    await page.getByRole('button', { name: 'The next page' }).last().click()
    await page.getByText('51–100 of 200').waitFor()
    await page.getByRole('searchbox', { name: 'Search deployments' }).fill('o4-mini-fran')
    await page.getByRole('link', { name: 'o4-mini-fran', exact: true }).waitFor()
    await waitForCount(page.getByRole('table', { name: 'Deployments' }).getByRole('row'), 1 + 8)
    await context.close()
  })

  test('a level of the tree comes piece by piece, and a search finds any depth', async () => {
    const { page, context } = await visit(browser, { address: server.address, key: 'cwo_owner' })
    await open(page, '/consumers?path=%2Fcontoso%2Fclaims', 'Consumers')
    await page.getByRole('treeitem', { name: /^claims/ }).press('ArrowRight')
    await page.getByRole('button', { name: '100 of 350: show more' }).click()
    await page.getByRole('button', { name: '200 of 350: show more' }).waitFor()
    await page.getByRole('searchbox', { name: 'Search paths' }).fill('it/application-349')
    await page.getByRole('treeitem', { name: /\/contoso\/it\/application-349/ }).waitFor()
    await context.close()
  })
})

/** Until the link or button of this name has the focus. */
async function waitForFocus(page: Page, name: string): Promise<void> {
  await page.waitForFunction((text) => document.activeElement?.textContent === text, name)
}
