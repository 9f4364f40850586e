import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { architecturePage } from './tidy/architecture.ts'
import { fileNames, fileSizes, sizeSummary } from './tidy/files.ts'
import {
  doorsOnlyExport,
  importCycles,
  importDirections,
  importsOf,
  noFileIsForgotten,
  packagesAreDeclared,
  plugInsAreListed,
  roomsAreKnown,
} from './tidy/imports.ts'
import { formatUntidy, madeUpTree, readTree, type Tree, type Untidy } from './tidy/tree.ts'
import { only } from './tidy/typescript-text.ts'
import { ambientReads, bannedWords, sqlOutsideStorage } from './tidy/words.ts'

type Check = (tree: Tree) => readonly Untidy[]

const CHECKS: Readonly<Record<string, Check>> = {
  'imports go down the layers, through doors': importDirections,
  'imports make no circle': importCycles,
  'doors only export': doorsOnlyExport,
  'folders of src are rooms of the house': roomsAreKnown,
  'packages are declared, and known where they may be': packagesAreDeclared,
  'plug-ins are listed in their registry': plugInsAreListed,
  'no file is forgotten': noFileIsForgotten,
  'files are small': fileSizes,
  'files are named after what they hold': fileNames,
  'no banned words': bannedWords,
  'time, chance and the process are handed in': ambientReads,
  'SQL is in src/storage alone': sqlOutsideStorage,
  'ARCHITECTURE.md is the map of src': architecturePage,
}

describe('the repository', () => {
  const tree = readTree(fileURLToPath(new URL('..', import.meta.url)))
  for (const [name, check] of Object.entries(CHECKS)) {
    test(name, () => {
      const found = check(tree)
      assert.ok(found.length === 0, `${found.length} found\n${found.map(formatUntidy).join('\n')}`)
    })
  }

  test('sizes, for information', (t) => {
    t.diagnostic(sizeSummary(tree))
    assert.ok(tree.size > 20, 'the tree is all but empty: git listed too little')
  })
})

/** What a check finds in a made-up tree, as `file:line what`. */
function found(check: Check, files: Readonly<Record<string, string>>): string[] {
  return check(madeUpTree(files)).map(({ path, line, what, wayOut }) => {
    assert.ok(wayOut.length > 5, `no way out of: ${what}`)
    return `${path}:${line} ${what}`
  })
}

/** Asserts that a check finds one thing for each pattern, in that order. */
function finds(check: Check, files: Readonly<Record<string, string>>, patterns: readonly RegExp[]): void {
  const all = found(check, files)
  assert.equal(all.length, patterns.length, all.join('\n') || 'nothing was found')
  patterns.forEach((pattern, i) => assert.match(all[i] ?? '', pattern))
}

const BASE = { 'src/base/index.ts': `export { a } from './a.ts'\n`, 'src/base/a.ts': 'export const a = 1\n' }

