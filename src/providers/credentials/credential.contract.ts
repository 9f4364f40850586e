import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Credential } from './credential.ts'

/** What every kind of credential must do. `usable` makes one that gets a credential, `useless` one that cannot. */
export function credentialContract(
  name: string,
  usable: () => Credential,
  expected: readonly [string, string],
  useless: (() => Credential) | { readonly skip: string },
): void {
  test(`${name}: after start the header is there at once, and the state says ready`, async () => {
    const credential = usable()
    await credential.start()
    assert.deepEqual(credential.header(), expected)
    assert.equal(credential.state().kind, 'ready')
    credential.close()
  })

  test(`${name}: a refusal by the provider does not take the header away`, async () => {
    const credential = usable()
    await credential.start()
    credential.rejected()
    assert.deepEqual(credential.header(), expected)
    credential.close()
  })

  test(`${name}: after close there is no header, whatever else is called, any number of times`, async () => {
    const credential = usable()
    await credential.start()
    credential.close()
    credential.rejected()
    credential.close()
    await credential.start()
    assert.equal(credential.header(), null)
    assert.equal(credential.state().kind, 'unavailable')
  })

  if ('skip' in useless) {
    test(`${name}: says why it is unavailable`, { skip: useless.skip }, () => undefined)
    return
  }
  test(`${name}: start does not throw when there is no credential; the state says why`, async () => {
    const credential = useless()
    await credential.start()
    assert.equal(credential.header(), null)
    const state = credential.state()
    assert.ok(state.kind === 'unavailable' && state.reason.length > 5)
    credential.close()
  })
}
