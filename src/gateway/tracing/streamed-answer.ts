import { isObject } from '../bytes/stream-facts.ts'

/**
 * What a streamed answer says: text, refusals and tool calls of each choice, put together from events in the order in
 * which they began. Chat completions by `choices[].delta` (OpenAI API reference, "Streaming events of chat completions"),
 * responses by events that name their type ("Streaming events of the Responses API"), both read in November 2026.
 */
export interface StreamedPart {
  /** `text`, `tool_call`, or the kind of what is neither. */
  readonly type: string
  id: string
  name: string
  /** The text, or the arguments of the call. */
  readonly said: Pieces
}

export interface StreamedChoice {
  readonly parts: Map<string, StreamedPart>
  /** Of chat completions: the call that goes by an index. */
  readonly calls: Map<number, StreamedPart>
  latestCall: StreamedPart | null
  /** Why it stopped; null while it goes on, or where nobody said. */
  reason: string | null
}

/** More than the most that a file may ask for, so that a cut end is never told. */
const MAX_SAID_BYTES = 131_072
const MAX_CHOICES = 8
const MAX_PARTS = 128
const MAX_REASON_CHARACTERS = 64
/** What a part takes beside its text. */
const PART_BYTES = 512

/** Events of the responses API that end one, and its status then. */
const ENDS: ReadonlyMap<string, string> = new Map(
  ['completed', 'incomplete', 'failed'].map((status) => [`response.${status}`, status]),
)
const ITEM_ADDED = 'response.output_item.added'
const ITEM_DONE = 'response.output_item.done'
const TEXT_DELTA = 'response.output_text.delta'
const REFUSAL_DELTA = 'response.refusal.delta'
/** Of the many kinds of events of the responses API those that bring something; others repeat it, or are not told. */
const TELLING: ReadonlySet<string> = new Set([
  TEXT_DELTA,
  REFUSAL_DELTA,
  'response.function_call_arguments.delta',
  'response.function_call_arguments.done',
  'response.custom_tool_call_input.delta',
  'response.custom_tool_call_input.done',
  ITEM_ADDED,
  ITEM_DONE,
])
/** Item by item the field that has the arguments of a call. */
const CALL_ITEMS: Readonly<Record<string, string>> = { function_call: 'arguments', custom_tool_call: 'input' }
const LEGACY_CALL = 'function_call'

type Fields = Readonly<Record<string, unknown>>

export class StreamedAnswer {
  readonly choices = new Map<number, StreamedChoice>()
  /** A piece did not fit: no later one is kept, for with a gap half of a secret would look like none. */
  isCut = false
  /** There were more choices or parts than are held. */
  hasMore = false
  readonly #take: (bytes: number) => boolean
  #bytes = 0

  /** `take` is asked for room, and says whether there is. */
  constructor(take: (bytes: number) => boolean) {
    this.#take = take
  }

  /** Whether an event of this type, empty where it is not known, has to be parsed. */
  wants(type: string, data: string): boolean {
    // What an item of a message says came by its deltas. Inside strings quotes are escaped.
    if (type === ITEM_DONE) return data.includes('_call"')
    return type === '' ? !data.includes('"choices":[]') : TELLING.has(type)
  }

  /** Why a response ended is told by the type of its last event, which repeats all of it. */
  mayEnd(type: string): void {
    const status = ENDS.get(type)
    if (status !== undefined) this.#stopped(this.#choice(0), status)
  }

  /** Whether something of the answer was in it; `type` is empty where only the event itself may tell it. */
  take(event: Fields, type: string): boolean {
    const told = type === '' ? textOf(event['type']) : type
    if (told.startsWith('response.')) {
      if (type === '') this.mayEnd(told)
      return this.#response(told, event)
    }
    const { choices } = event
    if (!Array.isArray(choices)) return false
    let brought = false
    for (const choice of choices as unknown[]) if (isObject(choice) && this.#chat(choice)) brought = true
    return brought
  }

  #response(type: string, event: Fields): boolean {
    const { item } = event
    const isItem = type === ITEM_ADDED || type === ITEM_DONE
    if (!TELLING.has(type) || isItem !== isObject(item)) return false
    const choice = this.#choice(0)
    if (choice === null) return true
    const place = placeOf(event, item)
    if (isObject(item)) return this.#item(choice, item, place, type === ITEM_DONE)
    if (type === TEXT_DELTA || type === REFUSAL_DELTA)
      return this.#text(choice, `text ${place} ${String(event['content_index'])}`, event['delta'])
    const call = this.#part(choice, `call ${place}`, 'tool_call')
    if (call === null) return true
    if (type.endsWith('.delta')) return this.#say(call, event['delta'])
    return call.said.isEmpty && this.#say(call, event['arguments'] ?? event['input'])
  }

