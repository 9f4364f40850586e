import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

import { silentLog } from '../base/index.ts'
import { AlertFile } from './alert-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'alerts-'))
after(() => rmSync(folder, { recursive: true }))

test('incidents that were kept without labels have none, and others keep theirs', () => {
  const file = path.join(folder, 'alerts.json')
  const incident = {
    id: 'deployment ptu 1',
    kind: 'deployment',
    severity: 'warning',
    title: 'ptu took no requests',
    detail: '',
    about: 'ptu',
    fromMs: 1,
    untilMs: 2,
    remedy: null,
  }
  const labels = { deployment: 'ptu' }
  const incidents = [incident, { ...incident, labels }]
  writeFileSync(file, JSON.stringify({ version: 1, inForce: [], waiting: [], incidents }))
  const kept = new AlertFile(file, silentLog).read()
  assert.deepEqual(
    kept.incidents.map((one) => one.labels),
    [{}, labels],
  )
})
