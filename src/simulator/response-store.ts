import type { JsonObject } from './json.ts'

/**
 * Stored responses of one account. They exist in this account alone: another one answers 404. Azure keeps them for 30
 * days; the number and size kept here are bounded, the oldest going first.
 */
export const RESPONSE_LIFETIME_MS = 30 * 24 * 3600_000
export const MAX_RESPONSES = 10_000
export const MAX_STORED_CHARACTERS = 64 * 1024 * 1024

export interface StoredResponse {
  readonly id: string
  readonly atMs: number
  /** As a GET answers it; exchanged when a background response goes on. */
  body: JsonObject
  readonly inputItems: readonly JsonObject[]
  /** The whole conversation as prompt text up to and with this answer, for those that continue it. */
  readonly conversation: { readonly text: string; readonly tokens: number }
  /** Ends work in the background; null when there is none to end. */
  cancel: (() => void) | null
}

export class ResponseStore {
  readonly #responses = new Map<string, StoredResponse>()
  #characters = 0

  get size(): number {
    return this.#responses.size
  }

  put(response: StoredResponse): void {
    this.#responses.set(response.id, response)
    this.#characters += response.conversation.text.length
    for (const oldest of this.#responses.values()) {
      const isTooMuch = this.#responses.size > MAX_RESPONSES || this.#characters > MAX_STORED_CHARACTERS
      if (!isTooMuch || oldest === response) break
      this.delete(oldest.id)
    }
  }

  get(id: string, nowMs: number): StoredResponse | null {
    const response = this.#responses.get(id)
    if (response === undefined) return null
    if (nowMs - response.atMs <= RESPONSE_LIFETIME_MS) return response
    this.delete(id)
    return null
  }

  delete(id: string): boolean {
    const response = this.#responses.get(id)
    if (response === undefined) return false
    this.#characters -= response.conversation.text.length
    return this.#responses.delete(id)
  }

  clear(): void {
    for (const response of this.#responses.values()) response.cancel?.()
    this.#responses.clear()
    this.#characters = 0
  }
}
