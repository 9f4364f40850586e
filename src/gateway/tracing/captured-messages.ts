import { isObject } from '../bytes/stream-facts.ts'
import type { Capture } from './capture.ts'
import { type Redact, redactionOf } from './redaction.ts'
import type { StreamedAnswer, StreamedPart } from './streamed-answer.ts'

/**
 * Captured text in the form of the conventions: `gen_ai.input.messages` and `gen_ai.output.messages`, a list of messages
 * with parts (gen-ai-input-messages.json and gen-ai-output-messages.json beside the pages that `gen-ai-words.ts` names),
 * as JSON text. Text is told after redaction and up to the cap; what is no text is told by its kind alone.
 */
const MAX_REASON_CHARACTERS = 64
/** The end of a text that was cut may be half of what redaction would have known. */
const CUT_END_CHARACTERS = 512

/** More of a text than is told of it, and than any secret that redaction knows is likely to have. */
const BEYOND_CHARACTERS = 8_192

type Fields = Readonly<Record<string, unknown>>
type Part = Fields & { readonly type: string }
interface Message {
  readonly role: string
  readonly parts: readonly Part[]
  readonly finish_reason?: string
}

export interface CapturedText {
  readonly input: string | null
  readonly output: string | null
  readonly isCut: boolean
}

/** `answer` is a whole one; null where it was streamed, or none came. */
export function capturedMessages(capture: Capture, answer: Buffer | null): CapturedText {
  const { settings, prompt, streamed, hadNoRoom } = capture
  const redact = redactionOf(settings.masks)
  const input = new Cap(settings.mostCharacters, redact)
  const output = new Cap(settings.mostCharacters, redact)
  const asked = prompt === null ? [] : input.messages(inputMessages(prompt))
  const told: readonly Message[] = !settings.answers
    ? []
    : answer === null
      ? streamedMessages(streamed)
      : outputMessages(answer)
  const answered = output.messages(told)
  return {
    input: asked.length === 0 ? null : JSON.stringify(asked),
    output: answered.length === 0 ? null : JSON.stringify(answered),
    isCut: input.isCut || output.isCut || streamed.isCut || streamed.hasMore || hadNoRoom,
  }
}

/** Cuts what is past the cap, message by message. */
class Cap {
  isCut = false
  #left: number
  readonly #redact: Redact

  constructor(most: number, redact: Redact) {
    this.#left = most
    this.#redact = redact
  }

  messages(all: readonly Message[]): readonly Message[] {
    return this.#fitting(all, (message) => ({
      ...message,
      role: this.#text(message.role),
      parts: this.#fitting(message.parts, (part) => this.#part(part)),
    }))
  }

  #fitting<T>(all: readonly T[], told: (one: T) => T): readonly T[] {
    const kept: T[] = []
    for (const one of all) {
      if (this.#left <= 0) {
        this.isCut = true
        break
      }
      kept.push(told(one))
    }
    return kept
  }

  #part(part: Part): Part {
    const told: Record<string, unknown> & { type: string } = { type: this.#text(part.type) }
    for (const [name, value] of Object.entries(part))
      if (name !== 'type' && typeof value === 'string') told[name] = this.#text(value)
    return told
  }

  /** Redacted before it is cut, and no more of it than may be told: an answer may be as long as it likes. */
  #text(text: string): string {
    const looked = text.slice(0, this.#left + BEYOND_CHARACTERS)
    const safe = this.#redact(looked)
    // Redaction makes texts shorter, too: the end of what was looked at may be half a secret.
    const whole = looked.length < text.length ? safe.length - BEYOND_CHARACTERS : safe.length
    const cut = safe.slice(0, Math.max(0, Math.min(this.#left, whole)))
    if (cut.length < safe.length) this.isCut = true
    this.#left -= cut.length
    return cut
  }
}

function inputMessages(prompt: Buffer): readonly Message[] {
  const text = prompt.toString('utf8')
  const value = parsed(text)
  // What was cut, or is of a form that nobody knows, is told as it stands, but for what would hide secrets.
  if (value === undefined)
    return [{ role: 'user', parts: [{ type: 'text', content: unescaped(withoutCutEnd(text)) }] }]
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.map(inputMessage)
}

function withoutCutEnd(text: string): string {
  return text.slice(0, -CUT_END_CHARACTERS)
}

/** Redaction knows secrets as they are meant, not as strings of JSON write them: `password: \"x\"`, `m\u00fcller`. */
function unescaped(json: string): string {
  return json.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, one: string) =>
    code === undefined ? (WHITE_SPACE[one] ?? one) : String.fromCharCode(parseInt(code, 16)),
  )
}

const WHITE_SPACE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' }

