import { JsonScan } from './json-scan.ts'
import { responseReason } from './finish-reasons.ts'
import { type EventReader, isObject, parseData, StreamFacts, usageInTail } from './stream-facts.ts'
import { readUsage, scanAnswerSpan } from './usage.ts'
import { WantedKeys } from './wanted-keys.ts'

const event = new JsonScan(new WantedKeys(['response']), 'last')

/**
 * Streams of the Responses API: events that name their type, the last of them `response.completed`, `.incomplete` or
 * `.failed`; most versions send no `[DONE]` (OpenAI API reference, "Streaming events"). Only the first and the last
 * events are looked into; the last repeats the whole answer and is scanned, not parsed.
 */
export class ResponseEvents implements EventReader {
  readonly facts = new StreamFacts()

  read(type: string, data: string): boolean {
    const { facts } = this
    facts.events++
    const name = type === '' ? typeIn(data) : type
    switch (name) {
      case 'response.created':
      case 'response.in_progress':
      case 'response.queued':
        if (facts.responseId === null) this.#readResponse(data)
        return false
      case 'response.completed':
      case 'response.incomplete':
        this.#readResponse(data)
        this.#stopped(name, data)
        this.#ended()
        return false
      case 'response.failed': {
        this.#readResponse(data)
        this.#stopped(name, data)
        const failed = parseData(data)
        const response = isObject(failed) ? failed['response'] : undefined
        this.#error((isObject(response) ? response['error'] : undefined) ?? failed ?? data)
        this.#ended()
        return false
      }
      case 'error':
        this.#error(parseData(data) ?? data)
        return false
      case '[DONE]':
        this.#ended()
        return false
      default:
        facts.inPreamble = false
        if (name.endsWith('.delta')) facts.contentEvents++
        return false
    }
  }

  /** Each event names its type, and may be the last. */
  skipQuiet(_text: string, at: number): number {
    return at
  }

  readHead(head: string): void {
    this.facts.responseId ??= /"response"\s*:\s*\{\s*"id"\s*:\s*"([^"\\]+)"/.exec(head)?.[1] ?? null
    this.facts.answerId ??= this.facts.responseId
  }

  readParts(type: string, head: string, tail: string): void {
    const { facts } = this
    facts.events++
    const name = type === '' ? typeIn(head) : type
    if (name === 'response.completed' || name === 'response.incomplete' || name === 'response.failed') {
      facts.usage = readUsage(usageInTail(tail)) ?? facts.usage
      this.#stopped(name, tail)
      if (name === 'response.failed') this.#error({ code: 'server_error', message: 'The response failed' })
      this.#ended()
    } else if (!PREAMBLE.has(name)) facts.inPreamble = false
  }

  #readResponse(data: string): void {
    const { facts } = this
    const bytes = Buffer.from(data, 'latin1')
    if (event.scan(bytes) === null && event.kind('response') === 'object') {
      const response = scanAnswerSpan(bytes, event.start('response'), event.end('response'))
      if (response !== null) {
        facts.responseId ??= response.id
        facts.answerId ??= response.id
        facts.model = response.model ?? facts.model
        facts.serviceTier = response.serviceTier ?? facts.serviceTier
        facts.usage = response.usage ?? facts.usage
      }
    }
    event.clear()
  }

  /** The name of the last event ends with the status that it brings. */
  #stopped(name: string, data: string): void {
    this.facts.finishReasons = [responseReason(name.slice(name.indexOf('.') + 1), data)]
  }

  #ended(): void {
    this.facts.inPreamble = false
    this.facts.isComplete = true
    this.facts.mayEndWithoutMarker = true
  }

  #error(error: unknown): void {
    const { facts } = this
    if (facts.inPreamble) facts.preambleError ??= error
    else facts.midStreamError ??= error
    facts.inPreamble = false
    facts.mayEndWithoutMarker = true
  }
}

const PREAMBLE = new Set(['response.created', 'response.in_progress', 'response.queued'])

/** The type as the data tells it, for servers that send no `event:` line. */
function typeIn(data: string): string {
  if (data.startsWith('[DONE]')) return '[DONE]'
  const first = /^\s*\{\s*"type"\s*:\s*"([^"\\]*)"/.exec(data)?.[1]
  if (first !== undefined) return first
  const parsed = parseData(data)
  return isObject(parsed) && typeof parsed['type'] === 'string' ? parsed['type'] : ''
}
