import {
  type Document,
  type DocumentOptions,
  isMap,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  parseDocument,
  type ParseOptions,
  type SchemaOptions,
  visit,
  type YAMLMap,
} from 'yaml'
import { formatCount } from '../base/index.ts'
import { Findings } from './findings.ts'
import { Places } from './places.ts'

/** The text of a workload file as YAML 1.2 (core schema): its content, and where each part of it stands. */
export interface YamlText {
  readonly findings: Findings
  /** Plain objects; null where the text is not YAML, or no map: the findings say why. */
  readonly content: Record<string, unknown> | null
}

/** Far above any real workload file: some ten thousand consumers. */
export const MAX_WORKLOAD_BYTES = 1024 * 1024
/**
 * Marks, words, spaces and ends of lines as the parser tells them apart. It needs one to two microseconds and 400 bytes
 * for each, and a file of 1 MiB may hold a million and a half; of real text it holds a third of a million.
 */
const MAX_LEXEMES = 400_000
/** Aliases may stand for more aliases; this bounds what a small file can grow to. */
const MAX_ALIASES = 100
/** Of one map or list; an organisation of more consumers than this has more than one workload. */
const MAX_ENTRIES = 10_000
/** The schema is 7 deep. The parser recurses, so text that only nests would exhaust its stack. */
const MAX_NESTING = 64

/** What a text is read as, for messages. */
export interface FileKind {
  /** As in "a workload file". */
  readonly name: string
  /** How one begins, as it is shown to those whose file is empty. */
  readonly begins: string
}

export const WORKLOAD_FILE: FileKind = { name: 'workload', begins: 'workload: NAME' }

export function readYaml(text: string, source: string, kind: FileKind = WORKLOAD_FILE): YamlText {
  const refusal = refusalOf(text, kind)
  if (refusal !== null) return refused(source, text, refusal)
  const lines = new LineCounter()
  const document = parse(text, lines)
  const findings = new Findings(source, new Places(document, lines))
  if (!isYaml(document, kind, findings)) return { findings, content: null }
  if (!checkCollections(document, findings)) return { findings, content: null }
  return { findings, content: contentOf(document, kind, findings) }
}

const PARSE_OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  prettyErrors: false,
  version: '1.2',
  schema: 'core',
  merge: false,
  // The library's own check takes the square of the number of keys.
  uniqueKeys: false,
  logLevel: 'error',
}

/**
 * The parser makes an error of each mark that stands wrong, and the engine gives each error the stack, which nobody
 * reads and which takes ten times as long as all else: for as long as the parser runs, errors have none.
 */
function parse(text: string, lineCounter: LineCounter): Document {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return parseDocument(text, { ...PARSE_OPTIONS, lineCounter })
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** What is wrong with a file of this size; null where it is small enough. */
export function sizeProblem(bytes: number, { name }: FileKind = WORKLOAD_FILE): string | null {
  if (bytes <= MAX_WORKLOAD_BYTES) return null
  return `the file has ${formatCount(bytes)} bytes; a ${name} file has at most ${formatCount(MAX_WORKLOAD_BYTES)} (1 MiB)`
}

interface Refusal {
  readonly offset: number
  readonly message: string
}

/** What need not be parsed to be refused. */
function refusalOf(text: string, kind: FileKind): Refusal | null {
  const tooLarge = sizeProblem(Buffer.byteLength(text), kind)
  if (tooLarge !== null) return { offset: 0, message: tooLarge }
  // Counts brackets in text and comments too: real files stay far below the limit all the same.
  let nesting = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === OPEN_LIST || code === OPEN_MAP) nesting++
    else if (code === CLOSE_LIST || code === CLOSE_MAP) nesting = Math.max(0, nesting - 1)
    if (nesting > MAX_NESTING) return { offset: i, message: 'brackets are nested too deep' }
  }
  const indented = INDENTED_TOO_FAR.exec(text)
  if (indented !== null) return { offset: indented.index, message: 'this is nested too deep' }
  return tooManyLexemes(text, kind)
}

function tooManyLexemes(text: string, { name }: FileKind): Refusal | null {
  // Of one character at least, with at most a mark of none before it.
  if (2 * text.length < MAX_LEXEMES) return null
  let left = MAX_LEXEMES
  for (const _ of new Lexer().lex(text)) if (--left < 0) break
  if (left >= 0) return null
  const message = `the file has more than ${formatCount(MAX_LEXEMES)} words and marks; no ${name} file needs so many`
  return { offset: 0, message }
}

const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_MAP = 0x7b
const CLOSE_MAP = 0x7d
/** A block nests by one for a character of indentation at least, and for each dash or question mark on the line. */
const INDENTED_TOO_FAR = /^(?: {200}|[ \t]*(?:[-?][ \t]+){33})/m

function refused(source: string, text: string, { offset, message }: Refusal): YamlText {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
    lines.addNewLine(at + 1)
  const findings = new Findings(source, new Places(parseDocument(''), lines))
  findings.errorAt(offset, message)
  return { findings, content: null }
}

function isYaml(document: Document, { name }: FileKind, findings: Findings): boolean {
  const problems = [...document.errors, ...document.warnings]
  for (const { code, pos, message } of problems) {
    const what = code === 'MULTIPLE_DOCS' ? 'a second document begins here' : harmless(message)
    findings.errorAt(pos[0], `this is not valid YAML for a ${name} file: ${what}`)
  }
  return problems.length === 0
}

/** Messages that repeat a piece of the file may repeat a secret. */
function harmless(message: string): string {
  const quote = /["'`]|: /.exec(message)
  return quote === null ? message : message.slice(0, quote.index).trim() || 'something stands where it cannot'
}

/** False where a collection is too large to go on. Keys that would not arrive as they are in the file are reported. */
function checkCollections(document: Document, findings: Findings): boolean {
  let isBounded = true
  visit(document, {
    Collection(_, node) {
      if (node.items.length > MAX_ENTRIES) {
        isBounded = false
        findings.errorAt(node.range?.[0] ?? 0, `this has more than ${MAX_ENTRIES} entries`)
        return visit.BREAK
      }
      if (isMap(node)) checkKeys(node, findings)
      return undefined
    },
  })
  return isBounded
}

function checkKeys(map: YAMLMap, findings: Findings): void {
  const seen = new Set<string>()
  for (const { key } of map.items) {
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0
    const value = isScalar(key) ? key.value : null
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '__proto__') {
      findings.errorAt(offset, 'this is no key: keys are plain text')
    } else if (seen.has(String(value))) findings.errorAt(offset, 'this key is in the map already')
    else seen.add(String(value))
  }
}

function contentOf(
  document: Document,
  { name, begins }: FileKind,
  findings: Findings,
): Record<string, unknown> | null {
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    findings.errorAt(
      0,
      `the file uses aliases in a way that is not taken (more than ${MAX_ALIASES}, or to what holds them)`,
    )
    return null
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>
  }
  const isEmpty = content === null || content === undefined
  findings.errorAt(
    0,
    `the file ${isEmpty ? 'is empty: a' : 'must be a map: a'} ${name} file begins with ${begins}`,
  )
  return null
}
