import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

import { FAILURES } from '../base/index.ts'
import { ALERT_RULES } from '../monitoring/index.ts'
import { filledIn, remedyInConsole } from './console-remedy.ts'

const PAGES = path.resolve(import.meta.dirname, '../../console/src/pages')
const LINK = /\[[^\]]+\]\(\/([\w-]*)[^)\s]*\)/g

/** Values that mean something in an address, in a link of Markdown, and in what is filled in. */
const NASTY = 'a/b (c) d|e {model} & more'

function labelsOf(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name === 'limit' ? `/${NASTY}` : NASTY]))
}

for (const { id, inConsole, when } of ALERT_RULES) {
  if (inConsole === null) continue
  test(`${id} leads to pages that there are, by labels that it has`, () => {
    const said = remedyInConsole(id, labelsOf(when.by))
    assert.notEqual(said, null)
    const links = [...(said ?? '').matchAll(LINK)]
    assert.equal(links.length, inConsole.split('](').length - 1, said ?? '')
    for (const [, page = ''] of links)
      assert.ok(existsSync(path.join(PAGES, page === '' ? 'overview' : page)), page)
  })
}

test('what fails an exchange leads to pages that there are', () => {
  for (const [code, failure] of Object.entries(FAILURES)) {
    const text = 'inConsole' in failure ? failure.inConsole : undefined
    for (const [, page = ''] of (text ?? '').matchAll(LINK))
      assert.ok(existsSync(path.join(PAGES, page)), `${code}: ${page}`)
  }
})

test('what an alert is about stands in its links, and breaks none', () => {
  const limit = { limit: '/contoso/claims (old)|budget_per_month' }
  assert.equal(
    filledIn('[it](/consumers?path={path})', limit),
    '[it](/consumers?path=%2Fcontoso%2Fclaims%20%28old%29)',
  )
})

test('where the console has no place, it says nothing of its own', () => {
  assert.equal(remedyInConsole('journal-stuck', {}), null)
  assert.equal(remedyInConsole('of-another-program', {}), null)
  assert.equal(
    remedyInConsole('budget-used-up', { limit: 'ptu-swc|budget_per_month' }),
    null,
    'no consumer’s limit',
  )
  assert.equal(remedyInConsole('breaker-open', {}), null)
})
