/**
 * The expression language of ARM templates: `[concat(parameters('name'), '-', copyIndex())]`.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions, read 2026-11-21.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number; readonly offset: number }
  | {
      readonly kind: 'call'
      /** The namespace of a function that the template defines. */
      readonly namespace: string | null
      readonly name: string
      readonly args: readonly Expression[]
      readonly offset: number
    }
  | {
      readonly kind: 'member'
      readonly target: Expression
      readonly name: string
      readonly offset: number
    }
  | {
      readonly kind: 'index'
      readonly target: Expression
      readonly index: Expression
      readonly offset: number
    }

export type ExpressionReading =
  | { readonly ok: true; readonly expression: Expression }
  /** `offset` counts from the start of the string that holds the expression. */
  | { readonly ok: false; readonly message: string; readonly offset: number }

/** Azure refuses longer ones. */
export const MAX_EXPRESSION_LENGTH = 131_072
/** Calls and accesses within each other. */
export const MAX_EXPRESSION_DEPTH = 200

/** What a string of a template says: itself, or an expression. `[[` at the start stands for a plain `[`. */
export function isExpression(text: string): boolean {
  return text.length >= 2 && text[0] === '[' && text[1] !== '[' && text.endsWith(']')
}

/** The text that a string stands for which is no expression. */
export function literalText(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text
}

export function parseExpression(text: string): ExpressionReading {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const message = `The expression has ${text.length} characters; Azure takes ${MAX_EXPRESSION_LENGTH}.`
    return { ok: false, message, offset: 0 }
  }
  const parser = new ExpressionParser(text)
  try {
    return { ok: true, expression: parser.whole() }
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error
    return { ok: false, message: error.message, offset: error.offset }
  }
}

/** Ends the parsing; never leaves this file. */
class ExpressionFault extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

const BLANKS = /\s*/y
const NAME = /[A-Za-z_]\w*/y
const INTEGER = /-?\d+/y

class ExpressionParser {
  readonly #text: string
  /** Behind the opening bracket. */
  #at = 1
  readonly #end: number

  constructor(text: string) {
    this.#text = text
    this.#end = text.length - 1
  }

  whole(): Expression {
    const expression = this.#expression(1)
    if (this.#at !== this.#end) throw this.#unexpected('the end of the expression')
    return expression
  }

  #expression(depth: number): Expression {
    let expression = this.#primary(depth)
    for (let level = depth; ; level++) {
      this.#checkDepth(level)
      this.#skipBlanks()
      const offset = this.#at
      if (this.#take('.')) {
        expression = { kind: 'member', target: expression, name: this.#name(), offset }
      } else if (this.#take('[')) {
        const index = this.#expression(level + 1)
        this.#expect(']')
        expression = { kind: 'index', target: expression, index, offset }
      } else return expression
    }
  }

  #primary(depth: number): Expression {
    this.#checkDepth(depth)
    this.#skipBlanks()
    const offset = this.#at
    if (this.#text[offset] === "'") return { kind: 'literal', value: this.#quoted(), offset }
    const digits = this.#match(INTEGER)
    if (digits !== null) {
      const value = Number(digits)
      if (!Number.isSafeInteger(value)) throw new ExpressionFault(`${digits} is too large.`, offset)
      return { kind: 'literal', value, offset }
    }
    const first = this.#name()
    this.#skipBlanks()
    const second = this.#take('.') ? this.#name() : null
    this.#expect('(')
    const args: Expression[] = []
    this.#skipBlanks()
    if (!this.#take(')')) {
      do args.push(this.#expression(depth + 1))
      while (this.#take(','))
      this.#expect(')')
    }
    const [namespace, name] = second === null ? [null, first] : [first, second]
    return { kind: 'call', namespace, name, args, offset }
  }

  /** Two quotes within are one. */
  #quoted(): string {
    const opening = this.#at
    let text = ''
    for (let start = opening + 1; ;) {
      const end = this.#text.indexOf("'", start)
      if (end === -1 || end >= this.#end) {
        throw new ExpressionFault('The string has no closing quote.', opening)
      }
      text += this.#text.slice(start, end)
      if (this.#text[end + 1] !== "'") {
        this.#at = end + 1
        return text
      }
      text += "'"
      start = end + 2
    }
  }

  #name(): string {
    this.#skipBlanks()
    const name = this.#match(NAME)
    if (name === null) throw this.#unexpected('a name')
    return name
  }

  #expect(mark: string): void {
    this.#skipBlanks()
    if (!this.#take(mark)) throw this.#unexpected(`"${mark}"`)
  }

  #take(mark: string): boolean {
    if (this.#at >= this.#end || this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? null
    if (found === null || this.#at + found.length > this.#end) return null
    this.#at += found.length
    return found
  }

  #skipBlanks(): void {
    this.#match(BLANKS)
  }

  #checkDepth(depth: number): void {
    if (depth > MAX_EXPRESSION_DEPTH) {
      throw new ExpressionFault(`The expression nests more than ${MAX_EXPRESSION_DEPTH} deep.`, this.#at)
    }
  }

  #unexpected(expected: string): ExpressionFault {
    const found = this.#at >= this.#end ? 'the expression ends' : `found "${this.#text[this.#at]}"`
    return new ExpressionFault(`Expected ${expected}, but ${found}.`, this.#at)
  }
}
