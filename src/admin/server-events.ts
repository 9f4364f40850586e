/** Data of server-sent events, as they come in pieces. Only what chat answers use: one `data` line an event. */
const MAX_LINE_CHARACTERS = 1_048_576

export class ServerEvents {
  readonly #take: (data: string) => void
  readonly #decoder = new TextDecoder()
  #rest = ''

  constructor(take: (data: string) => void) {
    this.#take = take
  }

  add(piece: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(piece, { stream: true })).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > MAX_LINE_CHARACTERS) throw new Error('a line of the answer is too long')
    for (const line of lines) {
      const text = line.trimEnd()
      if (text.startsWith('data:')) this.#take(text.slice('data:'.length).trimStart())
    }
  }
}
