import type { ModelCall } from './model-call.ts'

/** One server-sent event. */
export interface Frame {
  readonly text: string
  /** Output tokens that it brings, and how many of them were reasoning. */
  readonly tokens?: number
  readonly reasoning?: number
  /** How long the model takes before it. */
  readonly waitMs?: number
}

/** Enough events in one write to be cheap, few enough that a slow reader holds little memory. */
const WRITE_CHARACTERS = 16 * 1024

/**
 * Sends frames as they fall due, a run of them that needs no waiting in one write, and stops while the client does not
 * read. Frames are made one by one, so that a stream asleep holds no more than its place. Whoever makes the frames
 * settles the call before the last one.
 */
export function pump(call: ModelCall, frames: Iterator<Frame>): void {
  new Pump(call, frames).start()
}

class Pump {
  readonly #call: ModelCall
  readonly #frames: Iterator<Frame>
  #unsent = ''
  #events = 0

  constructor(call: ModelCall, frames: Iterator<Frame>) {
    this.#call = call
    this.#frames = frames
  }

  start(): void {
    const headers = this.#call.headers('text/event-stream; charset=utf-8')
    headers['cache-control'] = 'no-cache, must-revalidate'
    this.#call.visit.response.writeHead(200, headers)
    this.#run()
  }

  #run(): void {
    for (;;) {
      const { value: frame, done } = this.#frames.next()
      if (done === true) return this.#finish()
      const waitMs = frame.waitMs ?? 0
      if (waitMs > 0) {
        this.#write()
        this.#call.wait(waitMs, () => {
          if (this.#add(frame)) this.#run()
        })
        return
      }
      if (!this.#add(frame)) return
      if (this.#unsent.length >= WRITE_CHARACTERS && !this.#write()) {
        this.#call.waitForDrain(() => this.#run())
        return
      }
    }
  }

  /** False when a fault cuts the stream here. */
  #add(frame: Frame): boolean {
    const cutAfter = this.#call.streamFaults.cutAfterEvents
    if (cutAfter !== null && this.#events >= cutAfter) {
      this.#writeThenCut()
      return false
    }
    this.#events++
    this.#unsent += frame.text
    this.#call.producedTokens += frame.tokens ?? 0
    this.#call.producedReasoning += frame.reasoning ?? 0
    return true
  }

  #write(): boolean {
    const { response } = this.#call.visit
    if (this.#unsent === '') {
      // Clients see the stream open before its first token.
      if (this.#events === 0) response.flushHeaders()
      return true
    }
    const text = this.#unsent
    this.#unsent = ''
    return response.write(text)
  }

  #writeThenCut(): void {
    const text = this.#unsent
    this.#unsent = ''
    const cut = (): void => this.#call.cut('fault')
    if (text === '') cut()
    else this.#call.visit.response.write(text, cut)
  }

  #finish(): void {
    this.#call.visit.response.end(this.#unsent)
  }
}
