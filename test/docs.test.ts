import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { SHIPPED_FACTS } from '../src/azure/index.ts'
import { FAILURES, type FailureCode } from '../src/base/index.ts'
import type { Command } from '../src/cli/command.ts'
import { allCommands } from '../src/cli/commands.ts'
import { METRICS } from '../src/monitoring/index.ts'
import { type JsonSchema, loadFacts, loadWorkload, workloadJsonSchema } from '../src/workload/index.ts'
import {
  anchorsOf,
  codeOf,
  fencesOf,
  linksOf,
  proseOf,
  shellCommandsOf,
  tableRowsOf,
} from './docs/markdown.ts'
import { readTree } from './tidy/tree.ts'

/** Holds the pages to the code: what they name exists, and what exists is named. `docs-running.test.ts` runs them. */
const root = path.resolve(import.meta.dirname, '..')
const COMMANDS = await allCommands()
const tree = readTree(root)
const pages = [...tree].filter(([file]) => file.endsWith('.md'))
const page = (file: string): string => tree.get(file) ?? assert.fail(`there is no ${file}`)

test('there are pages', () => assert.ok(pages.length > 10))

test('generated pages are what the code makes now', () => {
  execFileSync(process.execPath, ['scripts/generate.ts', '--check'], { cwd: root, stdio: 'pipe' })
})

test('links lead to files that are there, and to headings that these have', () => {
  const broken: string[] = []
  for (const [file, text] of pages) {
    for (const link of linksOf(text)) {
      if (/^[a-z]+:/.test(link)) continue
      const [to = '', anchor] = link.split('#')
      const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to)
      const found = tree.get(target)
      const isFolder = [...tree.keys()].some((one) => one.startsWith(`${target.replace(/\/$/, '')}/`))
      // The tree holds texts alone.
      if (found === undefined && target.endsWith('.png') && existsSync(path.join(root, target))) continue
      if (found === undefined && !isFolder) broken.push(`${file}: ${link}`)
      else if (anchor !== undefined && found !== undefined && !anchorsOf(found).has(anchor))
        broken.push(`${file}: ${link} (no such heading)`)
    }
  }
  assert.deepEqual(broken, [])
})

test('files that pages name in backticks are there', () => {
  const missing: string[] = []
  for (const [file, text] of pages) {
    for (const code of codeOf(text)) {
      if (!/^(src|docs|test|examples|scripts|bench|bin)\/[\w./-]+$/.test(code)) continue
      const isFolder = [...tree.keys()].some((one) => one.startsWith(`${code.replace(/\/$/, '')}/`))
      if (!tree.has(code) && !isFolder) missing.push(`${file}: ${code}`)
    }
  }
  assert.deepEqual(missing, [])
})

test('pages that messages of the program name are there', () => {
  const missing: string[] = []
  for (const [file, text] of tree) {
    if (!file.startsWith('src/') || !file.endsWith('.ts')) continue
    for (const [name = ''] of text.matchAll(/\bdocs\/[\w-]+\.md\b/g))
      if (!tree.has(name)) missing.push(`${file}: ${name}`)
  }
  assert.deepEqual(missing, [])
})

describe('failures', () => {
  test('every code has a row, and every row a code', () => {
    const rows = tableRowsOf(page('docs/failures.md')).map(([code = '']) => code.replaceAll('`', ''))
    assert.deepEqual(rows.slice(1).sort(), Object.keys(FAILURES).sort())
  })

  test('where a page gives a status and a code, they belong together', () => {
    let seen = 0
    for (const [file, text] of pages) {
      for (const [what, status, code = ''] of proseOf(text).matchAll(/\b([45]\d\d) `([a-z]+_[a-z_]+)`/g)) {
        // The providers' own codes are theirs; docs/providers.md and docs/simulator.md speak of nothing else.
        if (file === 'docs/providers.md' || file === 'docs/simulator.md') continue
        assert.ok(Object.hasOwn(FAILURES, code), `${file}: there is no failure ${code}`)
        assert.equal(Number(status), FAILURES[code as FailureCode].status, `${file}: ${what}`)
        seen++
      }
    }
    assert.ok(seen > 10)
  })
})

test('every metric has a row in docs/operating.md, and every row a metric', () => {
  // `src/monitoring/metric-table.test.ts` holds the table to the code.
  const inCode = new Set(Object.keys(METRICS).filter((name) => name !== 'process_start_time_seconds'))
  const rows = tableRowsOf(page('docs/operating.md')).flatMap(([first = '']) =>
    /^`(?:causeway|gen_ai)_[a-z_]+`$/.test(first) ? [first.slice(1, -1)] : [],
  )
  assert.ok(inCode.size > 10)
  assert.deepEqual(rows.sort(), [...inCode].sort())
  for (const [file, text] of pages)
    for (const [name] of text.matchAll(/\b(?:causeway|gen_ai_(?:client|server))_[a-z_]+\b/g))
      assert.ok(inCode.has(name), `${file}: there is no metric ${name}`)
})

