import type { CaptureSettings } from '../../workload/index.ts'
import type { Answer } from '../exchange.ts'
import { isObject, parseData } from '../bytes/stream-facts.ts'
import { capturedMessages, type CapturedText } from './captured-messages.ts'
import { beginningOfEvent } from './long-event.ts'

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
/** Of one prompt or answer: more than the most that a file may ask for, so that a cut end is never told. */
const MAX_TEXT_BYTES = 131_072
/** Of an event that is longer the beginning is told, and the stream is cut there. */
const MAX_EVENT_CHARACTERS = 65_536
const MAX_CHOICES = 8

/** That text is told of; null where it was streamed, is an error, or none came. */
export function wholeAnswer(answer: Answer | null): Buffer | null {
  return answer?.kind === 'whole' && answer.status < 400 ? answer.body : null
}

export class Capture {
  readonly settings: CaptureSettings
  /** JSON, as the client sent it; null where it is not kept. */
  prompt: Buffer | null = null
  /** What was streamed, by choice. */
  readonly streamed = new Map<number, string>()
  /** Why it stopped, by choice. */
  readonly reasons = new Map<number, string>()
  /** A piece did not fit: no later one is kept, for with a gap half of a secret would look like none. */
  isStreamCut = false
  /** There was no room for what belongs to it. */
  hadNoRoom = false
  readonly #budget: TextBudget
  #held = 0
  #streamedBytes = 0
  /** The line that is not whole yet; one character for each byte. */
  #rest = ''
  /** Of the longest of such lines, which are held, too. */
  #restBytes = 0
  /** The line is too long, and has no text: what follows of it is passed over. */
  #isLinePassed = false
  #told: CapturedText | null = null

  constructor(settings: CaptureSettings, budget: TextBudget) {
    this.settings = settings
    this.#budget = budget
  }

  /** The span of the prompt in the request's body. */
  keepPrompt(body: Buffer, start: number, end: number): void {
    if (!this.settings.prompts || start === -1) return
    const bytes = Math.min(end - start, MAX_TEXT_BYTES)
    if (!this.#take(bytes)) return
    this.prompt = Buffer.from(body.subarray(start, start + bytes))
  }

  /** A piece of a stream of events, on its way to the client. */
  keepPiece(piece: Buffer): void {
    if (!this.settings.answers || this.isStreamCut) return
    const text = piece.toString('latin1')
    for (let from = 0; ;) {
      const end = text.indexOf('\n', from)
      const part = text.slice(from, end === -1 ? text.length : end)
      const line = this.#rest === '' ? part : this.#rest + part
      this.#rest = ''
      if (line.length > MAX_EVENT_CHARACTERS) {
        if (!this.#isLinePassed) this.#beginning(line.slice(0, MAX_EVENT_CHARACTERS))
        if (this.isStreamCut) return
        this.#isLinePassed = true
      }
      if (end === -1) {
        if (!this.#isLinePassed) this.#holdRest(line)
        return
      }
      if (!this.#isLinePassed && line.startsWith('data:')) this.#event(line.slice(5))
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
    this.streamed.clear()
    this.#budget.give(this.#held)
    this.#held = 0
  }

  #beginning(line: string): void {
    const beginning = beginningOfEvent(line)
    if (beginning === null) return
    this.#add(beginning.choice, beginning.text)
    this.isStreamCut = true
  }

  #holdRest(line: string): void {
    const more = line.length - this.#restBytes
    if (more > 0 && !this.#take(more)) {
      this.isStreamCut = true
      return
    }
    if (more > 0) this.#restBytes = line.length
    this.#rest = line
  }

  #event(data: string): void {
    const event = parseData(data)
    if (!isObject(event)) return
    // Of responses an event tells a piece of text, of chat completions one for each choice.
    if (event['type'] === 'response.output_text.delta') this.#add(0, event['delta'])
    if (isObject(event['response'])) this.#stopped(0, event['response']['status'])
    if (!Array.isArray(event['choices'])) return
    for (const choice of event['choices'] as unknown[]) {
      if (!isObject(choice)) continue
      const index = typeof choice['index'] === 'number' ? choice['index'] : 0
      this.#add(index, isObject(choice['delta']) ? choice['delta']['content'] : choice['text'])
      this.#stopped(index, choice['finish_reason'])
    }
  }

  #stopped(choice: number, reason: unknown): void {
    if (typeof reason !== 'string') return
    if (this.reasons.has(choice) || this.reasons.size < MAX_CHOICES) this.reasons.set(choice, reason)
  }

  #add(choice: number, text: unknown): void {
    if (typeof text !== 'string' || text === '') return
    const before = this.streamed.get(choice)
    if (this.isStreamCut || (before === undefined && this.streamed.size >= MAX_CHOICES)) return
    const bytes = Buffer.byteLength(text)
    if (this.#streamedBytes + bytes > MAX_TEXT_BYTES || !this.#take(bytes)) {
      this.isStreamCut = true
      return
    }
    this.#streamedBytes += bytes
    this.streamed.set(choice, (before ?? '') + text)
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
