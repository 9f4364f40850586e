import assert from 'node:assert/strict'
import { test } from 'node:test'

import { traceLink, traceLinkProblem } from './trace-link.ts'

test('an address of the web with a place for the id is taken, wherever in it the id stands', () => {
  for (const link of [
    'https://jaeger.contoso.com/trace/{trace_id}',
    'http://localhost:16686/trace/{trace_id}?uiEmbed=v0#{trace_id}',
    'https://portal.azure.com/#view/search~/{trace_id}',
  ])
    assert.equal(traceLinkProblem(link), null, link)
  const id = '0af7651916cd43dd8448eb211c80319c'
  assert.equal(traceLink('https://a/{trace_id}?t={trace_id}', id), `https://a/${id}?t=${id}`)
})

test('what is no such address is refused with what is wrong', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['https://jaeger.contoso.com/trace/', /has no \{trace_id\}/],
    ['/trace/{trace_id}', /is no address/],
    ['javascript:alert("{trace_id}")', /no address of the web/],
    ['data:text/html,{trace_id}', /no address of the web/],
    ['https://{trace_id}.contoso.com/', /in its host/],
    ['https://contoso.com:{trace_id}/', /is no address/],
    ['https://me:secret@contoso.com/{trace_id}', /user or a password/],
  ]
  for (const [link, said] of wrong) assert.match(traceLinkProblem(link) ?? '', said, link)
})
