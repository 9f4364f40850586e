import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'

import type { Browser } from 'playwright-core'

import { copyMadeDatabase } from '../../src/storage/made-database.fixture.ts'
import {
  assertAccessible,
  assertFits,
  buildConsole,
  NARROW,
  open,
  picture,
  settled,
  startBrowser,
  visit,
  withoutBrowser,
} from './browser.fixture.ts'

const program = path.resolve(import.meta.dirname, '../../bin/causeway')
const START_DEADLINE_MS = 180_000
const TEST_ENVIRONMENT = { ...process.env, ONE_KEY: 'not-a-real-key' }

/** Accounts on Azure, so that there is a landing zone; nothing of them is called. */
const WORKLOAD = `workload: design-of-a-test
environment: production
exposure: corp
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  aoai-swc: { provider: azure-openai, region: swedencentral, endpoint: 'https://swc.openai.azure.com', auth: { key: env:ONE_KEY } }
  aoai-frc: { provider: azure-openai, region: francecentral, endpoint: 'https://frc.openai.azure.com', auth: { key: env:ONE_KEY } }
models:
  gpt-4.1:
    deployments:
      - { id: one-swc, account: aoai-swc, type: standard, tpm: 100k }
      - { id: one-frc, account: aoai-frc, type: standard, tpm: 100k, priority: 2 }
consumers:
  /contoso/claims: { cost_center: CC-1042, models: [gpt-4.1] }
network: { preset: closed }
gateway: { listen: '127.0.0.1:0' }
admin: { listen: '127.0.0.1:0' }
`

describe('the pages of the design', { skip: withoutBrowser }, () => {
  let folder: string
  let child: ChildProcess
  let browser: Browser
  let address: string
  let key: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cw-'))
    await writeFile(path.join(folder, 'workload.yaml'), WORKLOAD)
    const asOwner = ['operators', 'create', '--operator', 'tester', '--role', 'owner']
    key = execFileSync(program, asOwner, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    await buildConsole()
    await copyMadeDatabase(path.join(folder, '.causeway'))
    child = spawn(program, ['serve', 'workload.yaml'], {
      cwd: folder,
      env: TEST_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    address = `http://127.0.0.1:${await consolePort(child)}`
    browser = await startBrowser()
  })
  after(async () => {
    await browser?.close()
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  test('a failed finding opens with what to do, its place and its source; pillars and words narrow the list', async () => {
    const { page, context, complaints } = await visit(browser, { address, key })
    await open(page, '/review', 'Review')
    const findings = page.getByRole('table', { name: 'Findings' })
    // A workload file as short as this does not meet the guidance.
    await findings.getByRole('row').nth(2).waitFor()
    await assertAccessible(page)
    await picture(page, 'review')
    await page.getByRole('button', { name: /^Security/ }).click()
    await page.getByRole('heading', { level: 2, name: 'Findings of Security' }).waitFor()
    await page.getByRole('button', { name: /^Security/, pressed: true }).click()
    await findings.getByRole('link').first().click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('heading', { name: 'What to do' }).waitFor()
    await panel.getByRole('heading', { name: 'Who asks for it' }).waitFor()
    assert.match(
      (await panel.getByRole('link').first().getAttribute('href')) ?? '',
      /^https:\/\/learn\.microsoft\.com\//,
    )
    await assertAccessible(page)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await page.getByRole('searchbox', { name: 'Search findings' }).fill('no finding has these words')
    await page.getByText('No finding is like this').waitFor()
    await page.getByRole('searchbox', { name: 'Search findings' }).fill('')
    await page.getByRole('tab', { name: 'Passed' }).click()
    // What is chosen can be shared.
    await page.waitForURL(/verdict=pass/)
    await findings.getByRole('row').nth(5).waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a resource says which recommendations asked for it, and leads to what the review says of them', async () => {
    const { page, context, complaints } = await visit(browser, { address, key })
    await open(page, '/landing-zone', 'Landing zone')
    const drawing = await page.getByRole('img', { name: /2 regions with their networks/ }).elementHandle()
    await page.waitForFunction(
      (image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 200,
      drawing,
    )
    await assertAccessible(page)
    await picture(page, 'landing-zone')
    await page.getByRole('searchbox', { name: 'Search resources' }).fill('privateEndpoints')
    const resources = page.getByRole('table', { name: 'Resources' })
    await resources.getByRole('link').first().click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('heading', { name: 'Why it is there' }).waitFor()
    const rule = await panel.getByRole('link').first().textContent()
    await assertAccessible(page)
    await panel.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: 'Review' }).waitFor()
    await settled(page)
    const cells = page
      .getByRole('table', { name: 'Findings' })
      .getByRole('cell', { name: rule ?? '', exact: true })
    await cells.first().waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('the download is the archive of what build writes', async () => {
    const { page, context } = await visit(browser, { address, key })
    await open(page, '/landing-zone', 'Landing zone')
    await page.getByRole('button', { name: 'Download' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Bicep' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'design-of-a-test-landing-zone-bicep.tar.gz')
    const archive = gunzipSync(await readFile(await download.path())).toString('latin1')
    assert.match(archive, /design-of-a-test-landing-zone\/bicep\/[\w./-]+\.bicep/)
    assert.doesNotMatch(archive, /design-of-a-test-landing-zone\/terraform\//)
    await context.close()
  })

  test('both fit a narrow screen, also in the dark', async () => {
    const { page, context, complaints } = await visit(browser, {
      address,
      key,
      size: NARROW,
      colorScheme: 'dark',
    })
    await open(page, '/review', 'Review')
    await assertFits(page)
    await assertAccessible(page)
    await open(page, '/landing-zone', 'Landing zone')
    await assertFits(page)
    await assertAccessible(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('after a change of the file the review says what began to fail and what was mended', async () => {
    const { page, context, complaints } = await visit(browser, { address, key })
    await open(page, '/review', 'Review')
    await page.getByText(/The first review: \d+ of 100/).waitFor()
    assert.equal(await page.getByRole('region', { name: 'What changed' }).count(), 0)
    const changed = WORKLOAD.replaceAll('tpm: 100k', "tpm: 100k, version: '2025-04-14'").replace(
      /.*one-frc.*\n/,
      '',
    )
    await writeFile(path.join(folder, 'workload.yaml'), changed)
    const reloaded = await context.request.post('/admin/v1/reload', {
      headers: { origin: address, 'x-causeway-console': '1' },
    })
    assert.equal(((await reloaded.json()) as { isInForce: boolean }).isInForce, true, await reloaded.text())
    await page.reload()
    const changes = page.getByRole('region', { name: 'What changed' })
    await changes.getByText('Mended: Each model has a version that is pinned').waitFor()
    await changes.getByRole('link').first().click()
    await page.getByRole('dialog').getByRole('heading', { name: 'What to do' }).waitFor()
    await page.keyboard.press('Escape')
    await page
      .getByRole('region', { name: 'Score over time' })
      .getByText(/^Score: last \d+ of 100/)
      .waitFor()
    await assertAccessible(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })
})

function consolePort(serving: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no console in time:\n${printed}`)), START_DEADLINE_MS)
    serving.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const port = /"port":(\d+),"message":"the admin API and the console listen"/.exec(printed)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(port)
    })
    serving.once('exit', (code) => reject(new Error(`ended with ${code}:\n${printed}`)))
  })
}
