import { addFinishReasons } from './finish-reasons.ts'
import {
  type EventReader,
  findKey,
  hasKey,
  isObject,
  parseData,
  StreamFacts,
  usageInTail,
} from './stream-facts.ts'
import { readUsage } from './usage.ts'

const OPEN_BRACE = 0x7b
const QUOTE = 0x22
const LF = 0x0a

/** What an event means before the answer has begun. */
export type PreambleKind = 'filter' | 'role' | 'usage' | 'error' | 'content'

/** `choices` is empty in Azure's first event, which tells what the filter found in the prompt, and in the usage event. */
export function preambleKind(data: unknown): PreambleKind {
  if (!isObject(data)) return 'content'
  if (isError(data)) return 'error'
  const { choices } = data
  if (!Array.isArray(choices)) return 'content'
  if (choices.length === 0) return isObject(data['usage']) ? 'usage' : 'filter'
  return choices.every(isRoleOnly) ? 'role' : 'content'
}

function isError(data: Readonly<Record<string, unknown>>): boolean {
  return isObject(data['error']) || typeof data['error'] === 'string'
}

function isRoleOnly(choice: unknown): boolean {
  if (!isObject(choice) || typeof choice['finish_reason'] === 'string' || !isObject(choice['delta']))
    return false
  return Object.entries(choice['delta']).every(([key, value]) => key === 'role' || isNothing(value))
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/**
 * Streams that end with `[DONE]`: chat and completions. Events that name their type, as those of speech,
 * transcriptions and images do, end with one whose type ends in `.done` or `.completed` and need no marker.
 *
 * After the preamble an event is only searched for a few keys, and parsed where one of them is found: `usage` with an
 * object, `finish_reason` with a text, `error`.
 */
export class ChatEvents implements EventReader {
  readonly facts = new StreamFacts()

  read(type: string, data: string): boolean {
    const { facts } = this
    facts.events++
    if (data.startsWith('[DONE]')) {
      facts.isComplete = true
      facts.inPreamble = false
      return false
    }
    if (type === 'error') {
      this.#error(parseData(data) ?? data)
      return false
    }
    if (facts.inPreamble) return this.#readWhole(data)
    // Names with their quotes are looked for from their rarest letters on, as the engine looks for the first one.
    if (
      hasKey(data, 'usage"', OPEN_BRACE) ||
      hasKey(data, 'error"', OPEN_BRACE) ||
      hasKey(data, 'error"', QUOTE)
    ) {
      return this.#readWhole(data)
    }
    if (hasKey(data, 'finish_reason"', QUOTE)) this.#stopped(data)
    else if (!data.includes('"delta":{}')) facts.contentEvents++
    if (data.startsWith('{"type":"')) this.#typed(data.slice(9, data.indexOf('"', 9)))
    return false
  }

  /**
   * One search of all that came costs half of what a search of each event does. It looks for the same as `read`, by
   * name endings that begin with a rare letter; what it finds too much is looked at by `read`.
   */
  skipQuiet(text: string, at: number): number {
    const { facts } = this
    if (facts.inPreamble) return at
    const until = Math.min(
      orEnd(text, findKey(text, 'usage"', at, OPEN_BRACE)),
      orEnd(text, findKey(text, 'rror"', at, OPEN_BRACE, QUOTE)),
      orEnd(text, findKey(text, 'finish_reason"', at, QUOTE)),
      orEnd(text, text.indexOf('a":{}', at)),
    )
    while (text.startsWith('data: {', at) && !text.startsWith('"type":"', at + 7)) {
      const lineFeed = text.indexOf('\n', at)
      if (lineFeed === -1 || lineFeed > until || text.charCodeAt(lineFeed + 1) !== LF) break
      facts.events++
      facts.contentEvents++
      at = lineFeed + 2
    }
    return at
  }

  readHead(): void {}

  readParts(_type: string, head: string, tail: string): void {
    const { facts } = this
    facts.events++
    facts.contentEvents++
    facts.inPreamble = false
    facts.usage = readUsage(usageInTail(tail)) ?? facts.usage
    const type = /^\{"type":"([^"\\]*)"/.exec(head)?.[1]
    if (type !== undefined) this.#typed(type)
  }

  #readWhole(data: string): boolean {
    const { facts } = this
    const event = parseData(data)
    const kind = preambleKind(event)
    if (isObject(event)) {
      const { model } = event
      if (typeof model === 'string' && model !== '') facts.model = model
      if (typeof event['service_tier'] === 'string') facts.serviceTier = event['service_tier']
      facts.usage = readUsage(event['usage']) ?? facts.usage
      if (typeof event['type'] === 'string') this.#typed(event['type'])
      if (typeof event['id'] === 'string' && event['id'] !== '') facts.answerId ??= event['id']
      if (hasFinishReason(event['choices'])) this.#stopped(data)
      else if (kind === 'content') facts.contentEvents++
    }
    if (kind === 'error') this.#error(event)
    else if (kind === 'content') facts.inPreamble = false
    return kind === 'usage' && saysNothingElse(event)
  }

  #stopped(data: string): void {
    this.facts.mayEndWithoutMarker = true
    addFinishReasons(data, this.facts.finishReasons)
  }

  #typed(type: string): void {
    if (type.endsWith('.done') || type.endsWith('.completed')) this.facts.mayEndWithoutMarker = true
  }

  #error(error: unknown): void {
    const { facts } = this
    if (facts.inPreamble) facts.preambleError ??= error
    else facts.midStreamError ??= error
    facts.inPreamble = false
    facts.mayEndWithoutMarker = true
  }
}

function orEnd(text: string, at: number): number {
  return at === -1 ? text.length : at
}

function hasFinishReason(choices: unknown): boolean {
  return (
    Array.isArray(choices) &&
    choices.some((choice) => isObject(choice) && typeof choice['finish_reason'] === 'string')
  )
}

/** A usage event without choices that also tells what the filter found has another purpose. */
function saysNothingElse(event: unknown): boolean {
  if (!isObject(event)) return false
  return !['prompt_filter_results', 'prompt_annotations'].some((name) => !isNothing(event[name] ?? null))
}
