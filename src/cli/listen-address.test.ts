import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WrongUse } from './exit-code.ts'
import { parseListenAddress } from './listen-address.ts'

test('an address is host and port, and a port alone means this machine', () => {
  const cases: [string, string, number][] = [
    ['127.0.0.1:8090', '127.0.0.1', 8090],
    ['[::1]:80', '::1', 80],
    ['localhost:0', 'localhost', 0],
    ['8090', '127.0.0.1', 8090],
    [':8090', '127.0.0.1', 8090],
    ['0.0.0.0:65535', '0.0.0.0', 65_535],
  ]
  for (const [text, host, port] of cases) assert.deepEqual(parseListenAddress('listen', text), { host, port })
})

test('what is no address is wrong use', () => {
  for (const text of ['', 'localhost', '127.0.0.1:', '::1:80', '127.0.0.1:65536', 'http://x:80', 'a b:80'])
    assert.throws(() => parseListenAddress('listen', text), WrongUse, text)
})
