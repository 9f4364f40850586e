import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parsePostgresAddress, type PostgresAddress } from './postgres-address.ts'

function parsed(text: string): PostgresAddress {
  const result = parsePostgresAddress(text)
  assert.ok(result.ok, JSON.stringify(result))
  return result.address
}

test('every part is read, with its escapes', () => {
  assert.deepEqual(
    parsed('postgresql://cause%40way:p%2Fw@db.example.com:6543/led%20ger?sslrootcert=/etc/ca.pem'),
    {
      host: 'db.example.com',
      port: 6543,
      database: 'led ger',
      user: 'cause@way',
      password: 'p/w',
      tls: 'verified',
      authorityFile: '/etc/ca.pem',
    },
  )
})

test('certificates are verified unless the address says otherwise, or never leaves the machine', () => {
  for (const [text, tls] of [
    ['postgres://u@db.example.com/l', 'verified'],
    ['postgres://u@db.example.com/l?sslmode=require', 'verified'],
    ['postgres://u@db.example.com/l?sslmode=no-verify', 'unverified'],
    ['postgres://u@db.example.com/l?sslmode=disable', 'off'],
    ['postgres://u@localhost/l', 'off'],
    ['postgres://u@[::1]:5433/l', 'off'],
    ['postgres://u@127.0.0.1/l?sslmode=verify-full', 'verified'],
    ['postgres://u@127.0.0.2/l', 'verified'],
    ['postgres://u@localhost/l?host=/run/postgresql', 'off'],
    ['postgres://u@localhost/l?host=db.example.com', 'verified'],
  ] as const)
    assert.equal(parsed(text).tls, tls, text)
  assert.equal(parsed('postgres://u@[::1]:5433/l').host, '::1')
  assert.equal(parsed('postgres://u@localhost/l?host=/run/postgresql').host, '/run/postgresql')
})

test('what is no address is told without repeating it', () => {
  for (const text of [
    'secret',
    'mysql://u:secret@h/l',
    'postgres://u:secret@h',
    'postgres://:secret@h/l',
    'postgres://u:secret@/l',
    'postgres://u:secret@h/l?sslmode=prefer',
    'postgres://u:secret@h/l?options=-c',
    'postgres://u:secret%@h/l',
    'postgres://u:secret@localhost/l?host=/run&sslmode=require',
  ]) {
    const result = parsePostgresAddress(text)
    assert.ok(!result.ok, text)
    assert.doesNotMatch(result.problem, /secret/)
  }
})