function inputMessage(item: unknown): Message {
  if (typeof item === 'string') return { role: 'user', parts: [{ type: 'text', content: item }] }
  if (!isObject(item)) return { role: 'user', parts: [{ type: 'tokens' }] }
  const role = textOf(item['role']) ?? 'user'
  const { content } = item
  if (role === 'tool')
    return {
      role,
      parts: [
        { type: 'tool_call_response', id: textOf(item['tool_call_id']) ?? '', response: flat(content) },
      ],
    }
  const refusal = textOf(item['refusal'])
  const refused: readonly Part[] = refusal === null ? [] : [{ type: 'text', content: refusal }]
  return { role, parts: [...contentParts(item), ...refused, ...toolCalls(item)] }
}

function contentParts(item: Fields): readonly Part[] {
  const { content, type } = item
  if (typeof content === 'string') return [{ type: 'text', content }]
  if (Array.isArray(content)) return content.map(contentPart)
  return typeof type === 'string' ? [callPart(item, type)] : []
}

function contentPart(part: unknown): Part {
  if (!isObject(part)) return { type: 'unknown' }
  const content = textOf(part['text']) ?? textOf(part['refusal'])
  return content === null ? { type: textOf(part['type']) ?? 'unknown' } : { type: 'text', content }
}

/** An item of the responses API that is no message. */
function callPart(item: Fields, type: string): Part {
  const id = item['call_id']
  switch (type) {
    case 'function_call':
      return toolCall(id, item['name'], item['arguments'])
    case 'custom_tool_call':
      return toolCall(id, item['name'], item['input'])
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { type: 'tool_call_response', id: textOf(id) ?? '', response: flat(item['output']) }
    default:
      return { type }
  }
}

function toolCalls({ tool_calls: calls, function_call: legacy }: Fields): readonly Part[] {
  const told = Array.isArray(calls) ? calls.filter(isObject) : []
  const parts = told.map((call) => {
    const { id, function: asked, custom } = call
    const of = isObject(custom) ? custom : isObject(asked) ? asked : {}
    return toolCall(id, of['name'], of['arguments'] ?? of['input'])
  })
  return isObject(legacy) ? [...parts, toolCall(null, legacy['name'], legacy['arguments'])] : parts
}

function toolCall(id: unknown, name: unknown, given: unknown): Part {
  return { type: 'tool_call', id: textOf(id) ?? '', name: textOf(name) ?? '', arguments: flat(given) }
}

function streamedMessages({ choices, isCut }: StreamedAnswer): readonly Message[] {
  return [...choices]
    .toSorted(([one], [other]) => one - other)
    .map(([, { parts, reason }]) => ({
      role: 'assistant',
      parts: [...parts.values()].map((part) => streamedPart(part, isCut)),
      finish_reason: reasonOf(reason),
    }))
}

function streamedPart({ type, id, name, said }: StreamedPart, isCut: boolean): Part {
  const text = said.toString()
  if (type === 'text') return { type, content: isCut ? withoutCutEnd(text) : text }
  if (type !== 'tool_call') return { type }
  // Arguments that are whole do not go on.
  const isWhole = !isCut || (text.startsWith('{') && parsed(text) !== undefined)
  return { type, id, name, arguments: flat(isWhole ? text : withoutCutEnd(text)) }
}

function outputMessages(answer: Buffer): readonly Message[] {
  // Others, such as numbers of embeddings and pictures, are long and have no text.
  if (!answer.includes('"choices"') && !answer.includes('"output"')) return []
  const value = parsed(answer.toString('utf8'))
  if (!isObject(value)) return []
  if (Array.isArray(value['choices']))
    return value['choices'].filter(isObject).map((choice) => {
      const reason = textOf(choice['finish_reason'])
      const { message } = choice
      if (!isObject(message)) return outputMessage(textOf(choice['text']) ?? '', reason)
      const { parts } = inputMessage({ ...message, role: 'assistant' })
      return { role: 'assistant', parts, finish_reason: reasonOf(reason) }
    })
  if (!Array.isArray(value['output'])) return []
  const parts = value['output'].filter(isObject).flatMap((item) => inputMessage(item).parts)
  return [{ role: 'assistant', parts, finish_reason: reasonOf(textOf(value['status'])) }]
}

function outputMessage(content: string, reason: string | null): Message {
  return { role: 'assistant', parts: [{ type: 'text', content }], finish_reason: reasonOf(reason) }
}

/** The conventions want one. */
function reasonOf(reason: string | null): string {
  return reason?.slice(0, MAX_REASON_CHARACTERS) ?? 'unknown'
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function flat(value: unknown): string {
  return typeof value === 'string' ? plain(value) : value === null ? '' : (JSON.stringify(value) ?? '')
}

/** Of text that is JSON: what need not be escaped is not, for redaction knows characters as they are meant. */
function plain(json: string): string {
  if (!json.includes('\\u')) return json
  return json.replace(/\\(?:u([0-9a-fA-F]{4})|[^u])/g, (escaped, code: string | undefined) => {
    const meant = code === undefined ? '' : String.fromCharCode(parseInt(code, 16))
    return meant < ' ' || meant === '"' || meant === '\\' ? escaped : meant
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
