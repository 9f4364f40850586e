import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

import { tarOf } from './tar.ts'

test('tar takes the archive out again: names, bytes and what may be run', () => {
  const long = `${'deep/'.repeat(25)}file.tf`
  const files = [
    { path: 'deploy.sh', text: '#!/bin/sh\n' },
    { path: 'arm/main.json', text: 'ü'.repeat(300) },
    { path: 'empty', text: '' },
    { path: 'whole-block', text: 'x'.repeat(512) },
    { path: long, text: 'long' },
  ]
  const folder = mkdtempSync(path.join(tmpdir(), 'tar-'))
  try {
    writeFileSync(path.join(folder, 'zone.tar'), tarOf('zone', files))
    execFileSync('tar', ['-xf', 'zone.tar'], { cwd: folder })
    for (const { path: name, text } of files)
      assert.equal(readFileSync(path.join(folder, 'zone', name), 'utf8'), text, name)
    assert.equal(statSync(path.join(folder, 'zone/deploy.sh')).mode & 0o111, 0o111)
    assert.equal(statSync(path.join(folder, 'zone/arm/main.json')).mode & 0o111, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
  assert.throws(() => tarOf('zone', [{ path: 'x'.repeat(101), text: '' }]), /too long/)
})