  #item(choice: StreamedChoice, item: Fields, place: string, isDone: boolean): boolean {
    const { type } = item
    if (typeof type !== 'string' || type === 'message') return false
    const said = CALL_ITEMS[type]
    if (said === undefined) return this.#part(choice, `item ${place}`, type) === null
    const call = this.#part(choice, `call ${place}`, 'tool_call')
    if (call === null) return true
    this.#name(call, item['call_id'], item['name'])
    return isDone && call.said.isEmpty && this.#say(call, item[said])
  }

  #chat(told: Fields): boolean {
    const choice = this.#choice(typeof told['index'] === 'number' ? told['index'] : 0)
    if (choice === null) return true
    this.#stopped(choice, told['finish_reason'])
    const { delta } = told
    if (!isObject(delta)) return this.#text(choice, 'text', told['text'])
    let brought = this.#text(choice, 'text', delta['content'])
    brought = this.#text(choice, 'refusal', delta['refusal']) || brought
    const { tool_calls: calls, function_call: legacy } = delta
    if (Array.isArray(calls))
      for (const call of calls as unknown[]) if (isObject(call) && this.#call(choice, call)) brought = true
    if (!isObject(legacy)) return brought
    const part = this.#part(choice, LEGACY_CALL, 'tool_call')
    if (part === null) return true
    this.#name(part, '', legacy['name'])
    return this.#say(part, legacy['arguments']) || brought
  }

  #call(choice: StreamedChoice, told: Fields): boolean {
    const of = isObject(told['function']) ? told['function'] : isObject(told['custom']) ? told['custom'] : {}
    const part = this.#calledPart(choice, told, of)
    if (part === null) return true
    choice.latestCall = part
    this.#name(part, told['id'], of['name'])
    return this.#say(part, of['arguments'] ?? of['input'])
  }

  /**
   * The index tells which call goes on. Servers beside OpenAI's leave it out, or give every call the same one
   * (github.com/ollama/ollama issues 7881 and 15457): a new id, or a name without an id, begins a call then.
   */
  #calledPart(choice: StreamedChoice, told: Fields, of: Fields): StreamedPart | null {
    const { index } = told
    const id = textOf(told['id'])
    let known: StreamedPart | null | undefined
    if (typeof index === 'number') known = choice.calls.get(index)
    else if (id !== '') known = choice.parts.values().find((part) => part.id === id)
    else if (textOf(of['name']) === '') known = choice.latestCall
    if (known && (id === '' || known.id === '' || known.id === id)) return known
    const part = this.#part(choice, `call ${choice.parts.size}`, 'tool_call')
    if (part !== null && typeof index === 'number') choice.calls.set(index, part)
    return part
  }

  #text(choice: StreamedChoice, key: string, text: unknown): boolean {
    if (typeof text !== 'string' || text === '') return false
    const part = this.#part(choice, key, 'text')
    return part === null || this.#say(part, text)
  }

  #choice(index: number): StreamedChoice | null {
    const known = this.choices.get(index)
    if (known !== undefined) return known
    if (this.choices.size >= MAX_CHOICES) {
      this.hasMore = true
      return null
    }
    const choice = { parts: new Map(), calls: new Map(), latestCall: null, reason: null }
    this.choices.set(index, choice)
    return choice
  }

  #part(choice: StreamedChoice, key: string, type: string): StreamedPart | null {
    const known = choice.parts.get(key)
    if (known !== undefined) return known
    if (choice.parts.size >= MAX_PARTS) {
      this.hasMore = true
      return null
    }
    if (this.isCut) return null
    if (!this.#take(PART_BYTES + key.length + type.length)) {
      this.isCut = true
      return null
    }
    const part = { type, id: '', name: '', said: new Pieces() }
    choice.parts.set(key, part)
    return part
  }

  #stopped(choice: StreamedChoice | null, reason: unknown): void {
    if (choice !== null && typeof reason === 'string' && reason.length <= MAX_REASON_CHARACTERS)
      choice.reason = reason
  }

  /** The first that comes holds: there are servers that repeat them with each piece. */
  #name(part: StreamedPart, id: unknown, name: unknown): void {
    if (part.id === '' && this.#fits(id)) part.id = id
    if (part.name === '' && this.#fits(name)) part.name = name
  }

  #say(part: StreamedPart, text: unknown): boolean {
    if (typeof text !== 'string' || text === '') return false
    if (this.#fits(text)) part.said.add(text)
    return true
  }

  #fits(text: unknown): text is string {
    return typeof text === 'string' && text !== '' && this.#hold(Buffer.byteLength(text))
  }

  #hold(bytes: number): boolean {
    if (this.isCut) return false
    if (this.#bytes + bytes > MAX_SAID_BYTES || !this.#take(bytes)) {
      this.isCut = true
      return false
    }
    this.#bytes += bytes
    return true
  }
}

/** A text that comes in small pieces, each of which takes many times its length while it is held by itself. */
export class Pieces {
  readonly #joined: string[] = []
  #loose: string[] = []

  get isEmpty(): boolean {
    return this.#joined.length === 0 && this.#loose.length === 0
  }

  add(piece: string): void {
    if (this.#loose.push(piece) < LOOSE_PIECES) return
    this.#joined.push(this.#loose.join(''))
    this.#loose = []
  }

  toString(): string {
    return this.#joined.join('') + this.#loose.join('')
  }
}

const LOOSE_PIECES = 64

/** Ids of items are not the same in all events of some servers; where they stand in the answer is. */
function placeOf(event: Fields, item: unknown): string {
  const { output_index: index, item_id: id } = event
  return typeof index === 'number' ? String(index) : textOf(id ?? (isObject(item) ? item['id'] : null))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
