/**
 * JSON that remembers where every value stands, as Azure Resource Manager takes it: with comments, trailing commas,
 * strings over several lines and a byte order mark. Property names compare without case, as Azure compares them.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata, read 2026-11-21.
 */
export interface Place {
  /** The name that the caller gave the document, usually a path. */
  readonly document: string
  /** JSON pointer (RFC 6901); empty for the whole document. */
  readonly pointer: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
}

interface NodeBase {
  readonly document: JsonDocument
  readonly parent: JsonObject | JsonArray | null
  /** Name or index below the parent; null at the top. */
  readonly step: string | number | null
  readonly offset: number
}
export interface JsonObject extends NodeBase {
  readonly kind: 'object'
  readonly entries: readonly JsonEntry[]
}
export interface JsonArray extends NodeBase {
  readonly kind: 'array'
  readonly items: readonly JsonNode[]
}
export interface JsonScalar extends NodeBase {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}
export type JsonNode = JsonObject | JsonArray | JsonScalar

export interface JsonEntry {
  readonly name: string
  readonly lowerName: string
  readonly value: JsonNode
}

export interface JsonProblem {
  readonly message: string
  readonly place: Place
}
export type JsonReading =
  | { readonly ok: true; readonly root: JsonNode; readonly warnings: readonly JsonProblem[] }
  | { readonly ok: false; readonly problem: JsonProblem }

/** In UTF-16 units. Azure refuses templates above 4 MB; plans of Terraform and exports are larger. */
export const MAX_JSON_LENGTH = 64 * 1024 * 1024
/** Each takes some hundred bytes of memory. */
export const MAX_JSON_VALUES = 4_000_000
/** Real templates nest below 40, also with modules in modules. */
export const MAX_JSON_DEPTH = 128
const MAX_JSON_WARNINGS = 100

export class JsonDocument {
  readonly name: string
  readonly text: string
  #lineStarts: readonly number[] | null = null

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
  }

  lineAndColumn(offset: number): { line: number; column: number } {
    this.#lineStarts ??= lineStarts(this.text)
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 }
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

export function placeOf(node: JsonNode): Place {
  return {
    document: node.document.name,
    pointer: pointerOf(node),
    ...node.document.lineAndColumn(node.offset),
  }
}