describe('settings', () => {
  const schema = workloadJsonSchema()

  test('every setting stands on the page of settings', () => {
    const reference = page('docs/workload-file.md')
    const missing = settingsOf(schema, '').filter(
      (setting) => !reference.includes(`**\`${shownAs(setting)}\`**`) && !isOfAnAlert(setting),
    )
    assert.deepEqual(missing, [])
  })

  test('settings that pages and remedies name exist', () => {
    const wrong: string[] = []
    const name =
      /(?<![\w.])(?:gateway|telemetry|accounts|models|consumers|prices|chargeback|regions)(?:\.(?!json\b|lock\b|ts\b)(?:[a-z_]+|<\w+>|\[\]))+/g
    const texts = pages.map(([file, text]) => [file, proseOf(text)] as const)
    for (const [code, { remedy }] of Object.entries(FAILURES)) texts.push([code, `\`${remedy}\``])
    for (const [file, text] of texts) {
      for (const code of codeOf(text)) {
        for (const [setting] of code.matchAll(name))
          if (!settingExists(schema, setting)) wrong.push(`${file}: ${setting}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  test('whole workload files, in pages and under examples/, load without an error or a warning', () => {
    let seen = 0
    const sources = [...tree]
      .filter(([file]) => /^examples\/.*\.ya?ml$/.test(file))
      .map(([file, text]) => [file, text] as const)
    for (const [file, text] of pages) {
      for (const { language, text: yaml, line } of fencesOf(text))
        if (language === 'yaml' && /^workload:/m.test(yaml)) sources.push([`${file}:${line}`, yaml])
    }
    for (const [source, yaml] of sources) {
      const loaded = loadWorkload(yaml, { source })
      assert.deepEqual(loaded.ok ? loaded.warnings : loaded.diagnostics, [], source)
      seen++
    }
    assert.ok(seen > 0)
  })

  test('files of facts in pages are taken', () => {
    const files = pages.flatMap(([file, text]) =>
      fencesOf(text)
        .filter(({ language, text: yaml }) => language === 'yaml' && /^as_of:/m.test(yaml))
        .map(({ text: yaml, line }) => [`${file}:${line}`, yaml] as const),
    )
    assert.ok(files.length > 0)
    for (const [source, yaml] of files) {
      const loaded = loadFacts(yaml, source, SHIPPED_FACTS)
      assert.deepEqual(loaded.ok ? [] : loaded.diagnostics, [])
    }
  })

  test('parts of workload files in pages have keys that exist; all other YAML is YAML', () => {
    let seen = 0
    const known = new Set(Object.keys(schema.properties ?? {}))
    for (const [file, text] of pages) {
      for (const { language, text: yaml, line } of fencesOf(text)) {
        if (language !== 'yaml') continue
        const value: unknown = parse(yaml)
        if (!isMap(value) || !Object.keys(value).every((key) => known.has(key))) continue
        assert.deepEqual(unknownKeys(schema, value, ''), [], `${file}:${line}`)
        seen++
      }
    }
    assert.ok(seen > 2)
  })
})

describe('commands', () => {
  test('every command has its help on the page of commands', () => {
    const reference = page('docs/commands.md')
    for (const { name } of COMMANDS) assert.ok(reference.includes(`## causeway ${name}\n`), name)
  })

  test('command lines in pages name commands and flags that exist, with words that they take', () => {
    let seen = 0
    for (const [file, text] of pages) {
      const lines = [
        ...fencesOf(text).flatMap(({ language, text: shell }) =>
          language === 'sh' ? shellCommandsOf(shell) : [],
        ),
        ...codeOf(text),
      ]
      for (const line of lines) {
        for (const [, words = ''] of line.matchAll(
          /(?:^|[\s/(])(?:bin\/causeway|causeway(?= [a-z-]))((?: [^|&;)]+)?)/g,
        )) {
          if (words === '') continue
          assert.equal(wrongUse(words.trim().split(/\s+/)), null, `${file}: ${line}`)
          seen++
        }
      }
    }
    assert.ok(seen > 20)
  })

  test('scripts of npm that pages name exist', () => {
    const { scripts } = JSON.parse(page('package.json')) as { scripts: Record<string, string> }
    for (const [file, text] of pages)
      for (const [, name = ''] of text.matchAll(/\bnpm (?:run ([a-z]+)|(?:start|test)\b)/g))
        assert.ok(name === '' || Object.hasOwn(scripts, name), `${file}: npm run ${name}`)
    for (const name of ['start', 'test']) assert.ok(Object.hasOwn(scripts, name))
  })
})

/** What is wrong with the words after `causeway`; null when nothing is. */
function wrongUse(words: readonly string[]): string | null {
  const [first = '', second = ''] = words
  if (first === 'COMMAND' || first.startsWith('--')) return null
  const command =
    COMMANDS.find(({ name }) => name === `${first} ${second}`) ?? COMMANDS.find(({ name }) => name === first)
  if (command === undefined) return `no command ${first} ${second}`
  return wrongFlags(command, words.slice(command.name.split(' ').length))
}

function wrongFlags({ flags, positionals }: Command, words: readonly string[]): string | null {
  let plain = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    if (word === '...') return null
    if (!word.startsWith('--')) {
      plain++
      continue
    }
    const [name = '', given] = word.slice(2).split('=')
    if (name === 'help') continue
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
    if (flag === undefined) return `no flag --${name}`
    if (flag.kind === 'switch') continue
    const value = given ?? words[++i]
    if (value === undefined || value.startsWith('--')) return `--${name} needs a value`
    if (flag.kind === 'choice' && !value.split('|').every((one) => flag.of.includes(one)))
      return `--${name} cannot be ${value}`
  }
  return plain > positionals.most ? 'too many words' : null
}

test('the check of command lines finds what is wrong with one', () => {
  const cases: [string, RegExp | null][] = [
    ['serve workload.yaml --no-records', null],
    ['keys create --consumer /a/b --expires 90d', null],
    ['kyes list', /no command/],
    ['serve --prot 80', /no flag --prot/],
    ['report --by moon', /cannot be moon/],
    ['serve a b', /too many/],
    ['keys revoke --id', /needs a value/],
  ]
  for (const [line, expected] of cases) {
    const found = wrongUse(line.split(' '))
    if (expected === null) assert.equal(found, null, line)
    else assert.match(found ?? 'nothing', expected, line)
  }
})

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives)
}

