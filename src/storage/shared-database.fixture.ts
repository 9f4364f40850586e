import assert from 'node:assert/strict'

import { parsePostgresAddress } from '../workload/index.ts'
import type { SharedDatabase } from './record-database.ts'

export function sharedDatabaseAt(url: string): SharedDatabase {
  const parsed = parsePostgresAddress(url)
  assert.ok(parsed.ok, JSON.stringify(parsed))
  return { address: parsed.address, auth: null }
}
