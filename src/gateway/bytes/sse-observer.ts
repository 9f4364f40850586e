import type { Usage } from '../../ledger/index.ts'
import { ChatEvents } from './chat-events.ts'
import { ResponseEvents } from './response-events.ts'
import type { EventReader } from './stream-facts.ts'

export { IdRewrite } from './id-rewrite.ts'

/** An event that is longer, and comes in pieces, passes with only its beginning and end looked at. */
export const MAX_PARTIAL_EVENT_BYTES = 262_144
const HEAD_CHARACTERS = 4_096
/** The usage object is the last but few of a response's fields, and of an image's. */
const TAIL_CHARACTERS = 65_536

const LF = 0x0a
const CR = 0x0d

export interface SseObserverOptions {
  readonly dialect: 'chat' | 'responses'
  /** Takes the usage event out, because the gateway and not the client asked for it. */
  readonly stripUsageEvent: boolean
}

/**
 * Watches a stream of server-sent events while it passes. What is forwarded is what came, byte for byte, less the
 * usage event where that is to be stripped; buffers are handed on, not copied.
 *
 * An event that is not whole is held back only where its bytes may have to be changed: while the usage event may
 * still come and is to be stripped, and until the id of a response is known, which the gateway signs. Clients act on
 * whole events, so that holding costs them no time. Otherwise each chunk goes on as it came.
 *
 * Lines end with LF or CR LF; no provider is known to end them with CR alone.
 */
export class SseObserver {
  readonly #reader: EventReader
  readonly #strips: boolean
  readonly #holdsUntilId: boolean
  /** Text of the event that is not whole yet, in pieces; one character for each byte. */
  #partial: string[] = []
  #partialLength = 0
  /** The bytes of it that were not forwarded. */
  #held: Buffer[] = []
  /** The beginning of an event that is too long to be looked at whole, while it passes; `#partial` then has its end. */
  #longHead: string | null = null
  /** Where the block that `#readBlock` looked at last begins, after the empty lines before it. */
  #blockStart = 0
  #isUsageOnly = false
  /** Events that passed with only their beginning and end looked at. */
  longEvents = 0

  constructor(options: SseObserverOptions) {
    this.#reader = options.dialect === 'responses' ? new ResponseEvents() : new ChatEvents()
    this.#strips = options.stripUsageEvent && options.dialect === 'chat'
    this.#holdsUntilId = options.dialect === 'responses'
  }

  get inPreamble(): boolean {
    return this.#reader.facts.inPreamble
  }
  get preambleError(): unknown {
    return this.#reader.facts.preambleError
  }
  get midStreamError(): unknown {
    return this.#reader.facts.midStreamError
  }
  get isComplete(): boolean {
    return this.#reader.facts.isComplete
  }
  get mayEndWithoutMarker(): boolean {
    return this.#reader.facts.mayEndWithoutMarker
  }
  get usage(): Usage | null {
    return this.#reader.facts.usage
  }
  get model(): string | null {
    return this.#reader.facts.model
  }
  get serviceTier(): string | null {
    return this.#reader.facts.serviceTier
  }
  get answerId(): string | null {
    return this.#reader.facts.answerId
  }
  get finishReasons(): readonly string[] {
    return this.#reader.facts.finishReasons
  }
  get responseId(): string | null {
    return this.#reader.facts.responseId
  }
  get events(): number {
    return this.#reader.facts.events
  }
  get contentEvents(): number {
    return this.#reader.facts.contentEvents
  }

  /** What may go on to the client now, in order; often the chunk itself. */
  push(chunk: Buffer): readonly Buffer[] {
    if (chunk.length === 0) return []
    const text = chunk.toString('latin1')
    const out: Buffer[] = []
    /** Bytes of the chunk before it were dealt with. */
    let done = 0
    let at = 0
    if (this.#partialLength > 0) {
      at = this.#partialEnd(text)
      if (at === -1) {
        this.#addPartial(text, chunk, out)
        return out
      }
      done = this.#finishPartial(text, at, out)
    }
    let skipped = false
    for (;;) {
      if (!skipped && !this.inPreamble) {
        at = this.#reader.skipQuiet(text, at)
        skipped = true
      }
      const end = this.#readBlock(text, at)
      if (end === -1) break
      if (this.#isUsageOnly && this.#strips) {
        if (done < this.#blockStart) out.push(chunk.subarray(done, this.#blockStart))
        done = end
      }
      at = end
    }
    const rest = this.#blockStart
    const holds = rest < text.length && this.#holds()
    const until = holds ? rest : text.length
    if (done < until) out.push(done === 0 && until === text.length ? chunk : chunk.subarray(done, until))
    if (rest < text.length) {
      this.#partial.push(rest === 0 ? text : text.slice(rest))
      this.#partialLength = text.length - rest
      if (holds) this.#held.push(chunk.subarray(rest))
      if (this.#partialLength > MAX_PARTIAL_EVENT_BYTES) this.#beginLong(out)
    }
    return out
  }

  /** What was held back, when nothing more comes. An event whose last line is whole counts, as clients count it. */
  flush(): Buffer | null {
    const text = this.#partial.join('')
    const held = this.#held
    this.#partial = []
    this.#partialLength = 0
    this.#held = []
    if (this.#longHead !== null) {
      this.#finishLong(this.#longHead, text)
      return null
    }
    if (/[}\]]\s*$/.test(text.slice(-16))) {
      this.#readBlock(`${text}\n\n`, 0)
      if (this.#isUsageOnly && this.#strips) return null
    }
    return held.length === 0 ? null : Buffer.concat(held)
  }

  /** After the end of the event that is not whole, in the text that follows it; -1 when it goes on. */
  #partialEnd(text: string): number {
    const last = this.#partial[this.#partial.length - 1] as string
    const before = last.charCodeAt(last.length - 1)
    if (before === LF) {
      if (text.charCodeAt(0) === LF) return 1
      if (text.charCodeAt(0) === CR && text.charCodeAt(1) === LF) return 2
    } else if (before === CR && text.charCodeAt(0) === LF && this.#beforeLast() === LF) return 1
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      const next = text.charCodeAt(at + 1)
      if (next === LF) return at + 2
      if (next === CR && text.charCodeAt(at + 2) === LF) return at + 3
    }
    return -1
  }