/** The schema of `key` in a map, of any key in a map with free names, or of the entries of a list (`[]`). */
function below(schema: JsonSchema, key: string): JsonSchema[] {
  return alternatives(schema).flatMap((one) => {
    if (key === '[]') return one.items === undefined ? [] : [one.items]
    if (one.properties !== undefined && Object.hasOwn(one.properties, key))
      return [one.properties[key] as JsonSchema]
    return typeof one.additionalProperties === 'object' ? [one.additionalProperties] : []
  })
}

function settingExists(schema: JsonSchema, setting: string): boolean {
  let current = [schema]
  for (const step of setting.replaceAll('[]', '.[]').split('.'))
    current = current.flatMap((one) => below(one, step))
  return current.length > 0
}

/** Every setting below, as the page writes it. */
function settingsOf(schema: JsonSchema, at: string): string[] {
  const free = at === 'consumers' ? '<path>' : '<name>'
  return alternatives(schema).flatMap((one) => [
    ...Object.entries(one.properties ?? {}).flatMap(([key, value]) => {
      const setting = at === '' ? key : `${at}.${key}`
      return [setting, ...settingsOf(value, setting)]
    }),
    ...(typeof one.additionalProperties === 'object'
      ? settingsOf(one.additionalProperties, `${at}.${free}`)
      : []),
    ...(one.items === undefined ? [] : settingsOf(one.items, `${at}[]`)),
  ])
}

/** Limits stand on the page once, at consumers, and what is one or a list as the one. */
/** What can be set of an alert stands on the page of alerts, under its name; of each it is these, too. */
function isOfAnAlert(setting: string): boolean {
  const [, id, name] = /^telemetry\.alerts\.rules\.([^.]+)(?:\.(\w+))?$/.exec(setting) ?? []
  const section = id === undefined ? undefined : page('docs/alerts.md').split(`\n### ${id}\n`)[1]
  if (section === undefined) return false
  if (name === undefined || ['off', 'because', 'severity'].includes(name)) return true
  return section.split('\n### ')[0]?.includes(`\`${name}: `) === true
}

function shownAs(setting: string): string {
  return setting
    .replace(/^models\..*\.limits\./, 'consumers.<path>.limits.')
    .replace(/(\.limits\.(?:tokens|budget))\[\]\./, '$1.')
}

function unknownKeys(schema: JsonSchema, value: unknown, at: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((one, i) =>
      below(schema, '[]').flatMap((items) => unknownKeys(items, one, `${at}[${i}]`)),
    )
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const schemas = below(schema, key)
    if (schemas.length === 0) return [`${at}.${key}`]
    return schemas.flatMap((one) => unknownKeys(one, inner, `${at}.${key}`))
  })
}
