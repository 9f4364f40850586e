import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { build } from '../src/cli/commands/build.ts'
import { check } from '../src/cli/commands/check.ts'
import { review } from '../src/cli/commands/review.ts'
import { runCommandLine } from '../src/cli/command-line.ts'
import { fakeEnvironment } from '../src/cli/environment.fixture.ts'

/** The day on which the facts about Azure that the examples rest on were read. */
const DAY = Date.parse('2026-11-21T12:00:00Z')
const FOLDER = path.resolve(import.meta.dirname, '../examples')
const names = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const withZone = ['corporate-rag', 'edge', 'internet-chat', 'model-platform', 'regulated-ml']

async function run(...words: string[]) {
  const environment = fakeEnvironment(words, { cwd: FOLDER, isTerminal: false })
  environment.clock.advance(DAY - environment.clock.nowMs())
  const code = await runCommandLine([build, check, review], environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

test('every example is in the list', () => {
  const page = readFileSync(path.join(FOLDER, 'README.md'), 'utf8')
  for (const name of names) assert.ok(page.includes(`](${name}/)`), name)
  for (const name of withZone) assert.ok(names.includes(name), name)
})

describe('examples', () => {
  for (const name of names) {
    test(`${name} loads without a warning`, async () => {
      const { code, out, errors } = await run('check', `${name}/workload.yaml`)
      assert.equal(code, 0, errors)
      assert.doesNotMatch(`${out}${errors}`, /warning/)
    })
  }

  for (const name of withZone) {
    test(`${name} says who would use it, and its zone is what is built of it`, async () => {
      assert.match(readFileSync(path.join(FOLDER, name, 'README.md'), 'utf8'), /\*\*Who would use it\.\*\*/)
      const { code, out } = await run('build', `${name}/workload.yaml`, '--out', `${name}/zone`, '--diff')
      assert.equal(code, 0, `npm run examples writes them again:\n${out}`)
    })

    test(`${name} and its zone review without a high finding`, async () => {
      const { code, out } = await run('review', `${name}/workload.yaml`, `${name}/zone/arm`)
      assert.equal(code, 0, out)
    })
  }
})