describe('the check of import directions', () => {
  const withFile = (path: string, text: string) => ({
    ...BASE,
    'src/ledger/index.ts': `export { x } from './x.ts'\n`,
    'src/ledger/x.ts': `import { a } from '../base/index.ts'\nexport const x = a\n`,
    'src/limits/index.ts': `export { y } from './y.ts'\n`,
    'src/limits/y.ts': 'export const y = 1\n',
    'src/limits/y.fixture.ts': 'export const z = 1\n',
    'src/gateway/index.ts': '',
    [path]: text,
  })
  const cases: [string, string, string, RegExp[]][] = [
    ['down through a door', 'src/ledger/b.ts', `import { a } from '../base/index.ts'`, []],
    ['within a room', 'src/ledger/b.ts', `import { x } from './x.ts'`, []],
    [
      'past a door',
      'src/ledger/b.ts',
      `\nimport { a } from '../base/a.ts'`,
      [/b\.ts:2 imports src\/base\/a\.ts past/],
    ],
    ['up', 'src/ledger/b.ts', `import '../gateway/index.ts'`, [/\(layer 3\) imports up .*\(layer 4\)/]],
    ['sideways', 'src/ledger/b.ts', `export { y } from '../limits/index.ts'`, [/sideways from src\/limits/]],
    ['sideways, a type', 'src/ledger/b.ts', `import type { y } from '../limits/index.ts'`, [/sideways/]],
    ['sideways, at run time', 'src/ledger/b.ts', `await import('../limits/index.ts')`, [/sideways/]],
    ['a worker', 'src/ledger/b.ts', `new Worker(new URL('../limits/y.ts', import.meta.url))`, [/sideways/]],
    ['a process', 'src/ledger/b.ts', `fork(path.join(import.meta.dirname, '../limits/y.ts'))`, [/sideways/]],
    ['its own door', 'src/ledger/b.ts', `import { x } from './index.ts'`, [/door of its own room/]],
    ['what is not there', 'src/ledger/b.ts', `import { x } from './gone.ts'`, [/does not exist/]],
    ['test code', 'src/gateway/b.ts', `import { z } from '../limits/y.fixture.ts'`, [/imports test code/]],
    ['out of src', 'src/cli/b.ts', `import m from '../../scripts/x.ts'`, [/outside src/]],
    ['a test, past a door below', 'src/ledger/b.test.ts', `import { a } from '../base/a.ts'`, []],
    ['a test, sideways by the door', 'src/ledger/b.test.ts', `import { y } from '../limits/index.ts'`, []],
    ['a test, sideways past it', 'src/ledger/b.test.ts', `import { y } from '../limits/y.ts'`, [/sideways/]],
    ['a test, up', 'src/ledger/b.test.ts', `import '../gateway/index.ts'`, [/imports up/]],
    ['a journey, anywhere', 'test/journeys/b.test.ts', `import '../../src/ledger/x.ts'`, []],
    [
      'an unknown room',
      'src/attic/b.ts',
      `import { a } from '../base/index.ts'`,
      [/src\/attic\/ is no room/],
    ],
    ['only in a comment', 'src/ledger/b.ts', `// import '../gateway/index.ts'`, []],
    ['from, but no import', 'src/ledger/b.ts', `Buffer.from('../gateway/index.ts')`, []],
    ['only in a string', 'src/ledger/b.ts', 'const s = `import "../gateway/index.ts"`', []],
  ]
  for (const [name, path, text, patterns] of cases) {
    test(name, () => {
      const files = { ...withFile(path, text), 'scripts/x.ts': '' }
      finds(importDirections, files, patterns)
    })
  }
})

test('a circle of imports is found, whether of two files or of three; types alone make none', () => {
  finds(
    importCycles,
    { 'src/a/x.ts': `import './y.ts'`, 'src/a/y.ts': `\nexport { X, type Y } from './x.ts'` },
    [/y\.ts:2 closes a circle of imports: src\/a\/x\.ts -> src\/a\/y\.ts -> src\/a\/x\.ts/],
  )
  for (const statement of [
    'import type { X }',
    'import { type X, type Y }',
    'export type { X }',
    'import type * as x',
  ]) {
    finds(importCycles, { 'a.ts': `import './b.ts'`, 'b.ts': `${statement} from './a.ts'` }, [])
  }
  const three = { 'a.ts': `import './b.ts'`, 'b.ts': `import './c.ts'`, 'c.ts': `import './a.ts'` }
  finds(importCycles, three, [/a\.ts -> b\.ts -> c\.ts -> a\.ts/])
  finds(
    importCycles,
    { 'a.ts': `import './b.ts'; import './c.ts'`, 'b.ts': `import './c.ts'`, 'c.ts': '' },
    [],
  )
})

test('a door that does more than export names is found', () => {
  finds(doorsOnlyExport, BASE, [])
  finds(doorsOnlyExport, { 'src/base/index.ts': `// why\nexport {\n  type A,\n  b,\n} from './b.ts'\n` }, [])
  finds(doorsOnlyExport, { 'src/base/index.ts': `export { a } from './a.ts'\nexport const b = 1\n` }, [
    /index\.ts:2/,
  ])
  finds(doorsOnlyExport, { 'src/base/index.ts': `import { a } from './a.ts'\nexport { a }\n` }, [
    /a door holds more/,
  ])
})

test('a folder of src that is no room is found', () => {
  finds(roomsAreKnown, { ...BASE, 'src/attic/x.ts': '', 'src/loose.ts': '' }, [
    /no room of the house/,
    /in no room/,
  ])
})

test('packages that are not declared, or known in the wrong room, are found', () => {
  const manifest = JSON.stringify({
    dependencies: { pino: '1', yaml: '2' },
    devDependencies: { openai: '3' },
  })
  const files = (path: string, text: string) => ({ 'package.json': manifest, [path]: text })
  finds(packagesAreDeclared, files('src/telemetry/x.ts', `import pino from 'pino'\nimport 'node:fs'`), [])
  finds(packagesAreDeclared, files('src/gateway/x.ts', `import pino from 'pino'`), [
    /only src\/telemetry\/ may know/,
  ])
  finds(packagesAreDeclared, files('src/gateway/x.ts', `import OpenAI from 'openai'`), [/does not declare/])
  finds(packagesAreDeclared, files('src/gateway/x.test.ts', `import OpenAI from 'openai'`), [])
  finds(packagesAreDeclared, files('test/x.ts', `import x from '@scope/left-pad/deep'`), [
    /imports @scope\/left-pad,/,
  ])
  finds(packagesAreDeclared, files('src/gateway/x.ts', `import fs from 'fs'`), [/imports fs bare/])
  for (const [path, text, messages] of [
    ['src/gateway/x.ts', `import { type Server, createServer } from 'node:http'`, [/imports node:http/]],
    ['src/gateway/x.ts', `import { type Server } from 'node:http'`, []],
    ['src/gateway/x.test.ts', `import { createServer } from 'node:http'`, []],
  ] as const)
    finds(packagesAreDeclared, files(path, text), messages)
})

