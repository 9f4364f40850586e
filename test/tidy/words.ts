import { isCode, isGenerated, isTestCode, isTypeScript, lineAt, type Tree, type Untidy } from './tree.ts'
import { only, pieces } from './typescript-text.ts'

/** What may not stand in a file, each with what to write instead. */
interface Ban {
  /** With the g flag. */
  readonly pattern: RegExp
  readonly what: string
  readonly wayOut: string
  /** Where it may not stand. */
  readonly applies: (path: string) => boolean
  /** Which parts of TypeScript are searched; other files are searched whole. */
  readonly within: readonly ('code' | 'comment' | 'string' | 'pattern')[]
}

const EVERYTHING = ['code', 'comment', 'string', 'pattern'] as const
const isText = (path: string): boolean => path.endsWith('.md')
const isCodeOrText = (path: string): boolean => isCode(path) || isText(path) || /^bin\/|\.ya?ml$/.test(path)

const BANS: readonly Ban[] = [
  {
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g,
    what: 'a note to self',
    wayOut: 'do it now, or open an issue and leave no trace in the file',
    applies: isCodeOrText,
    within: ['comment', 'code'],
  },
  {
    pattern: /(?<![\w.:/-])\/(?:work|root|Users|home)\//g,
    what: 'a path of one machine',
    wayOut: 'write it relative to the root of the repository',
    applies: isCodeOrText,
    within: EVERYTHING,
  },
  {
    pattern: /(?<![\w.:/-])\/tmp\//g,
    what: 'a path of one machine',
    wayOut: 'in code use tmpdir() of node:os; in documents a path relative to the repository',
    applies: (path) => isText(path) || isTypeScript(path),
    within: EVERYTHING,
  },
  {
    pattern:
      /https?:\/\/(?!registry\.npmjs\.org\b|www\.npmjs\.com\b)[\w.-]*(?:npm|registry|artifactory|nexus|verdaccio|pypi)[\w.-]*(?::\d+)?\/(?!\/)/g,
    what: 'the address of a package registry',
    wayOut: 'leave it out: the registry is a setting of whoever installs',
    applies: (path) => isCodeOrText(path) || /^(package-lock\.json|\.npmrc)$/.test(path),
    within: EVERYTHING,
  },
  {
    pattern: /^\s*(?:@[\w-]+:)?registry\s*=/gm,
    what: 'a package registry',
    wayOut: 'leave it out: the registry is a setting of whoever installs',
    applies: (path) => path.endsWith('.npmrc'),
    within: EVERYTHING,
  },
  {
    pattern: /(?::|\bas|<|\||,)\s*any\b(?=\s*(?:[\])>,;=|}\n]|$))|\bany\[\]/g,
    what: '`any` turns the checker off',
    wayOut: 'write the type, or `unknown` and narrow it',
    applies: isTypeScript,
    within: ['code'],
  },
  {
    pattern: /@ts-(?:ignore|expect-error|nocheck)\b|\b(?:eslint|oxlint|biome)-disable\b/g,
    what: 'a checker is silenced',
    wayOut: 'change the code so that the checker has nothing to say, or the rule for all in .oxlintrc.json',
    applies: isTypeScript,
    within: ['comment'],
  },
]

/** These files have to spell out what they forbid. */
const EXEMPT = /^test\/tidy(\/|\.test\.ts$)/

export function bannedWords(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const [path, text] of tree) {
    if (EXEMPT.test(path) || isGenerated(path)) continue
    for (const { pattern, what, wayOut, applies, within } of BANS) {
      if (!applies(path)) continue
      const searched = isTypeScript(path) ? only(text, within) : text
      for (const match of searched.matchAll(pattern)) {
        const line = lineAt(text, match.index)
        found.push({ path, line, what: `${what}: ${JSON.stringify(match[0].trim())}`, wayOut })
      }
    }
  }
  return found
}

/** What a part may not take from the process but has to be handed, so that tests can hand it something else. */
const AMBIENT =
  /\bprocess\.(?:env|argv|cwd|exit|exitCode|stdin|stdout|stderr)\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bMath\.random\b|(?<!(?<!globalThis|timers)\.)\bset(?:Timeout|Interval)\b|\bconsole\.\w+/g

/** Where it may be taken all the same, and why. Ends in `/` for a folder. */
export interface Allowance {
  readonly path: string
  readonly why: string
}

export const AMBIENT_ALLOWED: readonly Allowance[] = [
  { path: 'src/base/clock.ts', why: 'makes the system clock that all others are handed' },
  { path: 'src/storage/create-database.ts', why: 'is the entry of a process of its own' },
  { path: 'src/storage/records-process.ts', why: 'is the entry of a process of its own' },
  { path: 'src/base/random.ts', why: 'makes the system source of chance that all others are handed' },
  {
    path: 'src/storage/records-process.ts',
    why: 'is a process of its own: reads its argument and ends itself',
  },
  { path: 'src/cli/', why: 'builds the parts, so it is where the process is read' },
]

export function ambientReads(tree: Tree, allowed: readonly Allowance[] = AMBIENT_ALLOWED): readonly Untidy[] {
  const found: Untidy[] = []
  const needed = new Set<string>()
  for (const [path, text] of tree) {
    if (!path.startsWith('src/') || !isTypeScript(path) || isTestCode(path)) continue
    const allowance = allowed.find((one) =>
      one.path.endsWith('/') ? path.startsWith(one.path) : path === one.path,
    )
    for (const match of only(text, ['code']).matchAll(AMBIENT)) {
      if (allowance !== undefined) needed.add(allowance.path)
      else {
        found.push({
          path,
          line: lineAt(text, match.index),
          what: `${match[0]} is taken from the process`,
          wayOut: 'take a Clock, Random, Log or setting as a parameter; src/cli/ hands it in',
        })
      }
    }
  }
  for (const { path } of allowed) {
    if (needed.has(path)) continue
    const wayOut = 'delete its line in AMBIENT_ALLOWED in test/tidy/words.ts'
    found.push({ path, line: 1, what: 'is allowed to read the process but does not', wayOut })
  }
  return found
}

/** Statements, not sentences: all in small letters from the start of the string, or all in capitals anywhere in it. */
const SQL_SMALL =
  /^\s*(?:select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(?:unique\s+)?(?:table|index|view|extension)\s|alter\s+table\s)/
const SQL_CAPITAL =
  /\b(?:SELECT\s[\s\S]*\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|VIEW|EXTENSION)|ALTER\s+TABLE)\s/

export function sqlOutsideStorage(tree: Tree): readonly Untidy[] {
  const found: Untidy[] = []
  for (const [path, text] of tree) {
    if (!path.startsWith('src/') || path.startsWith('src/storage/') || !isTypeScript(path)) continue
    if (isTestCode(path)) continue
    for (const { kind, start, end } of pieces(text)) {
      if (kind !== 'string' || !isStatement(text.slice(start + 1, end - 1))) continue
      found.push({
        path,
        line: lineAt(text, start),
        what: 'SQL outside src/storage/',
        wayOut: 'put the statement into an adapter in src/storage/ and call it through a port',
      })
    }
  }
  return found
}

function isStatement(text: string): boolean {
  return SQL_SMALL.test(text) || SQL_CAPITAL.test(text)
}
