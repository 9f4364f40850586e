import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMeter } from './azure-meters.ts'

const MODELS = [
  'gpt-4.1',
  'gpt-4.1-mini',
  'gpt-4o-mini',
  'gpt-5-mini',
  'gpt-5.4',
  'gpt-5',
  'o4-mini',
  'text-embedding-3-small',
]

test('meter names of every fashion are read', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['gpt 4.1 Inp glbl Tokens', 'gpt-4.1 input global'],
    ['gpt 4.1 cached Inp glbl Tokens', 'gpt-4.1 cached-input global'],
    ['gpt 4.1 mini cached Inp DZone Tokens', 'gpt-4.1-mini cached-input data-zone'],
    ['gpt 4.1 Outp Data Zone Tokens', 'gpt-4.1 output data-zone'],
    ['gpt 4.1 Batch Inp glbl Tokens', 'gpt-4.1 input global batch'],
    ['gpt-4o-mini-0718-Inp-regnl Tokens', 'gpt-4o-mini input region'],
    ['gpt-4o-mini-0718-Outp-glbl', 'gpt-4o-mini output global'],
    ['GPT 5 Mini cchd Inpt Glbl 1M Tokens', 'gpt-5-mini cached-input global'],
    ['GPT 5 Mini outpt DZone 1M Tokens', 'gpt-5-mini output data-zone'],
    ['5.4 pp opt Gl 1M Tokens', 'gpt-5.4 output global priority'],
    ['o4-mini 0416 cached Inp DataZone Tokens', 'o4-mini cached-input data-zone'],
    ['text-embedding-3-small-regional Tokens', 'text-embedding-3-small input region'],
    ['text embedding 3 small DZ Tokens', 'text-embedding-3-small input data-zone'],
    ['Provisioned Managed Regional Unit', 'null ptu region'],
    ['Provisioned Managed Data Zone Unit', 'null ptu data-zone'],
  ]
  for (const [name, expected] of rows) {
    const meter = readMeter(name, MODELS, [])
    const said =
      meter === null
        ? 'unread'
        : [String(meter.baseModel), meter.of, meter.scope, meter.tier ?? ''].join(' ').trim()
    assert.equal(said, expected, name)
  }
})

test('what is no meter of a model of ours is not guessed', () => {
  for (const name of [
    'Sora 2 pro glbl Second',
    'gpt 4.1 nano Inp glbl Tokens',
    'gpt 4.1 hosting Unit',
    'S1 Characters',
    '',
  ])
    assert.equal(readMeter(name, MODELS, []), null, name)
})

test('the file may say what a meter measures', () => {
  const told = [{ meter: 'Odd 41', baseModel: 'gpt-4.1', type: 'global-standard', of: 'output' }] as const
  assert.deepEqual(readMeter('Odd 41', MODELS, told), {
    baseModel: 'gpt-4.1',
    scope: 'global',
    of: 'output',
    tier: null,
  })
})