test('a plug-in that its registry forgets is found', () => {
  const points = [{ folder: 'src/p/plugs', registry: 'src/p/plugs.ts' }]
  const check: Check = (tree) => plugInsAreListed(tree, points)
  const files = {
    'src/p/plugs.ts': `import { a } from './plugs/a.ts'`,
    'src/p/plugs/a.ts': '',
    'src/p/plugs/a.test.ts': '',
    'src/p/plugs/b.ts': '',
  }
  finds(check, files, [/plugs\/b\.ts:1 is not listed in src\/p\/plugs\.ts/])
  const marked = [{ folder: 'src/p', mark: /implements Plug\b/, registry: 'src/p/registry.ts' }]
  const mixed = {
    'src/p/registry.ts': `import { A } from './a.ts'`,
    'src/p/a.ts': 'class A implements Plug {}',
    'src/p/b.ts': 'class B implements Plug {}',
    'src/p/plug.ts': 'interface Plug {} // B implements Plug',
  }
  finds((tree) => plugInsAreListed(tree, marked), mixed, [/p\/b\.ts:1 is not listed/])
})

test('a file that nothing but a test imports is found', () => {
  const check: Check = (tree) => noFileIsForgotten(tree, new Set(['src/cli/main.ts']))
  const files = {
    ...BASE,
    'src/cli/main.ts': `import './used.ts'`,
    'src/cli/used.ts': '',
    'src/cli/dead.ts': '',
    'src/cli/dead.test.ts': `import './dead.ts'`,
  }
  finds(check, files, [/dead\.ts:1 is imported by nothing/])
})

test('a file that is too long is found, tests being allowed more', () => {
  const lines = (count: number): string => 'x\n'.repeat(count)
  finds(
    fileSizes,
    { 'src/a/x.ts': lines(500), 'src/a/x.test.ts': lines(800), 'src/a/x.json': lines(9999) },
    [],
  )
  finds(fileSizes, { 'src/a/x.ts': lines(501), 'src/a/x.test.ts': lines(801) }, [/501 lines/, /801 lines/])
  finds(fileSizes, { 'src/a/x.generated.ts': lines(9999), 'test/wire/x.ts': lines(9999) }, [])
  assert.match(
    sizeSummary(madeUpTree({ 'src/a/x.ts': lines(7), 'src/a/y.ts': lines(9) })),
    /2 files.* 16 lines/,
  )
})

test('names that say nothing or are not in kebab-case are found', () => {
  const fine = [
    'README.md',
    '.github/workflows/check.yml',
    'src/a/token-window.test.ts',
    'docs/2026-11-21-x.md',
  ]
  finds(fileNames, Object.fromEntries(fine.map((path) => [path, ''])), [])
  finds(fileNames, { 'src/a/tokenWindow.ts': '' }, [/"tokenWindow\.ts" is not in kebab-case/])
  finds(fileNames, { 'src/a/string-utils.ts': '', 'src/common/x.ts': '' }, [/"utils"/, /"common"/])
})

test('banned words are found where they count, and nowhere else', () => {
  const cases: [string, string, RegExp[]][] = [
    ['src/a/x.ts', '\n// TODO later', [/x\.ts:2 a note to self: "TODO"/]],
    ['src/a/x.ts', `const s = 'TODO'`, []],
    ['docs/x.md', 'FIXME', [/a note to self/]],
    ['docs/x.md', 'see /tmp/x and /work/main', [/"\/work\/"/, /"\/tmp\/"/]],
    ['docs/x.md', 'https://example.com/work/x and src/tmp/x', []],
    ['src/a/x.ts', `const s = '/tmp/x'`, [/a path of one machine/]],
    ['package-lock.json', '"resolved": "https://npm.corp.example/x/-/x.tgz"', [/package registry/]],
    ['package-lock.json', '"resolved": "https://registry.npmjs.org/x/-/x.tgz"', []],
    ['.npmrc', 'registry=https://x.example/', [/a package registry/]],
    ['src/a/x.ts', 'let a: any = b as any[]', [/any/, /any/]],
    ['src/a/x.ts', '// : any\nconst any = anything as Anyone', []],
    ['src/a/x.ts', '// @ts-ignore\n/* eslint-disable */', [/:1 a checker/, /:2 a checker/]],
  ]
  for (const [path, text, patterns] of cases) {
    finds(bannedWords, { [path]: text }, patterns)
  }
})