function pointerOf(node: JsonNode): string {
  const steps: string[] = []
  for (let at: JsonNode | null = node; at !== null && at.step !== null; at = at.parent) {
    steps.push(`/${String(at.step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  return steps.reverse().join('')
}

/** The member of that name, without case. The last of several wins, as in Azure. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined
  const lowerName = name.toLowerCase()
  if (node.entries.length > MAX_SEARCHED_ENTRIES) return indexOf(node).get(lowerName)
  for (let at = node.entries.length - 1; at >= 0; at--) {
    const entry = node.entries[at]
    if (entry?.lowerName === lowerName) return entry.value
  }
  return undefined
}

/** Of larger objects the names are kept in a map, so that looking up all of them takes no square of time. */
const MAX_SEARCHED_ENTRIES = 16
const indices = new WeakMap<JsonObject, ReadonlyMap<string, JsonNode>>()

function indexOf(node: JsonObject): ReadonlyMap<string, JsonNode> {
  let index = indices.get(node)
  if (index === undefined) {
    index = new Map(node.entries.map(({ lowerName, value }) => [lowerName, value]))
    indices.set(node, index)
  }
  return index
}

export function stringMember(node: JsonNode | undefined, name: string): string | undefined {
  const member = memberOf(node, name)
  return member?.kind === 'scalar' && typeof member.value === 'string' ? member.value : undefined
}

export function isTrue(node: JsonNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

export function parseJson(text: string, name: string): JsonReading {
  const document = new JsonDocument(name, text)
  if (text.length > MAX_JSON_LENGTH) {
    const message = `The document has ${text.length} characters; the most is ${MAX_JSON_LENGTH}.`
    return { ok: false, problem: { message, place: { document: name, pointer: '', line: 1, column: 1 } } }
  }
  const reader = new JsonReader(document)
  try {
    const root = reader.readDocument()
    return { ok: true, root, warnings: reader.warnings }
  } catch (error) {
    if (!(error instanceof JsonSyntaxFault)) throw error
    const { line, column } = document.lineAndColumn(error.offset)
    return {
      ok: false,
      problem: { message: error.message, place: { document: name, pointer: '', line, column } },
    }
  }
}

/** Ends the reading; never leaves this file. */
class JsonSyntaxFault extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const SLASH = 0x2f
const STAR = 0x2a
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const BYTE_ORDER_MARK = 0xfeff
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const HEX4 = /^[0-9a-fA-F]{4}$/
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class JsonReader {
  readonly warnings: JsonProblem[] = []
  readonly #document: JsonDocument
  readonly #text: string
  #at = 0
  #depth = 0
  #values = 0

  constructor(document: JsonDocument) {
    this.#document = document
    this.#text = document.text
    if (this.#text.charCodeAt(0) === BYTE_ORDER_MARK) this.#at = 1
  }

  readDocument(): JsonNode {
    this.#skipBlanks()
    const root = this.#value(null, null)
    this.#skipBlanks()
    if (this.#at < this.#text.length) throw this.#unexpected('the end of the document')
    return root
  }

  #value(parent: JsonObject | JsonArray | null, step: string | number | null): JsonNode {
    const offset = this.#at
    if (++this.#values > MAX_JSON_VALUES) {
      throw new JsonSyntaxFault(`The document has more than ${MAX_JSON_VALUES} values.`, offset)
    }
    const base = { document: this.#document, parent, step, offset }
    switch (this.#text.charCodeAt(offset)) {
      case OPEN_BRACE:
        return this.#object(base)
      case OPEN_BRACKET:
        return this.#array(base)
      case QUOTE:
        return { kind: 'scalar', ...base, value: this.#string() }
      default:
        return { kind: 'scalar', ...base, value: this.#word() }
    }
  }

  #object(base: NodeBase): JsonObject {
    this.#enter()
    const entries: JsonEntry[] = []
    const node: JsonObject = { kind: 'object', ...base, entries }
    const names = new Set<string>()
    for (;;) {
      this.#skipBlanks()
      const code = this.#text.charCodeAt(this.#at)
      if (code === CLOSE_BRACE) break
      if (code !== QUOTE) throw this.#unexpected('a property name in double quotes, or "}"')
      const nameOffset = this.#at
      const name = this.#string()
      const lowerName = name.toLowerCase()
      if (names.has(lowerName)) this.#warnOfDuplicate(name, nameOffset)
      names.add(lowerName)
      this.#skipBlanks()
      if (this.#text.charCodeAt(this.#at) !== COLON) throw this.#unexpected('":" after the property name')
      this.#at++
      this.#skipBlanks()
      entries.push({ name, lowerName, value: this.#value(node, name) })
      this.#skipBlanks()
      if (this.#text.charCodeAt(this.#at) === COMMA) this.#at++
      else if (this.#text.charCodeAt(this.#at) !== CLOSE_BRACE) throw this.#unexpected('"," or "}"')
    }
    this.#leave()
    return node
  }

  #array(base: NodeBase): JsonArray {
    this.#enter()
    const items: JsonNode[] = []
    const node: JsonArray = { kind: 'array', ...base, items }
    for (;;) {
      this.#skipBlanks()
      if (this.#text.charCodeAt(this.#at) === CLOSE_BRACKET) break
      items.push(this.#value(node, items.length))
      this.#skipBlanks()
      if (this.#text.charCodeAt(this.#at) === COMMA) this.#at++
      else if (this.#text.charCodeAt(this.#at) !== CLOSE_BRACKET) throw this.#unexpected('"," or "]"')
    }
    this.#leave()
    return node
  }

  #enter(): void {
    if (++this.#depth > MAX_JSON_DEPTH) {
      throw new JsonSyntaxFault(`Nested more than ${MAX_JSON_DEPTH} deep.`, this.#at)
    }
    this.#at++
  }

  #leave(): void {
    this.#depth--
    this.#at++
  }

  /** Stands on the opening quote; ends behind the closing one. */
  #string(): string {
    const text = this.#text
    const opening = this.#at
    let start = opening + 1
    let at = start
    let done = ''
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === QUOTE) break
      if (Number.isNaN(code)) throw new JsonSyntaxFault('The string has no closing quote.', opening)
      if (code !== BACKSLASH) at++
      else {
        done += text.slice(start, at)
        const letter = text[at + 1] ?? ''
        const simple = ESCAPES[letter]
        if (simple !== undefined) {
          done += simple
          at += 2
        } else if (letter === 'u' && HEX4.test(text.slice(at + 2, at + 6))) {
          done += String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16))
          at += 6
        } else throw new JsonSyntaxFault(`"\\${letter}" is no escape of JSON.`, at)
        start = at
      }
    }
    this.#at = at + 1
    return done + text.slice(start, at)
  }

  #word(): number | boolean | null {
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    NUMBER.lastIndex = this.#at
    const digits = NUMBER.exec(this.#text)?.[0]
    if (digits === undefined) throw this.#unexpected('a value')
    this.#at += digits.length
    return Number(digits)
  }

  #skipBlanks(): void {
    const text = this.#text
    for (;;) {
      const code = text.charCodeAt(this.#at)
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.#at++
      else if (code === SLASH && text.charCodeAt(this.#at + 1) === SLASH) {
        const end = text.indexOf('\n', this.#at)
        this.#at = end === -1 ? text.length : end + 1
      } else if (code === SLASH && text.charCodeAt(this.#at + 1) === STAR) {
        const end = text.indexOf('*/', this.#at + 2)
        if (end === -1) throw new JsonSyntaxFault('The comment has no end.', this.#at)
        this.#at = end + 2
      } else return
    }
  }

  #unexpected(expected: string): JsonSyntaxFault {
    const found = this.#text[this.#at]
    const what = found === undefined ? 'the document ends' : `found ${JSON.stringify(found)}`
    return new JsonSyntaxFault(`Expected ${expected}, but ${what}.`, this.#at)
  }

  #warnOfDuplicate(name: string, offset: number): void {
    if (this.warnings.length >= MAX_JSON_WARNINGS) return
    const { line, column } = this.#document.lineAndColumn(offset)
    const message = `Property ${JSON.stringify(name)} stands twice in one object; the last one counts.`
    this.warnings.push({ message, place: { document: this.#document.name, pointer: '', line, column } })
  }
}

const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]
