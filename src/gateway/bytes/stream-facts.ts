import type { Usage } from '../../ledger/index.ts'

/** What the gateway learns from a stream of events; one dialect's reader writes it, event by event. */
export class StreamFacts {
  /** Nothing of an answer has come yet: the exchange may still go on elsewhere. */
  inPreamble = true
  /** What came in place of an answer: the event's data, or the error object in it; null when nothing did. */
  preambleError: unknown = null
  /** The same after the answer had begun. */
  midStreamError: unknown = null
  /** The event that ends a stream of this dialect came. */
  isComplete = false
  /** The model said why it stopped, or the stream said that it failed; what ends after that was not cut. */
  mayEndWithoutMarker = false
  usage: Usage | null = null
  model: string | null = null
  serviceTier: string | null = null
  /** Of a stored response. */
  responseId: string | null = null
  /** Of the answer, whatever its dialect calls it. */
  answerId: string | null = null
  /** Why the model stopped; of several choices in the order in which they ended. */
  finishReasons: string[] = []
  /** Events with data, of any kind. */
  events = 0
  /** Events that carry a piece of an answer: at nearly every provider one token each. */
  contentEvents = 0
}

/** Reads the events of one dialect. Data is text with one character for each byte (latin-1). */
export interface EventReader {
  readonly facts: StreamFacts
  /** True when the event tells usage and nothing else. */
  read(type: string, data: string): boolean
  /**
   * Counts the events from `at` on that have nothing to tell but that they came, and returns where the first other one
   * begins. `text` goes on after the last whole event.
   */
  skipQuiet(text: string, at: number): number
  /** The beginning of an event that is too long to be read whole. */
  readHead(head: string): void
  /** An event of which only the beginning and the end were kept, because it was too long. */
  readParts(type: string, head: string, tail: string): void
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Undefined when the data is no JSON. */
export function parseData(data: string): unknown {
  try {
    return JSON.parse(Buffer.from(data, 'latin1').toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Whether a value of the wanted kind follows an occurrence of a quoted name: only then is the occurrence a key. Inside
 * strings quotes are escaped, so that text which looks like a key is none. The key may still be a nested one.
 */
export function hasKey(data: string, quotedName: string, opening: number): boolean {
  return findKey(data, quotedName, 0, opening) !== -1
}

/** Where the first such occurrence after `from` begins, for either of two kinds of value; -1 when there is none. */
export function findKey(
  data: string,
  quotedName: string,
  from: number,
  opening: number,
  otherOpening: number = opening,
): number {
  let found = data.indexOf(quotedName, from)
  while (found !== -1) {
    let at = found + quotedName.length
    let byte = data.charCodeAt(at)
    while (byte <= 0x20) byte = data.charCodeAt(++at)
    if (byte === 0x3a) {
      do byte = data.charCodeAt(++at)
      while (byte <= 0x20)
      if (byte === opening || byte === otherOpening) return found
    }
    found = data.indexOf(quotedName, at)
  }
  return -1
}

const LAST_USAGE = /^.*"usage"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})/s

/** The last `usage` object in the end of a long event; anything of that name that the client sent stands before it. */
export function usageInTail(tail: string): unknown {
  const text = LAST_USAGE.exec(tail)?.[1]
  return text === undefined ? undefined : parseData(text)
}
