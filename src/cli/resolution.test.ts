import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '../base/index.ts'
import { fakeEnvironment } from './environment.fixture.ts'
import { Resolver } from './resolution.ts'

const OPEN = { kind: 'managed-identity', clientId: null } as const

test('an identity that the file leaves open is the one that the host names, and no other', () => {
  const withHost = new Resolver(fakeEnvironment([], { env: { AZURE_CLIENT_ID: 'of-the-host' } }), silentLog)
  assert.deepEqual(withHost.identity(OPEN), { kind: 'managed-identity', clientId: 'of-the-host' })
  const named = { kind: 'managed-identity', clientId: 'of-the-file' } as const
  assert.deepEqual(withHost.identity(named), named)
  assert.deepEqual(withHost.identity({ kind: 'default-azure' }), { kind: 'default-azure' })
  for (const env of [{}, { AZURE_CLIENT_ID: '' }])
    assert.deepEqual(new Resolver(fakeEnvironment([], { env }), silentLog).identity(OPEN), OPEN)
})