  #beforeLast(): number {
    const last = this.#partial[this.#partial.length - 1] as string
    if (last.length > 1) return last.charCodeAt(last.length - 2)
    const piece = this.#partial[this.#partial.length - 2]
    return piece === undefined ? 0 : piece.charCodeAt(piece.length - 1)
  }

  #holds(): boolean {
    return this.#strips || (this.#holdsUntilId && this.responseId === null)
  }

  /** A chunk that is all within one event. */
  #addPartial(text: string, chunk: Buffer, out: Buffer[]): void {
    this.#partial.push(text)
    this.#partialLength += text.length
    if (this.#longHead === null && this.#holds()) this.#held.push(chunk)
    else out.push(chunk)
    if (this.#longHead === null) {
      if (this.#partialLength > MAX_PARTIAL_EVENT_BYTES) this.#beginLong(out)
    } else if (this.#partialLength > 2 * TAIL_CHARACTERS) this.#keepTail()
  }

  #beginLong(out: Buffer[]): void {
    this.#longHead = this.#partial.join('').slice(0, HEAD_CHARACTERS)
    this.#keepTail()
    this.#reader.readHead(this.#longHead)
    for (const held of this.#held) out.push(held)
    this.#held = []
  }

  #keepTail(): void {
    this.#partial = [this.#partial.join('').slice(-TAIL_CHARACTERS)]
    this.#partialLength = TAIL_CHARACTERS
  }

  /** Looks at the event that `text` completes up to `end`; returns up to where the text's bytes were dealt with. */
  #finishPartial(text: string, end: number, out: Buffer[]): number {
    const held = this.#held
    this.#held = []
    const event = `${this.#partial.join('')}${text.slice(0, end)}`
    this.#partial = []
    this.#partialLength = 0
    if (this.#longHead !== null) {
      this.#finishLong(this.#longHead, event)
      return 0
    }
    this.#readBlock(event, 0)
    if (this.#isUsageOnly && this.#strips) {
      // Empty lines before the event are not part of it.
      if (this.#blockStart > 0) out.push(Buffer.from(event.slice(0, this.#blockStart), 'latin1'))
      return end
    }
    for (const bytes of held) out.push(bytes)
    return 0
  }

  #finishLong(head: string, tail: string): void {
    this.#longHead = null
    this.longEvents++
    const type = /^event: ?([^\r\n]*)/m.exec(head)?.[1] ?? ''
    const data = /^data: ?/m.exec(head)
    this.#reader.readParts(type, data === null ? head : head.slice(data.index + data[0].length), tail)
  }

  /** Looks at one event from `at` on; returns where it ends, or -1 when it is not whole. */
  #readBlock(text: string, at: number): number {
    this.#isUsageOnly = false
    for (;;) {
      const first = text.charCodeAt(at)
      if (first === LF) at++
      else if (first === CR && text.charCodeAt(at + 1) === LF) at += 2
      else break
    }
    this.#blockStart = at
    let type = ''
    let data: string | null = null
    for (let line = at; ;) {
      const lineFeed = text.indexOf('\n', line)
      if (lineFeed === -1) return -1
      const end = lineFeed > line && text.charCodeAt(lineFeed - 1) === CR ? lineFeed - 1 : lineFeed
      if (end === line) {
        if (data !== null) this.#isUsageOnly = this.#reader.read(type, data)
        return lineFeed + 1
      }
      const letter = text.charCodeAt(line)
      if (letter === 0x64 && text.startsWith('data:', line)) {
        const value = text.slice(text.charCodeAt(line + 5) === 0x20 ? line + 6 : line + 5, end)
        data = data === null ? value : `${data}\n${value}`
      } else if (letter === 0x65 && text.startsWith('event:', line)) {
        type = text.slice(text.charCodeAt(line + 6) === 0x20 ? line + 7 : line + 6, end)
      }
      line = lineFeed + 1
    }
  }
}
