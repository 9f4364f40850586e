import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ManualClock } from '../../base/index.ts'
import { hashKey } from '../../identity/index.ts'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { keysList } from './keys-list.ts'
import { keysCreate, keysPrune, keysRevoke, keysRotate } from './keys.ts'

const COMMANDS = [keysCreate, keysList, keysRevoke, keysRotate, keysPrune]
const BOT = '/contoso/claims/intake-bot'

interface Result {
  readonly code: number
  readonly out: string
  readonly errors: string
}

interface Shown {
  readonly id: string
  readonly key?: string
  readonly label: string | null
  readonly state: string
  readonly expires: string | null
}

/** Commands that share a folder and a clock, as on one machine through a day. */
async function onOneMachine(
  body: (keys: (...words: string[]) => Promise<Result>, clock: ManualClock, cwd: string) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock()
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, (cwd) =>
    body(
      async (...words) => {
        const environment = { ...fakeEnvironment(['keys', ...words], { cwd }), clock }
        return {
          code: await runCommandLine(COMMANDS, environment),
          out: environment.out(),
          errors: environment.errors(),
        }
      },
      clock,
      cwd,
    ),
  )
}

async function list(
  keys: (...words: string[]) => Promise<Result>,
  ...words: string[]
): Promise<readonly Shown[]> {
  const { out, errors } = await keys('list', '--format', 'json', ...words)
  assert.equal(errors, '')
  return (JSON.parse(out) as { keys: Shown[] }).keys
}

test('a new key goes alone to stdout, once; the file has its hash, and nobody but the owner may read it', async () => {
  await onOneMachine(async (keys, _clock, cwd) => {
    const { code, out, errors } = await keys('create', '--consumer', BOT, '--label', 'laptop')
    assert.equal(code, 0, errors)
    assert.match(out, /^cw_\w+\n$/)
    assert.match(errors, /key of \/contoso\/claims\/intake-bot, shown this once; .* does not expire/)
    const file = join(cwd, '.causeway', 'keys.json')
    const text = await readFile(file, 'utf8')
    assert.ok(text.includes(hashKey(out.trim())))
    assert.ok(!text.includes(out.trim()))
    assert.equal((await stat(file)).mode & 0o077, 0)
    assert.equal((await stat(join(cwd, '.causeway'))).mode & 0o077, 0)
  })
})

test('the list shows neither keys nor hashes, in either format', async () => {
  await onOneMachine(async (keys) => {
    const key = (await keys('create', '--consumer', BOT, '--label', 'laptop', '--expires', '90d')).out.trim()
    const table = (await keys('list')).out
    assert.match(
      table,
      /^ID +CONSUMER +LABEL +STATE +CREATED +ENDS +LAST USED\n\w{8} +\/contoso\/claims\/intake-bot +laptop +live +/,
    )
    const json = (await keys('list', '--format', 'json')).out
    for (const text of [table, json]) {
      assert.ok(!text.includes(key))
      assert.ok(!text.includes(hashKey(key)))
      assert.doesNotMatch(text, /hash/)
    }
  })
})

test('a consumer that the file does not have is refused with the nearest one; with --state alone any path is taken', async () => {
  await onOneMachine(async (keys) => {
    const slip = await keys('create', '--consumer', '/contoso/claims/intake-bto')
    assert.equal(slip.code, 1)
    assert.match(
      slip.errors,
      /workload\.yaml has no consumer .*; did you mean \/contoso\/claims\/intake-bot\?/,
    )
    const far = await keys('create', '--consumer', '/fabrikam')
    assert.match(far.errors, /declare it under consumers first/)
    assert.equal((await keys('create', '--consumer', '/fabrikam', '--state', 'elsewhere')).code, 0)
    const both = await keys(
      'create',
      '--consumer',
      '/fabrikam',
      '--state',
      'elsewhere',
      '--file',
      'workload.yaml',
    )
    assert.equal(both.code, 1)
    for (const path of ['contoso', '/', '/contoso/', '/Contoso', '/a b'])
      assert.equal((await keys('create', '--consumer', path, '--state', 'elsewhere')).code, 2, path)
  })
})

test('a third live key is refused, and an expired one makes room', async () => {
  await onOneMachine(async (keys, clock) => {
    await keys('create', '--consumer', BOT, '--expires', '1h')
    await keys('create', '--consumer', BOT)
    const third = await keys('create', '--consumer', BOT)
    assert.equal(third.code, 1)
    assert.equal(third.out, '')
    assert.match(third.errors, /has 2 live keys/)
    clock.advance(3_600_000)
    assert.equal((await keys('create', '--consumer', BOT)).code, 0)
    assert.deepEqual(
      (await list(keys)).map(({ state }) => state),
      ['expired', 'live', 'live'],
    )
  })
})

test('rotation makes a new key and lets the old one live through the grace, and no longer', async () => {
  await onOneMachine(async (keys, clock) => {
    const none = await keys('rotate', '--consumer', BOT)
    assert.equal(none.code, 1)
    assert.match(none.errors, /no live key to rotate/)
    await keys('create', '--consumer', BOT, '--label', 'server')
    const rotated = await keys('rotate', '--consumer', BOT, '--grace', '2h')
    assert.equal(rotated.code, 0)
    assert.match(rotated.out, /^cw_\w+\n$/)
    assert.match(rotated.errors, /still works for 2h/)
    assert.deepEqual(
      (await list(keys)).map(({ state, label }) => [state, label]),
      [
        ['live', 'server'],
        ['live', 'server'],
      ],
    )
    clock.advance(7_200_000)
    assert.deepEqual(
      (await list(keys)).map(({ state }) => state),
      ['expired', 'live'],
    )
  })
})

