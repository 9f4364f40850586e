/**
 * TypeScript as pieces, so that a search for code does not find comments and a search for words does not find code.
 * No parser: it knows comments, strings, templates and regular expressions, which is enough to tell them apart.
 */
export interface Piece {
  readonly kind: 'code' | 'comment' | 'string' | 'pattern'
  readonly start: number
  /** One past the last character. */
  readonly end: number
}

/** After these a `/` starts a regular expression; after a name, a number or a closing bracket it divides. */
const BEFORE_PATTERN =
  /(^|[=(,:;!&|?{}[+\-*%~^<>]|=>|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))\s*$/

export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = []
  let codeStart = 0
  let at = 0
  /** Depths of `{` at which a template's `${` was opened. */
  const templates: number[] = []
  let depth = 0
  const take = (kind: Piece['kind'], end: number): void => {
    if (at > codeStart) found.push({ kind: 'code', start: codeStart, end: at })
    found.push({ kind, start: at, end })
    at = end
    codeStart = end
  }
  while (at < text.length) {
    const two = text.slice(at, at + 2)
    const one = two[0]
    if (two === '//' || (two === '#!' && at === 0)) take('comment', until(text, '\n', at, 0))
    else if (two === '/*') take('comment', until(text, '*/', at + 2, 2))
    else if (one === "'" || one === '"') take('string', endOfQuoted(text, at, one))
    else if (one === '`') {
      const end = endOfTemplatePart(text, at + 1)
      if (text[end - 1] === '{') templates.push(depth++)
      take('string', end)
    } else if (one === '}' && templates.at(-1) === depth - 1) {
      depth--
      templates.pop()
      const end = endOfTemplatePart(text, at + 1)
      if (text[end - 1] === '{') templates.push(depth++)
      take('string', end)
    } else if (one === '/' && BEFORE_PATTERN.test(codeBefore(text, found, codeStart, at))) {
      take('pattern', endOfPattern(text, at))
    } else {
      if (one === '{') depth++
      if (one === '}') depth--
      at++
    }
  }
  if (at > codeStart) found.push({ kind: 'code', start: codeStart, end: at })
  return found
}

/** The text with every character of the other kinds turned into a space; offsets and lines stay. */
export function only(text: string, kinds: readonly Piece['kind'][]): string {
  return pieces(text)
    .map(({ kind, start, end }) => {
      const part = text.slice(start, end)
      return kinds.includes(kind) ? part : blank(part)
    })
    .join('')
}

/** The code, with strings as their quotes alone: `from './x.ts'` becomes `from '      '`. */
export function hollow(text: string): string {
  return pieces(text)
    .map(({ kind, start, end }) => {
      const part = text.slice(start, end)
      if (kind === 'string')
        return `${part[0]}${blank(part.slice(1, -1))}${part.length > 1 ? part.at(-1) : ''}`
      return kind === 'code' ? part : blank(part)
    })
    .join('')
}

export function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}

/** The last characters of code before `at`; comments between do not count. */
function codeBefore(text: string, found: readonly Piece[], codeStart: number, at: number): string {
  const here = text.slice(Math.max(codeStart, at - 20), at)
  if (here.trim() !== '') return here
  const last = found.findLast((piece) => piece.kind !== 'comment')
  if (last === undefined) return ''
  // A string or a pattern is a value: what follows divides.
  return last.kind === 'code' ? text.slice(Math.max(last.start, last.end - 20), last.end) : 'value'
}

function until(text: string, mark: string, from: number, beyond: number): number {
  const found = text.indexOf(mark, from)
  return found === -1 ? text.length : found + beyond
}

function endOfQuoted(text: string, start: number, quote: string): number {
  let at = start + 1
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

/** Ends behind the closing backtick or behind the `${` that opens an expression. */
function endOfTemplatePart(text: string, start: number): number {
  let at = start
  while (at < text.length) {
    if (text[at] === '`') return at + 1
    if (text[at] === '$' && text[at + 1] === '{') return at + 2
    at += text[at] === '\\' ? 2 : 1
  }
  return text.length
}

function endOfPattern(text: string, start: number): number {
  let at = start + 1
  let inClass = false
  while (at < text.length && text[at] !== '\n' && (inClass || text[at] !== '/')) {
    if (text[at] === '[') inClass = true
    if (text[at] === ']') inClass = false
    at += text[at] === '\\' ? 2 : 1
  }
  return Math.min(at + 1, text.length)
}
