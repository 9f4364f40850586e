import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { describe, test } from 'node:test'

import * as fc from 'fast-check'

import { bareAddress, parseProxyRange, TrustedProxies } from './trusted-proxies.ts'

const GATEWAY = '10.0.1.4'
const proxies = new TrustedProxies(['10.0.1.0/24', '2001:db8:f::/48', '192.0.2.9'])

describe('who calls', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined, string])[] = [
    ['a peer that is no proxy may write what it likes', '198.51.100.7', '203.0.113.1', '198.51.100.7'],
    ['a proxy that hands on nothing is who calls', GATEWAY, undefined, GATEWAY],
    ['through a proxy, whom it was called by', GATEWAY, '203.0.113.1', '203.0.113.1'],
    ['with a port, as Application Gateway writes it', GATEWAY, '203.0.113.1:52100', '203.0.113.1'],
    [
      'what a caller wrote stands left, and counts nothing',
      GATEWAY,
      '10.9.9.9, 203.0.113.1:1',
      '203.0.113.1',
    ],
    ['nor does it where it is no address', GATEWAY, 'unknown, <script>,,203.0.113.1', '203.0.113.1'],
    ['over two proxies', GATEWAY, '203.0.113.1, 192.0.2.9', '203.0.113.1'],
    [
      'over a trusted and a strange one, the strange one',
      GATEWAY,
      '203.0.113.1, 192.0.2.8, 192.0.2.9',
      '192.0.2.8',
    ],
    ['a proxy itself, as when it looks whether all is well', GATEWAY, '10.0.1.5:80', '10.0.1.5'],
    ['by IPv6', '2001:db8:f::1', '2001:DB8:0:0::7', '2001:db8::7'],
    ['by IPv6 with a port', '2001:db8:f::1', '[2001:db8::7]:52100', '2001:db8::7'],
    ['by IPv6 in brackets', '2001:db8:f::1', '[2001:db8::7]', '2001:db8::7'],
    ['a peer of IPv4 on a socket of IPv6', `::ffff:${GATEWAY}`, '::ffff:203.0.113.1', '203.0.113.1'],
    ['a peer that is known no more', undefined, '203.0.113.1', ''],
    ...[
      'unknown',
      '',
      ' ',
      ',',
      '203.0.113.1,',
      '203.0.113.999',
      '203.0.113.1:port',
      '203.0.113.1:1:2',
      '[203.0.113.1]',
      '[2001:db8::7',
      '2001:db8::7::1',
      'for=203.0.113.1',
      `${' '.repeat(100)}203.0.113.1`,
      `unknown, 192.0.2.9`,
    ].map((header) => [`no address: ${JSON.stringify(header)}`, GATEWAY, header, GATEWAY] as const),
  ]
  for (const [what, peer, header, client] of cases)
    test(what, () => assert.equal(proxies.clientOf(peer, header), client))

  test('nobody is trusted where no proxy is named', () => {
    const none = new TrustedProxies([])
    assert.equal(none.areThere, false)
    assert.equal(none.clientOf(GATEWAY, '203.0.113.1'), GATEWAY)
  })

  test('of proxies without end it is looked at some', () => {
    const header = `203.0.113.1${', 10.0.1.5'.repeat(10_000)}`
    assert.equal(proxies.clientOf(GATEWAY, header), '10.0.1.5')
  })

  test('whatever is written there, it is an address, and no trusted one hides who wrote it', () => {
    const hop = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.nat(70_000)).map(([address, port]) => `${address}:${port}`),
      fc.constantFrom('10.0.1.7', '::ffff:10.0.1.7', 'unknown', '[', ''),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(hop, { maxLength: 20 }), fc.ipV4(), (written, caller) => {
        fc.pre(!proxies.has(caller))
        assert.notEqual(isIP(proxies.clientOf(GATEWAY, written.join(', '))), 0)
        // Whom the proxy was called by stands at the end, whatever the caller sent.
        assert.equal(proxies.clientOf(GATEWAY, [...written, caller].join(',')), caller)
      }),
    )
  })
})

test('a range is named as it is, and one that trusts nearly everybody is none', () => {
  for (const text of ['10.0.0.0/8', '10.0.1.4', '2001:db8::/32', '::1'])
    assert.equal(parseProxyRange(text).kind, 'range', text)
  for (const text of [
    '',
    'proxy.contoso.com',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/24/8',
    '10.0.0.1/24',
    '0.0.0.0/0',
    '::/0',
    '2000::/3',
    'fe80::1%eth0',
    '10.0.0.0/1e1',
  ])
    assert.equal(parseProxyRange(text).kind, 'fault', text)
})

test('an address has one form', () => {
  assert.equal(bareAddress('::ffff:10.0.0.7'), '10.0.0.7')
  assert.equal(bareAddress('::FFFF:a00:7'), '10.0.0.7')
  assert.equal(bareAddress('2001:DB8:0:0:0:0:0:1'), '2001:db8::1')
  assert.equal(bareAddress('fe80::1%eth0'), 'fe80::1')
  assert.equal(bareAddress('10.0.0.7'), '10.0.0.7')
  assert.equal(bareAddress(''), '')
})
