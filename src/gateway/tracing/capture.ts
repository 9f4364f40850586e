import type { CaptureSettings } from '../../workload/index.ts'
import type { Answer } from '../exchange.ts'
import { isObject, parseData } from '../bytes/stream-facts.ts'
import { capturedMessages, type CapturedText } from './captured-messages.ts'
import { closedJson } from './long-event.ts'
import { StreamedAnswer } from './streamed-answer.ts'

/**
 * The text of one exchange, held while it is under way, for a consumer whose part of the file says so. It is taken as it
 * comes and looked at when the exchange has ended; what is too long is cut, and what all exchanges hold together is
 * bounded.
 */
export class TextBudget {
  #held = 0

  /** False where there is no room. */
  take(bytes: number): boolean {
    if (this.#held + bytes > MAX_HELD_BYTES) return false
    this.#held += bytes
    return true
  }

  give(bytes: number): void {
    this.#held -= bytes
  }
}

const MAX_HELD_BYTES = 67_108_864
/** Of one prompt: more than the most that a file may ask for, so that a cut end is never told. */
const MAX_PROMPT_BYTES = 131_072
/** Of an event that is longer the beginning is told, and the stream is cut there. */
const MAX_EVENT_CHARACTERS = 65_536
/** Of an event that begins with its type, as those of responses, speech and pictures do. */
const TYPE = /^ ?\{"type": ?"([^"\\]*)"/
/** Chat completions have none; what a server in between calls their events tells nothing. */
const EVENT_LINE = /^event: ?(response\.[^\r]*)/

/** That text is told of; null where it was streamed, is an error, or none came. */
export function wholeAnswer(answer: Answer | null): Buffer | null {
  return answer?.kind === 'whole' && answer.status < 400 ? answer.body : null
}

export class Capture {
  readonly settings: CaptureSettings
  /** JSON, as the client sent it; null where it is not kept. */
  prompt: Buffer | null = null
  /** What was streamed. */
  readonly streamed = new StreamedAnswer((bytes) => this.#take(bytes))
  /** There was no room for what belongs to it. */
  hadNoRoom = false
  readonly #budget: TextBudget
  #held = 0
  /** The line before an event's data that names its type, where there is one. */
  #eventLine = ''
  /** The line that is not whole yet; one character for each byte. */
  #rest = ''
  /** Of the longest of such lines, which are held, too. */
  #restBytes = 0
  /** The line is too long: what follows of it is passed over. */
  #isLinePassed = false
  #told: CapturedText | null = null

  constructor(settings: CaptureSettings, budget: TextBudget) {
    this.settings = settings
    this.#budget = budget
  }

  /** The span of the prompt in the request's body. */
  keepPrompt(body: Buffer, start: number, end: number): void {
    if (!this.settings.prompts || start === -1) return
    const bytes = Math.min(end - start, MAX_PROMPT_BYTES)
    if (!this.#take(bytes)) return
    this.prompt = Buffer.from(body.subarray(start, start + bytes))
  }

  /** A piece of a stream of events, on its way to the client. */
  keepPiece(piece: Buffer): void {
    if (!this.settings.answers || this.streamed.isCut) return
    const text = piece.toString('latin1')
    for (let from = 0; ;) {
      const end = text.indexOf('\n', from)
      const part = text.slice(from, end === -1 ? text.length : end)
      const line = this.#rest === '' ? part : this.#rest + part
      this.#rest = ''
      if (line.length > MAX_EVENT_CHARACTERS) {
        if (!this.#isLinePassed) this.#beginning(line.slice(0, MAX_EVENT_CHARACTERS))
        this.#isLinePassed = true
      }
      if (end === -1) {
        if (!this.#isLinePassed) this.#holdRest(line)
        return
      }
      if (!this.#isLinePassed) this.#line(line)
      if (this.streamed.isCut) return
      this.#isLinePassed = false
      from = end + 1
    }
  }

  /** Messages of the conventions; `answer` is a whole one, null where it was streamed, or none came. */
  told(answer: Buffer | null): CapturedText {
    return (this.#told ??= capturedMessages(this, answer))
  }

  letGo(): void {
    this.prompt = null
    this.#told = null
    this.#rest = ''
    this.streamed.choices.clear()
    this.#budget.give(this.#held)
    this.#held = 0
  }

  #line(line: string): void {
    if (line.startsWith('data:')) this.#event(line.slice(5), parseData)
    else if (line.startsWith('event:')) this.#eventLine = line
    else if (line === '' || line === '\r') this.#eventLine = ''
  }

  #beginning(line: string): void {
    if (!line.startsWith('data:')) return
    const parse = (data: string): unknown => {
      const closed = closedJson(data)
      return closed === null ? undefined : parseData(closed)
    }
    if (this.#event(line.slice(5), parse)) this.streamed.isCut = true
  }

  /** Whether something of the answer was in it. */
  #event(data: string, parse: (data: string) => unknown): boolean {
    const type = TYPE.exec(data)?.[1] ?? EVENT_LINE.exec(this.#eventLine)?.[1] ?? ''
    this.streamed.mayEnd(type)
    if (!this.streamed.wants(type, data)) return false
    const event = parse(data)
    return isObject(event) && this.streamed.take(event, type)
  }

  #holdRest(line: string): void {
    const more = line.length - this.#restBytes
    if (more > 0 && !this.#take(more)) {
      this.streamed.isCut = true
      return
    }
    if (more > 0) this.#restBytes = line.length
    this.#rest = line
  }

  #take(bytes: number): boolean {
    if (!this.#budget.take(bytes)) {
      this.hadNoRoom = true
      return false
    }
    this.#held += bytes
    return true
  }
}