test('taking time, chance or the process from the air is found, and so is a needless allowance', () => {
  const check: Check = (tree) => ambientReads(tree, [{ path: 'src/cli/', why: 'for the test' }])
  const cli = { 'src/cli/x.ts': 'process.env' }
  finds(
    check,
    { ...cli, 'src/a/x.ts': '// Date.now()\nconst s = "Math.random"\nnew Date(5)\nsocket.setTimeout(5)\n' },
    [],
  )
  finds(check, { ...cli, 'src/a/x.test.ts': 'Date.now()' }, [])
  const text =
    'Date.now()\nnew Date()\nglobalThis.setTimeout(f, 1)\nprocess.env.X\nMath.random()\nconsole.log(1)\n`${performance.now()}`'
  finds(check, { ...cli, 'src/a/x.ts': text }, [/:1 /, /:2 /, /:3 /, /:4 /, /:5 /, /:6 /, /:7 performance/])
  finds(check, { 'src/cli/x.ts': '' }, [/src\/cli\/:1 is allowed to read the process but does not/])
})

test('SQL outside storage is found, and English that resembles it is not', () => {
  const cases: [string, number][] = [
    ["db.query('select id from records where x = 1')", 1],
    ['db.query(`\n  INSERT INTO records VALUES (1)`)', 1],
    ['db.query(`update keys set x = 1`)', 1],
    ["say('Select a model from the list')", 0],
    ["say('update the file and set the flag')", 0],
    ['// select x from y', 0],
  ]
  for (const [text, count] of cases) {
    assert.equal(found(sqlOutsideStorage, { 'src/ledger/x.ts': text }).length, count, text)
    assert.deepEqual(found(sqlOutsideStorage, { 'src/storage/x.ts': text }), [])
  }
})

test('a map that is missing, too long, or unlike the ground is found', () => {
  const row = (layer: number, room: string): string => `| ${layer} | \`src/${room}/\` | what it is for |\n`
  const ground = { ...BASE, 'src/ledger/x.ts': '' }
  finds(architecturePage, ground, [/does not exist/])
  finds(architecturePage, { ...ground, 'ARCHITECTURE.md': row(0, 'base') + row(3, 'ledger') }, [])
  finds(architecturePage, { ...ground, 'ARCHITECTURE.md': row(0, 'base') }, [/does not show src\/ledger/])
  finds(architecturePage, { ...ground, 'ARCHITECTURE.md': row(0, 'base') + row(2, 'ledger') }, [
    /:2 shows .* layer 2/,
  ])
  const extra = row(0, 'base') + row(3, 'ledger') + row(3, 'limits') + row(0, 'base')
  finds(architecturePage, { ...ground, 'ARCHITECTURE.md': extra }, [/:3 .* does not exist/, /:4 .* twice/])
  const long = row(0, 'base') + row(3, 'ledger') + 'x\n'.repeat(149)
  finds(architecturePage, { ...ground, 'ARCHITECTURE.md': long }, [/:151 has 151 lines/])
})

test('code is told from comments, strings, templates and patterns', () => {
  const text = [
    'const a = b / c // code / comment',
    'const p = /["\'`/]/.test(`x ${f("}")} y`) /* "open */',
    "const q = ['/*', x] as const, r = (1) / 2",
    'const t = `a ${`b ${{ c: 1 }} d`} e`; end()',
  ].join('\n')
  const code = only(text, ['code']).replaceAll(/ +/g, ' ')
  assert.equal(
    code,
    'const a = b / c \nconst p = .test( f( ) ) \nconst q = [ , x] as const, r = (1) / 2\nconst t = { c: 1 } ; end()',
  )
  assert.equal(only(text, ['code', 'comment', 'string', 'pattern']), text)
  assert.deepEqual(
    importsOf('src/a/x.ts', `import x, { type Y } from '../b/y.ts'\nexport {\n  z,\n} from "./z.ts"\n`).map(
      (one) => [one.line, one.to],
    ),
    [
      [1, 'src/b/y.ts'],
      [4, 'src/a/z.ts'],
    ],
  )
})
