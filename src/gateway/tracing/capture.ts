import type { CaptureSettings } from '../../workload/index.ts'
import { isObject, parseData } from '../bytes/stream-facts.ts'

/**
 * The text of one exchange, kept while it is under way, for a consumer whose part of the file says so. It is taken as it
 * comes and looked at when the trace is kept; what is too long is cut, and what all exchanges keep together is bounded.
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
/** An event that is longer is passed over. */
const MAX_EVENT_CHARACTERS = 65_536
const MAX_CHOICES = 8

export class Capture {
  readonly settings: CaptureSettings
  /** JSON, as the client sent it; null where it is not kept. */
  prompt: Buffer | null = null
  /** What was streamed, by choice. */
  readonly streamed = new Map<number, string>()
  /** A piece did not fit: no later one is kept, for with a gap half of a secret would look like none. */
  isStreamCut = false
  readonly #budget: TextBudget
  #held = 0
  #streamedBytes = 0
  /** The line that is not whole yet; one character for each byte. */
  #rest = ''
  #isLineTooLong = false

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
      if (this.#rest.length + part.length > MAX_EVENT_CHARACTERS) {
        this.#isLineTooLong = true
        this.#rest = ''
      } else if (!this.#isLineTooLong) this.#rest += part
      if (end === -1) return
      if (!this.#isLineTooLong && this.#rest.startsWith('data:')) this.#event(this.#rest.slice(5))
      this.#rest = ''
      this.#isLineTooLong = false
      from = end + 1
    }
  }

  letGo(): void {
    this.prompt = null
    this.streamed.clear()
    this.#budget.give(this.#held)
    this.#held = 0
  }

  #event(data: string): void {
    const event = parseData(data)
    if (!isObject(event)) return
    // Of responses an event tells a piece of text, of chat completions one for each choice.
    if (event['type'] === 'response.output_text.delta') this.#add(0, event['delta'])
    if (!Array.isArray(event['choices'])) return
    for (const choice of event['choices'] as unknown[]) {
      if (!isObject(choice)) continue
      const index = typeof choice['index'] === 'number' ? choice['index'] : 0
      this.#add(index, isObject(choice['delta']) ? choice['delta']['content'] : choice['text'])
    }
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
    if (!this.#budget.take(bytes)) return false
    this.#held += bytes
    return true
  }
}
