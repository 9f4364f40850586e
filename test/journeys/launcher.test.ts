import assert from 'node:assert/strict'
import { type ExecFileException, execFile } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'

/** `bin/causeway`: which Node it starts, how, and that nothing is lost on the way there or back. */
const root = path.resolve(import.meta.dirname, '../..')
const launcher = path.join(root, 'bin/causeway')

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly pid: number
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  cwd = tmpdir(),
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { cwd, env: { ...process.env, MALLOC_ARENA_MAX: undefined, NODE_COMPILE_CACHE: undefined, ...env } },
      (error: ExecFileException | null, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') {
          reject(new Error('it was not started, or ended by a signal', { cause: error }))
          return
        }
        resolve({ code: Number(error?.code ?? 0), stdout, stderr, pid: child.pid as number })
      },
    )
  })
}

/** Says how it was started, one thing a line, and ends with a code of its own. */
const STAND_IN = `#!/usr/bin/env bash
echo "pid $$"
echo "self $0"
echo "arenas \${MALLOC_ARENA_MAX-unset}"
echo "cache \${NODE_COMPILE_CACHE-unset}"
for argument in "$@"; do printf 'argument %q\\n' "$argument"; done
echo 'said on standard error' >&2
exit 43
`

describe('with a stand-in for Node', () => {
  let home: string
  let copy: string
  let node: string

  before(() => {
    // A folder with a space in its name, as anybody may have.
    home = path.join(mkdtempSync(path.join(tmpdir(), 'cw-')), 'the program')
    copy = path.join(home, 'bin/causeway')
    node = path.join(home, 'node_modules/node/bin/node')
    for (const file of [copy, node]) mkdirSync(path.dirname(file), { recursive: true })
    copyFileSync(launcher, copy)
    writeFileSync(node, STAND_IN)
    for (const file of [copy, node]) chmodSync(file, 0o755)
  })

  after(() => rmSync(path.dirname(home), { recursive: true, force: true }))

  const told = ({ stdout }: Ended, what: string) =>
    stdout
      .split('\n')
      .filter((line) => line.startsWith(`${what} `))
      .map((line) => line.slice(what.length + 1))

  test('it starts the pinned Node in its own place, with the settings that were measured', async () => {
    const ended = await run(copy, [])
    assert.deepEqual(told(ended, 'self'), [node])
    assert.deepEqual(told(ended, 'arenas'), ['1'])
    assert.deepEqual(told(ended, 'cache'), [path.join(home, 'node_modules/.cache/causeway')])
    const flags = told(ended, 'argument').slice(0, -1)
    assert.ok(flags.includes('--max-semi-space-size=8'), flags.join(' '))
    // Signals reach Node itself, and whoever started it waits for it: the shell is gone.
    assert.deepEqual(told(ended, 'pid'), [String(ended.pid)])
  })

  test('settings of whoever starts it win, and so does none', async () => {
    const other = await run(copy, [], { MALLOC_ARENA_MAX: '4', NODE_COMPILE_CACHE: '/elsewhere' })
    assert.deepEqual([told(other, 'arenas'), told(other, 'cache')], [['4'], ['/elsewhere']])
    const none = await run(copy, [], { MALLOC_ARENA_MAX: '', NODE_COMPILE_CACHE: '' })
    assert.deepEqual([told(none, 'arenas'), told(none, 'cache')], [[''], ['']])
  })

  test('arguments and the exit code go through as they are', async () => {
    const given = ['serve', 'a file.yaml', '', '*', '--', '$HOME', '"quoted"', "it's", '--port', '-0', 'ä\\n']
    const ended = await run(copy, given)
    const bare = await run('bash', ['-c', `printf '%q\\n' "$@"`, 'bash', ...given])
    const shown = bare.stdout.split('\n').slice(0, -1)
    assert.deepEqual(told(ended, 'argument').slice(-given.length), shown)
    assert.equal(ended.code, 43)
    assert.equal(ended.stderr, 'said on standard error\n')
  })

  test('a link to it, from anywhere, leads to the same place', async () => {
    const links = path.join(home, 'links')
    mkdirSync(links)
    symlinkSync(copy, path.join(links, 'first'))
    symlinkSync('first', path.join(links, 'second'))
    for (const program of [path.join(links, 'second'), './second']) {
      const ended = await run(program, [], { CDPATH: home }, links)
      assert.deepEqual(told(ended, 'self'), [node], program)
    }
  })

  test('without the pinned Node it takes the one of the PATH', async () => {
    const elsewhere = path.join(home, 'elsewhere')
    mkdirSync(elsewhere)
    const other = path.join(elsewhere, 'node')
    copyFileSync(node, other)
    chmodSync(other, 0o755)
    chmodSync(node, 0o644)
    try {
      const ended = await run(copy, ['x'], { PATH: `${elsewhere}:${process.env['PATH']}` })
      assert.deepEqual(told(ended, 'self'), [other])
      assert.equal(ended.code, 43)
    } finally {
      chmodSync(node, 0o755)
    }
  })
})

describe('with Node', () => {
  const SAY = 'data:text/javascript,console.error(process.version, process.execPath)'

  test('it is the Node of package.json, and codes of commands come back', async () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: { node: string }
    }
    const version = await run(launcher, ['--version'], { NODE_OPTIONS: `--import "${SAY}"` })
    assert.equal(version.code, 0)
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/)
    const pinned = path.join(root, 'node_modules/node/bin/node')
    assert.equal(version.stderr, `v${dependencies.node} ${pinned}\n`)
    assert.equal((await run(launcher, ['no-such-command'])).code, 2)
    assert.equal((await run(launcher, ['check', 'no-such-file.yaml'])).code, 3)
  })

  test('what it compiled is kept; where it cannot be, it goes without', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cw-'))
    try {
      const kept = path.join(folder, 'cache')
      assert.equal((await run(launcher, ['--version'], { NODE_COMPILE_CACHE: kept })).code, 0)
      assert.ok(readdirSync(kept, { recursive: true }).length > 10)
      const file = path.join(folder, 'a-file')
      writeFileSync(file, '')
      const without = await run(launcher, ['--version'], { NODE_COMPILE_CACHE: path.join(file, 'cache') })
      assert.deepEqual([without.code, without.stderr], [0, ''])
      assert.ok(existsSync(file))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
