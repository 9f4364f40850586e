import { combine, ListValue, RecordValue, toJson, Unknown, unknownIn, type Value } from './value.ts'

/** Strings, known and unknown. */

/** Strings that Azure takes are far shorter: it refuses a template above 4 MB altogether. */
export const MAX_TEXT_LENGTH = 1024 * 1024

/** A scalar as `concat` and `format` write it; null for lists and records. */
export function scalarText(value: Value): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return value === null ? '' : null
}

/**
 * The texts one after the other. Unknown when one is, with a symbol that keeps what is known:
 * `/subscriptions/{subscription().subscriptionId}/resourceGroups/hub`.
 */
export function joinText(parts: readonly Value[]): Value {
  let text = ''
  for (const part of parts) {
    if (unknownIn(part) !== null) return joinUnknown(parts)
    text += knownText(part)
    if (text.length > MAX_TEXT_LENGTH) return new Unknown([{ kind: 'limit', what: 'a string' }])
  }
  return text
}

function joinUnknown(parts: readonly Value[]): Unknown {
  const unknown: Unknown[] = []
  let symbol: string | null = ''
  for (const part of parts) {
    const inside = unknownIn(part)
    if (inside === null) {
      if (symbol !== null) symbol += escaped(knownText(part))
      continue
    }
    unknown.push(inside)
    const own = part instanceof Unknown ? part.symbol : null
    symbol = symbol === null || own === null ? null : symbol + own
  }
  return combine(unknown, symbol)
}

function knownText(part: Value): string {
  return scalarText(part) ?? JSON.stringify(toJson(part))
}

/** The symbol of a call whose result is not known: equal arguments give equal results. */
export function symbolOfCall(name: string, args: readonly Value[]): string | null {
  const shown: string[] = []
  for (const arg of args) {
    const one = shownInSymbol(arg)
    if (one === null) return null
    shown.push(one)
  }
  return `{${name}(${shown.join(',')})}`
}

const MAX_SHOWN_SIZE = 40

/** How a value stands inside the braces of a symbol. */
export function shownInSymbol(value: Value): string | null {
  if (value instanceof Unknown) {
    if (value.symbol === null) return null
    return isOneHole(value.symbol) ? value.symbol.slice(1, -1) : `'${value.symbol}'`
  }
  if (value instanceof ListValue || value instanceof RecordValue) {
    if (value.size > MAX_SHOWN_SIZE || hasNamelessPart(value)) return null
    return escaped(JSON.stringify(toJson(value)))
  }
  return escaped(JSON.stringify(value))
}

function hasNamelessPart(value: Value): boolean {
  if (value instanceof Unknown) return value.symbol === null
  if (value instanceof ListValue) return value.items.some(hasNamelessPart)
  if (!(value instanceof RecordValue)) return false
  return value.open !== null || [...value.fields.values()].some((field) => hasNamelessPart(field.value))
}

function escaped(text: string): string {
  return !text.includes('{') && !text.includes('}') ? text : text.replaceAll('{', '{{').replaceAll('}', '}}')
}

/** Whether the whole symbol is one pair of braces. */
function isOneHole(symbol: string): boolean {
  return symbol.startsWith('{') && !symbol.startsWith('{{') && endOfHole(symbol, 0) === symbol.length
}

function endOfHole(symbol: string, start: number): number {
  let depth = 0
  for (let at = start; at < symbol.length; at++) {
    const mark = symbol[at]
    if (mark !== '{' && mark !== '}') continue
    if (symbol[at + 1] === mark && at > start && at + 1 < symbol.length) at++
    else if (mark === '{') depth++
    else if (--depth === 0) return at + 1
  }
  return symbol.length
}

/** The parts of a symbol between separators that stand outside its braces. */
export function splitSymbol(symbol: string, separator: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < symbol.length;) {
    if (symbol[at] === '{' && symbol[at + 1] === '{') at += 2
    else if (symbol[at] === '{') at = endOfHole(symbol, at)
    else if (symbol[at] === separator) {
      parts.push(symbol.slice(start, at))
      start = ++at
    } else at++
  }
  parts.push(symbol.slice(start))
  return parts
}

/** A text, or the symbol of an unknown one; null when nothing can be said. What ids are compared by. */
export function textOrSymbol(value: Value | undefined): string | null {
  if (typeof value === 'string') return value.replaceAll('{', '{{').replaceAll('}', '}}')
  return value instanceof Unknown ? value.symbol : null
}

/** A value split at a separator, with symbols for what is unknown; null when it cannot be split. */
export function splitValue(value: Value, separator: string): readonly Value[] | null {
  if (typeof value === 'string') return value.split(separator)
  if (!(value instanceof Unknown) || value.symbol === null) return null
  return splitSymbol(value.symbol, separator).map((part) => {
    const isLiteral = !/(?<!\{)\{(?!\{)/.test(part)
    return isLiteral ? part.replaceAll('{{', '{').replaceAll('}}', '}') : new Unknown(value.reasons, part)
  })
}
