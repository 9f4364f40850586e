import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'

import type { Browser, Page } from 'playwright-core'

import {
  assertAccessible,
  assertFits,
  NARROW,
  open,
  settled,
  startBrowser,
  visit,
  waitForCount,
  waitForFocus,
  withoutBrowser,
} from './browser.fixture.ts'
import { type Quickstart, startQuickstart } from './quickstart.fixture.ts'

/** What the ledger holds, as people look for it: why a request was refused, and what a month costs whom. */
const REFUSED = 55
const ANSWERED = 4
const RECORDED_DEADLINE_MS = 120_000

describe('exchanges and chargeback', { skip: withoutBrowser }, () => {
  let quickstart: Quickstart
  let browser: Browser
  let answered: string
  before(async () => {
    ;[quickstart, browser] = await Promise.all([startQuickstart(), startBrowser()])
    for (let i = 0; i < REFUSED; i++) await askForbidden(quickstart)
    const answers = await Promise.all(Array.from({ length: ANSWERED }, () => quickstart.ask()))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    answered = answers[0]?.exchange ?? ''
    await untilRecorded(quickstart)
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

  test('why a request was refused stands in its row, and what to do is one click away', async () => {
    const { page, context, complaints } = await enter()
    await open(page, '/exchanges', 'Exchanges')
    await page.getByLabel('Outcome').selectOption('refused')
    await page.waitForURL(/outcome=refused/)
    await settled(page)
    const row = page.getByRole('row').filter({ hasText: 'Refused 403' }).first()
    await row.getByText('This consumer may not use this model').waitFor()
    await waitForCount(page.getByRole('row').filter({ hasText: 'Answered' }), 0)
    await assertAccessible(page)
    await row.getByRole('link').click()
    const panel = page.getByRole('dialog')
    await panel.getByText(/It ended with 403 model_not_allowed/).waitFor()
    await panel.getByText(/Have the client ask for a model that its consumer may use/).waitFor()
    await panel.getByText(/^causeway explain req_/).waitFor()
    const next = panel.getByRole('list', { name: 'Where to go from here' })
    assert.deepEqual(await next.getByRole('link').allInnerTexts(), [
      'See which models it may use',
      'All that ended so',
      'All of this consumer',
    ])
    assert.match(
      (await next.getByRole('link').first().getAttribute('href')) ?? '',
      /^\/console\/consumers\?path=%2Fcontoso%2F/,
    )
    await assertAccessible(page)
    await closeByKeyboard(page)
    assert.match(page.url(), /\/exchanges\?outcome=refused$/, 'the search stays')
    await page.reload()
    assert.equal(await page.getByLabel('Outcome').inputValue(), 'refused', 'the address is the search')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('an id within what was pasted opens its exchange, with the way of its attempts', async () => {
    const { page, context, complaints } = await enter()
    await open(page, '/exchanges', 'Exchanges')
    const field = page.getByLabel('Find exchanges by the id of one or of a trace')
    await field.fill('nothing of the kind')
    await field.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'An id begins with req_' }).waitFor()
    await field.fill(`x-request-id: ${answered}`)
    await field.press('Enter')
    const panel = page.getByRole('dialog', { name: answered })
    await panel.getByText(/It was answered by gpt41-\S+ on/).waitFor()
    const times = panel.getByRole('table', { name: 'Where the time of the exchange went' })
    await times.getByRole('rowheader', { name: /^1\. gpt41-/ }).waitFor()
    await times.getByText(/answered after \d/).waitFor()
    await panel.getByText('measured by the provider').waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a time of one’s own is searched by keyboard, in the zone of the browser, and shared by its address', async () => {
    const { page, context, complaints } = await visit(browser, {
      address: quickstart.address,
      key: quickstart.operatorKey,
      timeZone: 'Asia/Tehran',
    })
    await open(page, '/exchanges', 'Exchanges')
    await page.getByRole('button', { name: 'Other time' }).press('Enter')
    const form = page.getByRole('form', { name: 'Time that is searched' })
    const [from, until] = [form.getByLabel('From'), form.getByLabel('Until')]
    await waitForFocus(from)
    assert.match((await form.textContent()) ?? '', /Asia\/Tehran, GMT\+3:30/)
    await assertAccessible(page)

    await from.fill('2026-03-01T09:30')
    await until.fill('2026-03-01T09:00')
    await until.press('Enter')
    await form.getByText('This is not after the beginning.').waitFor()
    // Where it is wrong.
    await waitForFocus(until)
    assert.equal(await until.getAttribute('aria-invalid'), 'true')
    assert.ok(!page.url().includes('Ms='))

    await until.fill('2026-03-01T10:00')
    await until.press('Enter')
    await page.waitForURL(/fromMs=/)
    const { searchParams } = new URL(page.url())
    assert.equal(Number(searchParams.get('fromMs')), Date.UTC(2026, 2, 1, 6, 0))
    assert.equal(Number(searchParams.get('toMs')), Date.UTC(2026, 2, 1, 6, 30))
    await page.getByText('No exchange is like that in this time').waitFor()
    await waitForFocus(until)

    const elsewhere = await enter()
    await open(elsewhere.page, page.url().slice(`${quickstart.address}/console`.length), 'Exchanges')
    const shared = elsewhere.page.getByRole('form', { name: 'Time that is searched' })
    assert.equal(await shared.getByLabel('From').inputValue(), '2026-03-01T06:00')
    assert.equal(await shared.getByLabel('Until').inputValue(), '2026-03-01T06:30')
    await elsewhere.context.close()

    // With an end left open it is until now, and finds what was just asked.
    await until.fill('')
    await until.press('Enter')
    await page.waitForURL((url) => !url.searchParams.has('toMs'))
    await page.getByRole('row').filter({ hasText: 'Answered' }).first().waitFor()

    await page.getByRole('button', { name: 'Look at the last hours instead of this time' }).press('Enter')
    await page.getByRole('radio', { name: 'Last 24 hours' }).waitFor({ state: 'attached' })
    assert.ok(!page.url().includes('Ms='))
    await page.waitForFunction(() => document.activeElement?.textContent === 'Other time')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a range in the address that is none is left out, and one without a beginning is as long as the window', async () => {
    const { page, context } = await enter()
    await open(page, '/exchanges?fromMs=soon&toMs=-5', 'Exchanges')
    await page.getByRole('row').filter({ hasText: 'Answered' }).first().waitFor()
    const asked = page.waitForRequest(
      (request) => request.url().includes('/admin/v1/exchanges?') && request.url().includes('toMs'),
    )
    await page.goto(`/console/exchanges?toMs=${Date.UTC(2026, 2, 2)}&window=24h`)
    const { searchParams } = new URL((await asked).url())
    assert.equal(Number(searchParams.get('fromMs')), Date.UTC(2026, 2, 1))
    await context.close()
  })

  test('older ones come page by page, by keyboard alone', async () => {
    const { page, context } = await enter()
    await open(page, '/exchanges?outcome=refused', 'Exchanges')
    const rows = page.getByRole('table', { name: /newest first/ }).getByRole('link')
    const addresses = () => rows.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    await rows.first().waitFor()
    const newest = await addresses()
    await page.getByRole('button', { name: 'Older' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('page 2').waitFor()
    await page.waitForFunction(({ most }) => document.querySelectorAll('table a').length < most, {
      most: newest.length,
    })
    const older = await addresses()
    assert.equal(new Set([...newest, ...older]).size, REFUSED, 'each stands on one page')
    await rows.first().focus()
    await page.keyboard.press('Enter')
    await page
      .getByRole('dialog')
      .getByText(/model_not_allowed/)
      .first()
      .waitFor()
    await closeByKeyboard(page)
    await context.close()
  })

  test('a panel closes at the first Escape, and keeps the focus when what had it gives way', async () => {
    const { page, context, complaints } = await enter()
    const untilMs = Date.UTC(2027, 0, 1)
    await page.route(`**/admin/v1/exchanges/${answered}`, async (route) => {
      const answer = await route.fetch()
      const detail = (await answer.json()) as object
      await route.fulfill({ response: answer, json: { ...detail, text: { state: 'kept', untilMs } } })
    })
    const { promise: isWanted, resolve: come } = Promise.withResolvers<void>()
    await page.route(`**/admin/v1/exchanges/${answered}/text`, async (route) => {
      await isWanted
      await route.fulfill({ json: { ...KEPT_TEXT, untilMs } })
    })
    await open(page, '/exchanges', 'Exchanges')
    const opener = page.locator(`table a[href*="${answered}"]`)
    const panel = page.getByRole('dialog', { name: answered })
    await opener.press('Enter')
    await panel.getByText('written to the audit log').waitFor()
    await page.waitForFunction((id) => document.activeElement?.textContent === id, answered)
    // The hint of a button is there 250 ms after it is focused by keyboard; the timers of a page go off in order.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await waitForFocus(opener)
    await opener.press('Enter')
    await panel.getByRole('button', { name: 'Show the text' }).press('Enter')
    await panel.getByText('Asking for the text').waitFor()
    const block = panel.getByRole('region', { name: 'Prompt and answer' })
    await waitForFocus(block)
    come()
    await panel.getByText('Be brief.').waitFor()
    await waitForFocus(block)
    await assertAccessible(page)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await waitForFocus(opener)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('kept text is read by a press, by role, with what was cut and taken out, and leads to its trace', async () => {
    const { page, context, complaints } = await enter()
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const untilMs = Date.UTC(2027, 0, 1)
    let text: object = { state: 'kept', untilMs }
    let readings = 0
    await page.route(`**/admin/v1/exchanges/${answered}`, async (route) => {
      const answer = await route.fetch()
      const link = `https://jaeger.contoso.com/trace/${trace}`
      const detail = (await answer.json()) as object
      await route.fulfill({ response: answer, json: { ...detail, text, traceId: trace, traceLink: link } })
    })
    await page.route(`**/admin/v1/exchanges/${answered}/text`, async (route) => {
      readings++
      await route.fulfill({ json: { ...KEPT_TEXT, untilMs } })
    })
    await page.goto(`/console/exchanges/${answered}`)
    const panel = page.getByRole('dialog', { name: answered })
    await panel.getByText('written to the audit log').waitFor()
    assert.equal(readings, 0, 'opening an exchange reads no text')
    await panel.getByRole('button', { name: 'Show the text' }).click()
    const prompt = panel.getByRole('list', { name: 'Prompt' })
    await prompt.getByText('Be brief.').waitFor()
    assert.equal(await prompt.locator('mark').textContent(), '[redacted]')
    await prompt.getByText('tool_call find call_1').waitFor()
    await panel.getByRole('list', { name: 'Answer' }).getByText('ended with length').waitFor()
    await panel.getByText(/^Cut: what is longer/).waitFor()
    assert.equal(readings, 1)
    assert.equal(
      await panel.getByRole('link', { name: 'Open the trace' }).getAttribute('href'),
      `https://jaeger.contoso.com/trace/${trace}`,
    )
    await panel.getByRole('button', { name: 'Copy the id of the trace' }).waitFor()
    await assertAccessible(page)
    text = { state: 'expired', untilMs }
    await page.reload()
    await panel.getByText(/^It was kept until/).waitFor()
    text = { state: 'not-kept', untilMs: null }
    await page.reload()
    await panel.getByText(/^Not kept/).waitFor()
    text = { state: 'kept', untilMs }
    await page.route('**/admin/v1/session', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        json: { ...((await answer.json()) as object), role: 'viewer' },
      })
    })
    await page.reload()
    await panel.getByText('Your role, viewer, does not show it').waitFor()
    assert.equal(await panel.getByRole('button', { name: 'Show the text' }).count(), 0)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('the id of a trace finds its exchanges whenever they were, and is let go again', async () => {
    const { page, context } = await enter()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await open(page, '/exchanges', 'Exchanges')
    const field = page.getByLabel('Find exchanges by the id of one or of a trace')
    await field.fill('traceparent: 00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01')
    await field.press('Enter')
    await page.getByText('Whenever it was: 0af7651916cd43dd8448eb211c80319c').waitFor()
    await page.getByText('No exchange is like that').waitFor()
    const search = new URL(asked.findLast((url) => url.includes('/admin/v1/exchanges?')) ?? '').searchParams
    assert.deepEqual([search.get('id'), search.get('fromMs')], ['0af7651916cd43dd8448eb211c80319c', null])
    await page.getByRole('button', { name: 'Look at the last hours instead of this id' }).click()
    await page.getByRole('row').nth(1).waitFor()
    await context.close()
  })

  test('what is found nowhere is said so, with the way back', async () => {
    const { page, context } = await enter()
    await open(page, '/exchanges?minUsd=1000', 'Exchanges')
    await page.getByText('No exchange is like that in this time').waitFor()
    await page.getByRole('button', { name: 'Clear the filters' }).press('Enter')
    await page.getByRole('row').nth(1).waitFor()
    await waitForFocus(page.locator('#main'))
    const field = page.getByLabel('Consumer')
    await field.fill('/contoso/marketing')
    await field.press('Enter')
    await page.getByText('No exchange is like that in this time').waitFor()
    assert.match(page.url(), /consumer=%2Fcontoso%2Fmarketing/)
    await waitForFocus(field)
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.getByRole('row').nth(1).waitFor()
    assert.equal(await field.inputValue(), '')
    // What stands behind the panel is hidden from roles, its heading too.
    await page.goto('/console/exchanges/req_00000000000000000000')
    await page
      .getByRole('dialog')
      .getByRole('alert')
      .getByText(/no exchange/)
      .waitFor()
    await context.close()
  })

  test('a statement leads from its cost centers to its lines, and its file adds up to what the page says', async () => {
    const { page, context, complaints } = await enter()
    await open(page, '/chargeback', 'Chargeback')
    await page.getByText('The month is under way').waitFor()
    await assertAccessible(page)
    const amount = await exactAmount(page)
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^CSV/ }).click(),
    ])
    assert.match(download.suggestedFilename(), /^statement-\d{4}-\d{2}.*\.csv$/)
    assert.equal(sumOf(await readFile(await download.path(), 'utf8')), amount)
    await page.getByRole('table', { name: 'By cost center' }).getByRole('link', { name: 'CC-1042' }).click()
    await page
      .getByRole('table', { name: 'By business unit' })
      .getByRole('link', { name: '/contoso/claims' })
      .click()
    await page
      .getByRole('table', { name: 'By consumer' })
      .getByRole('link', { name: /intake-bot/ })
      .click()
    await page
      .getByRole('table', { name: 'By model' })
      .getByRole('link', { name: 'gpt-4.1', exact: true })
      .click()
    await page
      .getByRole('table', { name: 'By deployment' })
      .getByText(/gpt41-/)
      .first()
      .waitFor()
    await page.getByRole('table', { name: 'Lines of the statement' }).waitFor()
    await assertAccessible(page)
    const chosen = await exactAmount(page)
    const words = '-CC-1042-contoso_claims_intake-bot-gpt-4\\.1'
    for (const [item, name, column] of [
      [/^CSV/, `${words}\\.csv`, 'BilledCost'],
      [/^The table by deployment/, `${words}-by-deployment\\.csv`, 'amount'],
    ] as const) {
      await page.getByRole('button', { name: 'Export what is chosen' }).click()
      const [part] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ])
      assert.match(part.suggestedFilename(), new RegExp(`^statement-\\d{4}-\\d{2}${name}$`))
      assert.equal(sumOf(await readFile(await part.path(), 'utf8'), column), chosen)
    }
    await page
      .getByRole('navigation', { name: 'What was chosen' })
      .getByRole('link', { name: 'CC-1042' })
      .click()
    await page.getByRole('table', { name: 'By business unit' }).waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a phone shows both pages without scrolling sideways, dark too', async () => {
    const { page, context, complaints } = await enter(NARROW, 'dark')
    await open(page, '/exchanges', 'Exchanges')
    await page.getByRole('list', { name: /newest first/ }).waitFor()
    await assertFits(page)
    await assertAccessible(page)
    await page.goto(`/console/exchanges/${answered}`)
    await page.getByRole('dialog').getByText('Attempts over time').waitFor()
    await assertFits(page)
    await assertAccessible(page)
    await open(page, '/chargeback', 'Chargeback')
    await page.getByRole('list', { name: 'By cost center' }).waitFor()
    await assertFits(page)
    await assertAccessible(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })
})

