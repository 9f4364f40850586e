import { parseJson } from '../json-document.ts'
import { valueOfJson } from '../json-values.ts'
import { joinText, MAX_TEXT_LENGTH, scalarText } from '../text.ts'
import { type Known, ListValue, listOf, RecordValue, sizeOf, toJson, Unknown, type Value } from '../value.ts'
import type { Expression } from '../expression.ts'
import {
  ANY_NUMBER,
  type Call,
  type FunctionTable,
  lazy,
  type LazyCall,
  partly,
  whole,
} from './function-table.ts'
import { armGuid, armUniqueString } from './hashing.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string, read 2026-11-21. */
export const STRING_FUNCTIONS: FunctionTable = {
  base64: onText((text) => Buffer.from(text, 'utf8').toString('base64')),
  base64tostring: onText((text) => Buffer.from(text, 'base64').toString('utf8')),
  base64tojson: onText((text, call) => fromJson(Buffer.from(text, 'base64').toString('utf8'), call)),
  datauri: onText(
    (text) => `data:text/plain;charset=utf8;base64,${Buffer.from(text, 'utf8').toString('base64')}`,
  ),
  datauritostring: onText((text, call) => {
    const match = /^data:[^,]*?(;base64)?,(.*)$/is.exec(text)
    if (match === null) return call.fault('dataUriToString() takes a data URI.')
    const [, base64, data = ''] = match
    return base64 === undefined ? decodeUri(data, call) : Buffer.from(data, 'base64').toString('utf8')
  }),
  endswith: onTwoTexts((text, end) => text.toLowerCase().endsWith(end.toLowerCase())),
  startswith: onTwoTexts((text, start) => text.toLowerCase().startsWith(start.toLowerCase())),
  format: lazy(1, ANY_NUMBER, (args, call) => formatted(args, call)),
  guid: whole(1, ANY_NUMBER, (args, call) => hashed(args, call, armGuid)),
  uniquestring: whole(1, ANY_NUMBER, (args, call) => hashed(args, call, armUniqueString)),
  newguid: whole(0, 0, () => new Unknown([{ kind: 'runtime', call: 'newGuid()' }])),
  join: partly(2, 2, ([list, delimiter], call) => {
    if (!(list instanceof ListValue) || typeof delimiter !== 'string') {
      return call.fault('join() takes a list and a string.')
    }
    const spent = call.spend(list.size)
    return spent ?? joinText(list.items.flatMap((item, at) => (at === 0 ? [item] : [delimiter, item])))
  }),
  json: onText(fromJson),
  padleft: whole(2, 3, ([value, width, pad], call) => {
    const text = value === undefined ? null : scalarText(value)
    const filler = pad ?? ' '
    if (text === null || typeof width !== 'number' || typeof filler !== 'string' || filler.length !== 1) {
      return call.fault('padLeft() takes a string, a width and a character.')
    }
    return width > MAX_TEXT_LENGTH
      ? call.fault('padLeft() makes too long a string.')
      : text.padStart(width, filler)
  }),
  replace: whole(3, 3, ([text, old, replacement], call) => {
    if (
      typeof text !== 'string' ||
      typeof old !== 'string' ||
      typeof replacement !== 'string' ||
      old === ''
    ) {
      return call.fault('replace() takes three strings.')
    }
    const spent = call.spend(text.length >> 4)
    if (spent !== null) return spent
    const parts = text.split(old)
    const length = text.length + (parts.length - 1) * (replacement.length - old.length)
    return length > MAX_TEXT_LENGTH ? tooLong() : parts.join(replacement)
  }),
  split: whole(2, 2, ([text, delimiter], call) => {
    const marks = delimiter instanceof ListValue ? delimiter.items : [delimiter ?? null]
    if (typeof text !== 'string' || !marks.every((mark) => typeof mark === 'string') || marks.includes('')) {
      return call.fault('split() takes a string and one or more delimiters.')
    }
    const spent = call.spend(text.length * marks.length)
    if (spent !== null) return spent
    const escaped = marks.map((mark) => mark.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    return listOf(text.split(new RegExp(escaped.join('|'))))
  }),
  string: whole(1, 1, ([value], call) => {
    if (!(value instanceof ListValue) && !(value instanceof RecordValue))
      return scalarText(value ?? null) ?? ''
    const spent = call.spend(value.size)
    if (spent !== null) return spent
    const text = JSON.stringify(toJson(value))
    return text.length > MAX_TEXT_LENGTH ? tooLong() : text
  }),
  substring: whole(2, 3, ([text, start, length], call) => {
    if (
      typeof text !== 'string' ||
      typeof start !== 'number' ||
      (length !== undefined && typeof length !== 'number')
    ) {
      return call.fault('substring() takes a string, a start and a length.')
    }
    const end = start + (length ?? text.length - start)
    if (start < 0 || end < start || end > text.length)
      return call.fault('substring() reaches beyond the string.')
    return text.slice(start, end)
  }),
  tolower: onText((text) => text.toLowerCase()),
  toupper: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  uri: onTwoTexts((base, relative, call) => {
    if (!URL.canParse(relative, base)) return call.fault('uri() takes an address and a relative one.')
    return new URL(relative, base).href
  }),
  uricomponent: onText((text) =>
    encodeURIComponent(text.toWellFormed()).replaceAll(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  ),
  uricomponenttostring: onText(decodeUri),
}

function onText(apply: (text: string, call: Call) => Value): FunctionTable[string] {
  return whole(1, 1, ([value], call) => {
    const text = value === undefined ? null : scalarText(value)
    if (text === null) return call.fault(`${call.name}() takes a string.`)
    return call.spend(text.length >> 4) ?? apply(text, call)
  })
}

function onTwoTexts(apply: (a: string, b: string, call: Call) => Value): FunctionTable[string] {
  return whole(2, 2, ([a, b], call) => {
    if (typeof a !== 'string' || typeof b !== 'string') return call.fault(`${call.name}() takes two strings.`)
    return call.spend((a.length + b.length) >> 4) ?? apply(a, b, call)
  })
}

function tooLong(): Unknown {
  return new Unknown([{ kind: 'limit', what: 'a string' }])
}

function fromJson(text: string, call: Call): Value {
  const spent = call.spend(text.length >> 2)
  if (spent !== null) return spent
  const reading = parseJson(text, 'json()')
  return reading.ok ? valueOfJson(reading.root) : call.fault(`${call.name}(): ${reading.problem.message}`)
}

function decodeUri(text: string, call: Call): Value {
  // Only sound escapes of sound UTF-8 decode.
  if (!/^(?:[^%]|%[0-9a-f]{2})*$/i.test(text)) return call.fault(`${call.name}() takes an encoded string.`)
  return Buffer.from(
    text.replaceAll(/%[0-9a-f]{2}|[^%]+/gi, (part) =>
      part.startsWith('%') ? part.slice(1) : Buffer.from(part, 'utf8').toString('hex'),
    ),
    'hex',
  ).toString('utf8')
}

function hashed(args: readonly Known[], call: Call, hash: (parts: readonly string[]) => string): Value {
  const parts = args.map(scalarText)
  if (!parts.every((part) => part !== null)) return call.fault(`${call.name}() takes strings.`)
  return call.spend(parts.reduce((sum, part) => sum + (part.length >> 4), 1)) ?? hash(parts)
}

const PLACEHOLDER = /\{\{|\}\}|\{(\d+)(?::([^{}]*))?\}/g

function formatted(args: readonly Expression[], call: LazyCall): Value {
  const [pattern = null, ...values] = args.map((arg) => call.evaluate(arg))
  if (pattern instanceof Unknown) return call.unknown([pattern, ...values])
  if (typeof pattern !== 'string') return call.fault('format() takes a string with placeholders.')
  const parts: Value[] = []
  let end = 0
  for (const match of pattern.matchAll(PLACEHOLDER)) {
    parts.push(pattern.slice(end, match.index))
    end = match.index + match[0].length
    const [found, position, style] = match
    if (position === undefined) {
      parts.push(found[0] ?? '')
      continue
    }
    const value = values[Number(position)]
    if (value === undefined) return call.fault(`format() has no value for {${position}}.`)
    const spent = call.spend(1 + sizeOf(value))
    if (spent !== null) return spent
    parts.push(style === undefined ? value : styled(value, style))
  }
  parts.push(pattern.slice(end))
  const text = joinText(parts)
  return typeof text === 'string' ? (call.spend(text.length >> 6) ?? text) : text
}

/** The number formats of .NET that names are made with: `D2`, `X4`, `000`. */
function styled(value: Value, style: string): Value {
  if (value instanceof Unknown) return new Unknown(value.reasons)
  const digits = /^(?:[dD](\d{1,2})|(0{1,99}))$/.exec(style)
  const hex = /^([xX])(\d{0,2})$/.exec(style)
  if (typeof value !== 'number') return value
  const sign = value < 0 ? '-' : ''
  if (digits !== null) {
    const width = digits[1] === undefined ? (digits[2]?.length ?? 0) : Number(digits[1])
    return sign + String(Math.abs(value)).padStart(width, '0')
  }
  if (hex !== null && value >= 0) {
    const text = value.toString(16).padStart(Number(hex[2] ?? 0), '0')
    return hex[1] === 'X' ? text.toUpperCase() : text
  }
  return new Unknown([{ kind: 'runtime', call: `format('{0:${style}}')` }])
}
