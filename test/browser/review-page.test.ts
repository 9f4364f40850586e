import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Page, withoutBrowser, withPage } from './chromium.ts'

/** The HTML report as a reader has it: opened in a browser, on a desk and on a telephone, by day and by night. */
const root = path.resolve(import.meta.dirname, '../..')
const options = { skip: withoutBrowser }
let folder: string
let report: string

before(async () => {
  if (withoutBrowser !== false) return
  folder = await mkdtemp(path.join(tmpdir(), 'cw-page-'))
  const program = path.join(root, 'bin/causeway')
  const run = (...args: string[]) => promisify(execFile)(program, args, { cwd: folder })
  const quickstart = path.join(root, 'examples/quickstart/workload.yaml')
  await run('init', '--yes', '--residency', 'eu', '--data', 'internal', '--model', 'gpt-4.1,gpt-4.1-mini')
  await run('build', 'workload.yaml', '--out', 'zone')
  await run(
    'review',
    'workload.yaml',
    quickstart,
    'zone/arm',
    '--format',
    'html',
    '--out',
    'report.html',
    '--fail-on',
    'high',
  ).catch((error: { code?: number }) => assert.equal(error.code, 1))
  report = pathToFileURL(path.join(folder, 'report.html')).href
})
after(async () => {
  if (withoutBrowser === false) await rm(folder, { recursive: true, force: true })
})

/** Texts that are hard to read: below the ratio of WCAG 2.2, 1.4.3, which is 4.5 and for large text 3. */
const FAINT = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgb = (colour) => {
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = light(getComputedStyle(document.querySelector('.filters')).backgroundColor)
  const faint = new Set()
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    if (!own || one.closest('svg, select, button, script') || one.checkVisibility() === false) continue
    const style = getComputedStyle(one)
    const text = light(style.color)
    const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
    const isLarge = parseFloat(style.fontSize) >= 24
    if (ratio < (isLarge ? 3 : 4.5)) faint.add(one.tagName + '.' + one.className + ' ' + ratio.toFixed(2))
  }
  return [...faint]
})()`

/** Labels of pictures that stand over the frame of their box. */
const SPILLED = `[...document.querySelectorAll('.picture g')].flatMap((group) => {
  const frame = group.querySelector('rect')?.getBBox()
  if (frame === undefined) return []
  return [...group.querySelectorAll('text')]
    .filter((text) => text.getBBox().x + text.getBBox().width > frame.x + frame.width + 1)
    .map((text) => text.textContent)
})`

const shown = `[...document.querySelectorAll('article')].filter((one) => !one.hidden).length`
const told = `document.querySelector('output').textContent`
const focused = `document.activeElement.getAttribute('name') ?? document.activeElement.tagName`

test(
  'nothing is loaded, refused or thrown, and nothing scrolls sideways, at any width',
  options,
  async () => {
    await withPage(report, async (page) => {
      for (const width of [1280, 768, 390, 320]) {
        await page.resize(width, 844)
        const wide = await page.evaluate(`document.documentElement.scrollWidth - ${width}`)
        assert.ok(Number(wide) <= 0, `${String(wide)} pixels too wide at ${width}`)
      }
      assert.deepEqual(await page.evaluate(SPILLED), [])
      assert.deepEqual(page.requests, [])
      assert.deepEqual(page.complaints, [])
    })
  },
)

test('text can be read by day and by night', options, async () => {
  await withPage(report, async (page) => {
    for (const isDark of [false, true]) {
      await page.dark(isDark)
      assert.deepEqual(await page.evaluate(FAINT), [], isDark ? 'dark' : 'light')
    }
  })
})

test('filters work by keyboard alone, and say how much is left', options, async () => {
  await withPage(report, async (page) => {
    const failures = Number(await page.evaluate(shown))
    assert.ok(failures > 0)
    await tabTo(page, 'verdict')
    await page.press('n')
    assert.equal(await page.evaluate(`document.activeElement.selectedOptions[0].textContent`), 'not known')
    const unknown = await page.evaluate(shown)
    assert.notEqual(unknown, failures)
    await tabTo(page, 'words')
    for (const key of 'gov-01') await page.press(key)
    const found = Number(await page.evaluate(shown))
    assert.ok(found > 0 && found < Number(unknown), `${found} of ${String(unknown)}`)
    assert.match(String(await page.evaluate(told)), /^\d+ of \d+ results$/)
    await page.press('x')
    assert.equal(await page.evaluate(shown), 0)
    assert.equal(await page.evaluate(`document.querySelector('.none').checkVisibility()`), true)
    await tabTo(page, 'BUTTON')
    await page.press('Enter')
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve))`)
    assert.equal(await page.evaluate(`${shown} === document.querySelectorAll('article').length`), true)
  })
})

test('a picture that is wider than the page can be reached and scrolled by keyboard', options, async () => {
  await withPage(report, async (page) => {
    await page.resize(390, 844)
    await tabTo(page, 'DIV')
    assert.equal(await page.evaluate(`document.activeElement.className`), 'picture')
    assert.equal(
      await page.evaluate(`document.activeElement.scrollWidth > document.activeElement.clientWidth`),
      true,
    )
  })
})

const MOST_TABS = 40

async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    await page.press('Tab')
    if ((await page.evaluate(focused)) === name) return
  }
  assert.fail(`${name} cannot be reached with Tab`)
}