const part = (type: string, said: string | null, more: object = {}) => ({
  type,
  text: said,
  name: null,
  id: null,
  ...more,
})

const KEPT_TEXT = {
  prompt: [
    { role: 'system', parts: [part('text', 'Be brief.')], finishReason: null },
    { role: 'user', parts: [part('text', 'I am [redacted]'), part('image_url', null)], finishReason: null },
    {
      role: 'assistant',
      parts: [part('tool_call', '{"q":1}', { name: 'find', id: 'call_1' })],
      finishReason: null,
    },
    { role: 'tool', parts: [part('tool_call_response', 'found', { id: 'call_1' })], finishReason: null },
  ],
  answer: [{ role: 'assistant', parts: [part('text', 'Hello')], finishReason: 'length' }],
  isCut: true,
  redaction: '[redacted]',
}

/** As soon as the panel has the focus, which it takes when it has come in. */
async function closeByKeyboard(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[role=dialog]')?.contains(document.activeElement))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function askForbidden({ gateway, consumerKey }: Quickstart): Promise<void> {
  const answer = await fetch(`${gateway}/v1/embeddings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${consumerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'text-embedding-3-small', input: 'hello' }),
  })
  assert.equal(answer.status, 403, await answer.text())
}

/** The records follow the journal some seconds behind. */
async function untilRecorded({ address, operatorKey }: Quickstart): Promise<void> {
  const signal = AbortSignal.timeout(RECORDED_DEADLINE_MS)
  for (;;) {
    const answer = await fetch(`${address}/admin/v1/exchanges?limit=200`, {
      headers: { authorization: `Bearer ${operatorKey}` },
      signal,
    })
    const { rows } = (await answer.json()) as { rows?: readonly unknown[] }
    if (rows?.length === REFUSED + ANSWERED) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Of the tile, in billionths. */
async function exactAmount(page: Page): Promise<bigint> {
  const tile = page.locator('dl > div').filter({ has: page.getByText('Amount', { exact: true }) })
  const text = (await tile.getByText(/^exactly/).textContent()) ?? ''
  return nanoOf(text.replace('exactly ', '').replaceAll(',', ''))
}

/** Of a column of all rows, in billionths. */
function sumOf(csv: string, column = 'BilledCost'): bigint {
  const [head = '', ...rows] = csv.trim().split('\n')
  const at = head.split(',').indexOf(column)
  assert.notEqual(at, -1, head)
  return rows.reduce((sum, row) => sum + nanoOf(cellsOf(row)[at] ?? ''), 0n)
}

function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('"', ''))
}

function nanoOf(decimal: string): bigint {
  const [whole = '0', part = ''] = decimal.trim().split('.')
  return BigInt(whole) * 1_000_000_000n + BigInt(part.padEnd(9, '0'))
}