test('a revoked key is shown as such; an unknown id is a negative answer', async () => {
  await onOneMachine(async (keys) => {
    const made = JSON.parse((await keys('create', '--consumer', BOT, '--format', 'json')).out) as Shown
    assert.match(made.key ?? '', /^cw_/)
    const revoked = await keys('revoke', '--id', made.id)
    assert.equal(revoked.code, 0)
    assert.match(revoked.out, new RegExp(`Key ${made.id} of ${BOT} is revoked`))
    assert.deepEqual(
      (await list(keys)).map(({ id, state }) => [id, state]),
      [[made.id, 'revoked']],
    )
    const unknown = await keys('revoke', '--id', 'nope')
    assert.equal(unknown.code, 1)
    assert.match(unknown.errors, /there is no key nope/)
  })
})

test('the list can be cut to a consumer and those below it', async () => {
  await onOneMachine(async (keys) => {
    for (const consumer of ['/contoso/claims', BOT, '/contoso/claims-archive'])
      assert.equal((await keys('create', '--consumer', consumer, '--state', 's')).code, 0)
    assert.equal((await list(keys, '--state', 's', '--consumer', '/contoso/claims')).length, 2)
    assert.equal((await list(keys, '--state', 's', '--consumer', '/contoso/')).length, 3)
    assert.equal((await list(keys, '--state', 's')).length, 3)
  })
})

test('reading makes no state folder, an empty one says how to make a key, and a damaged file ends it with 3', async () => {
  await onOneMachine(async (keys, _clock, cwd) => {
    const none = await keys('list')
    assert.equal(none.code, 1)
    assert.match(none.errors, /there is no state folder/)
    await assert.rejects(stat(join(cwd, '.causeway')))
    await keys('create', '--consumer', BOT)
    await writeFile(join(cwd, '.causeway', 'keys.json'), '{"version":1,"keys":[]}')
    assert.match((await keys('list')).out, /causeway keys create/)
    await writeFile(join(cwd, '.causeway', 'keys.json'), '{"version":1,"keys":[{}]}')
    const damaged = await keys('list')
    assert.equal(damaged.code, 3)
    assert.match(damaged.errors, /does not hold keys/)
    const create = await keys('create', '--consumer', BOT)
    assert.equal(create.code, 3)
    assert.equal(await readFile(join(cwd, '.causeway', 'keys.json'), 'utf8'), '{"version":1,"keys":[{}]}')
  })
})

test('prune removes what has been dead for longer than the grace, shows it, and leaves the rest', async () => {
  await onOneMachine(async (keys, clock, cwd) => {
    const day = 24 * 60 * 60 * 1000
    await keys('create', '--consumer', BOT, '--label', 'expires early', '--expires', '1d')
    await keys('create', '--consumer', BOT, '--label', 'revoked')
    const revoked = (await list(keys)).find(({ label }) => label === 'revoked')
    await keys('revoke', '--id', revoked?.id ?? '')
    clock.advance(2 * day)
    await keys('create', '--consumer', BOT, '--label', 'expires late', '--expires', '29d')
    await keys('create', '--consumer', BOT, '--label', 'live')

    clock.advance(28 * day)
    const early = await keys('prune')
    assert.equal(early.code, 0)
    assert.equal(early.out, 'Removed 0 keys dead for more than 30d; 4 left.\n', 'exactly as old as the grace')

    clock.advance(1)
    const first = await keys('prune')
    assert.match(
      first.out,
      /^ID +CONSUMER [^]*\n\w{8} .* revoked +revoked [^]*\nRemoved 1 key dead for more than 30d; 3 left\.\n$/,
    )
    assert.doesNotMatch(first.out, /hash|early/)

    clock.advance(2 * day)
    const second = await keys('prune', '--grace', '0s', '--format', 'json')
    const json = JSON.parse(second.out) as { removed: Shown[]; left: number }
    assert.deepEqual(
      new Set(json.removed.map(({ label }) => label)),
      new Set(['expires early', 'expires late']),
    )
    assert.equal(json.left, 1)
    assert.deepEqual(
      (await list(keys)).map(({ label }) => label),
      ['live'],
    )
    assert.doesNotMatch(await readFile(join(cwd, '.causeway', 'keys.json'), 'utf8'), /early|late|revoked"/)
  })
})

test('where nothing was served yet, prune says so and makes nothing', async () => {
  await onOneMachine(async (keys) => {
    const { code, errors } = await keys('prune')
    assert.equal(code, 1)
    assert.match(errors, /no state folder/)
  })
})

test('keys are listed where the ledger cannot be read, but nobody is told that they are unused', async () => {
  const withDamage = (body: (keys: (...words: string[]) => Promise<Result>) => Promise<void>) =>
    onOneMachine(async (keys, _clock, cwd) => {
      await keys('create', '--consumer', BOT)
      await writeFile(join(cwd, '.causeway', 'database'), 'no folder')
      await body(keys)
    })
  await withDamage(async (keys) => {
    const listed = await keys('list')
    assert.equal(listed.code, 0)
    assert.match(listed.out, / live +\S+ +never +-\n$/)
    assert.match(listed.errors, /^When keys were used is not known: the records in .* cannot be read/)
  })
  await withDamage(async (keys) => {
    const asked = await keys('list', '--unused-for', '30d')
    assert.equal(asked.code, 3)
    assert.equal(asked.out, '')
    assert.match(asked.errors, /cannot be read/)
  })
})
