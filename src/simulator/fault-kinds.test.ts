import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FAULT_KIND_FACTS } from './fault-kinds.ts'
import { checkedFault, FAULT_KINDS } from './fault-schema.ts'

test('each kind of fault is explained, with numbers that are taken, and that it has without', () => {
  assert.deepEqual(Object.keys(FAULT_KIND_FACTS).sort(), [...FAULT_KINDS].sort())
  for (const [kind, { numbers }] of Object.entries(FAULT_KIND_FACTS)) {
    const given = Object.fromEntries(numbers.map(({ name, standard }) => [name, standard]))
    assert.deepEqual(checkedFault({ kind, ...given }, 0), checkedFault({ kind }, 0))
  }
})
