import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  formatReference,
  parseReference,
  type ReferenceSources,
  resolveReference,
  UnresolvedReference,
} from './index.ts'

describe('references', () => {
  const sound: [string, object][] = [
    ['env:AOAI_KEY', { kind: 'env', name: 'AOAI_KEY' }],
    ['file:/run/secrets/key', { kind: 'file', path: '/run/secrets/key' }],
    [
      'keyvault:my-vault/my-key',
      { kind: 'keyvault', vaultUrl: 'https://my-vault.vault.azure.net', secret: 'my-key' },
    ],
    [
      'keyvault:https://my-vault.vault.azure.cn/secrets/my-key',
      { kind: 'keyvault', vaultUrl: 'https://my-vault.vault.azure.cn', secret: 'my-key' },
    ],
    ['https://a.example', { kind: 'literal', value: 'https://a.example' }],
    ['ENV:X', { kind: 'literal', value: 'ENV:X' }],
  ]
  for (const [text, reference] of sound) {
    test(`${text} is read`, () => assert.deepEqual(parseReference(text), { ok: true, reference }))
  }

  const wrong = [
    'env:',
    'env:sk-secret1',
    'env:A B',
    'file:',
    'keyvault:v/secret1',
    'keyvault:my-vault',
    'keyvault:my-vault/',
    'keyvault:my-vault/a/b',
    'keyvault:my-vault/a_secret1',
    'keyvault:my--vault/a',
    'keyvault:http://my-vault.vault.azure.net/secrets/x',
    'keyvault:https://u:secret1@my-vault.vault.azure.net/secrets/x',
    'keyvault:https://my-vault.vault.azure.net/secrets/x/0123',
    'keyvault:https://my-vault.vault.azure.net/secrets/x?secret1',
    'keyvault:://secret1',
  ]
  for (const text of wrong) {
    test(`${text} is refused without being repeated`, () => {
      const parsed = parseReference(text)
      assert.ok(!parsed.ok)
      assert.ok(!parsed.problem.includes('secret1'), parsed.problem)
    })
  }

  test('no text makes the reader throw', () => {
    const prefix = fc.constantFrom('', 'env:', 'file:', 'keyvault:', 'keyvault:https://')
    fc.assert(
      fc.property(prefix, fc.string(), (start, rest) => {
        const parsed = parseReference(start + rest)
        assert.ok(parsed.ok || parsed.problem.length > 10)
      }),
    )
  })
})

describe('resolving', () => {
  const sources: ReferenceSources = {
    env: (name) => ({ KEY: 'value', EMPTY: '', BLANK: ' \n', LINE: 'value\r\n' })[name],
    readFile: (path) => {
      if (path === 'key.txt') return 'from file\n'
      throw Object.assign(new Error('ENOENT: no such file, open sk-secret'), { code: 'ENOENT' })
    },
    keyvault: (vaultUrl, secret) =>
      secret === 'gone'
        ? Promise.reject(new Error('403: sk-secret is not yours'))
        : Promise.resolve(`${vaultUrl} ${secret}`),
  }
  const resolve = (text: string) => {
    const parsed = parseReference(text)
    assert.ok(parsed.ok)
    return resolveReference(parsed.reference, sources)
  }

  test('gives the value, without the line end that editors leave', async () => {
    assert.equal(await resolve('env:KEY'), 'value')
    assert.equal(await resolve('env:LINE'), 'value')
    assert.equal(await resolve('file:key.txt'), 'from file')
    assert.equal(await resolve('keyvault:my-vault/my-key'), 'https://my-vault.vault.azure.net my-key')
    assert.equal(await resolve('https://a.example'), 'https://a.example')
  })

  const failing: [string, RegExp][] = [
    ['env:MISSING', /^env:MISSING is not set in the environment$/],
    ['env:EMPTY', /^env:EMPTY is empty$/],
    ['env:BLANK', /^env:BLANK is empty$/],
    ['file:other.txt', /^file:other\.txt cannot be read \(ENOENT\)$/],
    [
      'keyvault:my-vault/gone',
      /^keyvault:https:\/\/my-vault\.vault\.azure\.net\/secrets\/gone cannot be read$/,
    ],
  ]
  for (const [text, message] of failing) {
    test(`${text} fails, naming the place alone`, async () => {
      await assert.rejects(resolve(text), (error) => {
        assert.ok(error instanceof UnresolvedReference)
        assert.match(error.message, message)
        assert.equal(formatReference(error.reference), error.message.split(' ')[0])
        return true
      })
    })
  }
})
