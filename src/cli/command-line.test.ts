import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { allCommands, commandsFor } from './commands.ts'
import type { Command } from './command.ts'
import { runCommandLine } from './command-line.ts'
import { fakeEnvironment } from './environment.fixture.ts'
import { untilStopped } from './environment.ts'
import { CouldNotRun, EXIT, NegativeAnswer, WrongUse } from './exit-code.ts'
import type { Given } from './given.ts'
import { commandHelp } from './help.ts'

const FORMATS = ['text', 'json'] as const

function command(name: string, run: (given: Given) => Promise<0 | 1> | 0 | 1 = () => EXIT.ok): Command {
  return {
    name,
    summary: `Does ${name}`,
    usage: '[FILE] [--format text|json]',
    details: 'What the flags do not say.',
    flags: {
      format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' },
      state: { kind: 'text', value: 'DIR', summary: 'The state folder' },
      grace: { kind: 'text', value: 'DURATION', default: '24h', summary: 'How long' },
      quiet: { kind: 'switch', summary: 'Say less' },
    },
    positionals: { least: 0, most: 1 },
    run: async (given) => run(given),
  }
}

async function run(
  words: string[],
  commands: Command[] = [command('check'), command('keys create'), command('keys list')],
) {
  const environment = fakeEnvironment(words)
  const code = await runCommandLine(commands, environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

test('a command gets its flags and words, with defaults where none were given', async () => {
  let seen: unknown = null
  const probe = command('probe', (given) => {
    seen = {
      words: given.positionals,
      format: given.requiredChoice('format', FORMATS),
      state: given.text('state'),
      graceMs: given.durationMs('grace'),
      quiet: given.is('quiet'),
    }
    return EXIT.negative
  })
  assert.equal((await run(['probe', 'a.yaml', '--format=json', '--state', 's', '--quiet'], [probe])).code, 1)
  assert.deepEqual(seen, { words: ['a.yaml'], format: 'json', state: 's', graceMs: 86_400_000, quiet: true })
  assert.equal((await run(['probe', '--', '--help'], [probe])).code, 1, 'a name, not a question')
  assert.equal((await run(['probe', '--', '--odd-name'], [probe])).code, 1)
  assert.deepEqual(seen, {
    words: ['--odd-name'],
    format: 'text',
    state: null,
    graceMs: 86_400_000,
    quiet: false,
  })
})

test('what is wrong on the command line exits 2, says what, and offers the nearest thing', async () => {
  const cases: [string[], RegExp][] = [
    [[], /Usage: causeway COMMAND/],
    [['chekc'], /no command chekc\nDid you mean causeway check\?/],
    [['kesy', 'list'], /Did you mean causeway keys\?/],
    [['frobnicate'], /See causeway --help/],
    [['--bogus'], /no flag --bogus/],
    [['keys'], /needs to know what to do\nIt is one of create, list/],
    [['keys', 'crate'], /no command keys crate\nDid you mean causeway keys create\?/],
    [['check', '--fromat', 'json'], /no flag --fromat\nDid you mean --format\?\nUsage: causeway check/],
    [['check', '-q'], /no flag -q/],
    [['check', '--format', 'jsno'], /cannot be "jsno"\nDid you mean --format json\?/],
    [['check', '--format', 'xml'], /It is one of text, json/],
    [['check', '--format'], /--format needs a value\nWrite --format text\|json/],
    [['check', '--state', '--quiet'], /--state needs a value\nWrite --state DIR/],
    [['check', '--state='], /--state needs a value/],
    [['check', '--quiet=yes'], /--quiet takes no value/],
    [['check', '--quiet', '--quiet'], /--quiet is given twice/],
    [['check', 'a', 'b'], /one word too many: b/],
  ]
  for (const [words, expected] of cases) {
    const { code, out, errors } = await run(words)
    assert.equal(code, EXIT.wrongUse, words.join(' '))
    assert.match(errors, expected)
    assert.equal(out, '')
  }
})

test('values that are no durations, no numbers or missing are wrong use', async () => {
  const reads: [string[], (given: Given) => unknown, RegExp][] = [
    [
      ['p', '--grace', 'soon'],
      (given) => given.durationMs('grace'),
      /--grace is no duration: soon\nWrite 30s/,
    ],
    [['p', '--state', '1e3'], (given) => given.whole('state'), /--state is no whole number: 1e3/],
    [['p'], (given) => given.requiredText('state'), /--state is missing/],
  ]
  for (const [words, read, expected] of reads) {
    const { code, errors } = await run(words, [command('p', (given) => (read(given), EXIT.ok))])
    assert.equal(code, EXIT.wrongUse)
    assert.match(errors, expected)
  }
})

test('reading a flag that was never declared is a fault of ours, not of the reader', async () => {
  const { code, errors } = await run(['p'], [command('p', (given) => (given.text('nope'), EXIT.ok))])
  assert.equal(code, EXIT.couldNotRun)
  assert.match(errors, /fault in causeway itself.*\n.*does not declare/)
})

test('help of the program, of a group and of a command goes to stdout and exits 0', async () => {
  const program = await run(['--help'])
  assert.equal(program.code, EXIT.ok)
  assert.match(program.out, /keys create {2}Does keys create\n/)
  assert.match(program.out, /Exit codes:\n {2}0 /)
  assert.deepEqual(await run(['help']), program)
  assert.match((await run(['keys', '--help'])).out, /Usage: causeway keys COMMAND/)
  const help = await run(['check', '--help'])
  assert.match(help.out, /Usage: causeway check \[FILE\]/)
  assert.match(help.out, /What the flags do not say\./)
  assert.match(help.out, /--grace DURATION\s+How long \(default: 24h\)/)
  assert.deepEqual(await run(['help', 'check']), help)
  assert.deepEqual(await run(['check', '-h']), help)
})

test('what a command throws decides the exit code, and only our own faults print a stack', async () => {
  const missing = (): Promise<0> => readFile('/nowhere/at-all').then(() => EXIT.ok)
  const cases: [() => Promise<0>, number, RegExp, boolean][] = [
    [() => Promise.reject(new WrongUse('no')), EXIT.wrongUse, /causeway: no\nUsage/, false],
    [
      () => Promise.reject(new CouldNotRun('port 1 is taken')),
      EXIT.couldNotRun,
      /causeway: port 1 is taken\n/,
      false,
    ],
    [
      () => Promise.reject(new NegativeAnswer('no such key')),
      EXIT.negative,
      /causeway: no such key\n/,
      false,
    ],
    [missing, EXIT.couldNotRun, /ENOENT.*nowhere/, false],
    [() => Promise.reject(new TypeError('oops')), EXIT.couldNotRun, /fault in causeway itself/, true],
  ]
  for (const [thrower, code, expected, stack] of cases) {
    const result = await run(['p'], [command('p', thrower)])
    assert.equal(result.code, code)
    assert.match(result.errors, expected)
    assert.equal(/\n\s+at /.test(result.errors), stack)
  }
})

test('waiting for the end listens to both signals, and lets go of them once one came', async () => {
  const environment = fakeEnvironment([])
  const stopped = untilStopped(environment)
  assert.equal(environment.signal('SIGTERM'), 1)
  assert.equal(await stopped, 'SIGTERM')
  assert.equal(environment.signal('SIGINT'), 0)
})

const COMMANDS = await allCommands()

test('each registered command has a name of its own and help that shows its flags in its usage', () => {
  assert.equal(new Set(COMMANDS.map(({ name }) => name)).size, COMMANDS.length)
  for (const registered of COMMANDS) {
    assert.match(registered.name, /^[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*)?$/)
    assert.ok(!registered.summary.endsWith('.'), `${registered.name}: a summary is a line, not a sentence`)
    for (const flag of Object.keys(registered.flags)) {
      assert.notEqual(flag, 'help')
      assert.ok(registered.usage.includes(`--${flag}`), `causeway ${registered.name}: usage lacks --${flag}`)
    }
    assert.ok(
      commandHelp(registered)
        .split('\n')
        .every((line) => line.length <= 100),
      registered.name,
    )
  }
})

test('a word brings all commands that begin with it, and one that begins none brings every command', async () => {
  for (const [word, registered] of Map.groupBy(COMMANDS, ({ name }) => name.split(' ')[0] ?? ''))
    assert.deepEqual(await commandsFor(word), registered)
  for (const word of ['', '--help', 'help', 'chek', 'constructor', '__proto__'])
    assert.deepEqual(await commandsFor(word), COMMANDS, word)
})

test('the program itself runs from anywhere, through a link, and passes the exit code on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bin-'))
  try {
    const link = join(folder, 'causeway')
    symlinkSync(fileURLToPath(new URL('../../bin/causeway', import.meta.url)), link)
    const version = spawnSync(link, ['--version'], { cwd: folder, encoding: 'utf8' })
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    assert.equal(version.stdout, `${manifest.version}\n`)
    assert.equal(version.stderr, '')
    assert.equal(version.status, 0)
    assert.equal(spawnSync(link, ['no-such-command'], { cwd: folder }).status, 2)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
