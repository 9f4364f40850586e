import { TRIGGERS } from './content-filter.ts'
import { isArray, isObject, type Json, type JsonObject, textOf } from './json.ts'
import { jsonSample } from './json-sample.ts'
import type { PromptSize } from './prompt-tokens.ts'
import { hashText, textPieces, wordPieces } from './words.ts'

/** One answer, made before any of it is sent: its tokens, and why it ends. */
export interface Composition {
  /** The visible text, one token each. */
  readonly pieces: readonly string[]
  /** In place of text. */
  readonly tool: ToolCall | null
  readonly reasoningTokens: number
  readonly finish: 'stop' | 'length' | 'content_filter' | 'tool_calls'
}

export interface ToolCall {
  readonly name: string
  readonly pieces: readonly string[]
}

export interface CompositionWish {
  readonly seed: number
  readonly prompt: PromptSize
  readonly maxTokens: number | null
  readonly defaultTokens: number
  readonly reasoningTokens: number
  readonly stop: readonly string[]
  /** Text that the answer must be, such as JSON of a schema; null for words. */
  readonly text: string | null
  readonly tool: ToolCall | null
}

/** `reply-tokens:200` in a prompt asks for an answer of 200 tokens. */
const REPLY_TOKENS = /\breply-tokens:(\d{1,6})\b/
export const MAX_REPLY_TOKENS = 128_000

export function compose(wish: CompositionWish): Composition {
  const { maxTokens, tool } = wish
  const reasoningTokens = Math.min(wish.reasoningTokens, maxTokens ?? Infinity)
  // A reasoning model may use up all it is allowed before the first word; Azure answers with empty text then.
  const roomLeft = (maxTokens ?? Infinity) - reasoningTokens
  if (tool !== null) {
    const pieces = tool.pieces.slice(0, roomLeft)
    const finish = pieces.length < tool.pieces.length ? 'length' : 'tool_calls'
    return { pieces: [], tool: { name: tool.name, pieces }, reasoningTokens, finish }
  }
  const natural = wish.text === null ? wordPieces(wish.seed, naturalLength(wish)) : textPieces(wish.text)
  const stopped = stopAt(natural, wish.stop)
  if (wish.prompt.text.includes(TRIGGERS.output)) {
    const half = Math.min(Math.ceil(stopped.length / 2), roomLeft)
    return { pieces: stopped.slice(0, half), tool: null, reasoningTokens, finish: 'content_filter' }
  }
  const finish = stopped.length > roomLeft ? 'length' : 'stop'
  return { pieces: stopped.slice(0, roomLeft), tool: null, reasoningTokens, finish }
}

function naturalLength({ prompt, maxTokens, defaultTokens }: CompositionWish): number {
  const wished = REPLY_TOKENS.exec(prompt.lastUserText)?.[1]
  const natural = wished === undefined ? defaultTokens : Math.min(Number(wished), MAX_REPLY_TOKENS)
  // One more than may be sent tells that the answer was cut.
  return Math.min(natural, maxTokens === null ? Infinity : maxTokens + 1)
}

/** Azure ends before the stop sequence; what stands before it within the same token goes too. */
function stopAt(pieces: readonly string[], stop: readonly string[]): readonly string[] {
  const sequences = stop.filter((one) => one !== '')
  if (sequences.length === 0) return pieces
  const text = pieces.join('')
  const found = sequences.map((one) => text.indexOf(one)).filter((at) => at >= 0)
  if (found.length === 0) return pieces
  const at = Math.min(...found)
  let end = 0
  let kept = 0
  while (end + (pieces[kept] as string).length <= at) end += (pieces[kept++] as string).length
  return pieces.slice(0, kept)
}

export function stopSequences(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** Asks for a call in a prompt, where `tool_choice` leaves it to the model. */
export const CALL_THE_TOOL = 'call the tool'

/**
 * The call that a model would make: when it has to, or when the last message of the user says "call the tool". Chat
 * puts name and parameters of a function under `function`, Responses puts them beside the type.
 */
export function toolCallFor(body: JsonObject, prompt: PromptSize): ToolCall | null {
  const { tools, tool_choice: choice } = body
  if (!isArray(tools) || choice === 'none') return null
  const functions = tools
    .filter(isObject)
    .map((tool) => (isObject(tool['function']) ? tool['function'] : tool))
  const named = isObject(choice)
    ? (textOf(choice['name']) ?? (isObject(choice['function']) ? textOf(choice['function']['name']) : null))
    : null
  const wanted =
    choice === 'required' ||
    named !== null ||
    (!prompt.endsWithToolResult && prompt.lastUserText.toLowerCase().includes(CALL_THE_TOOL))
  if (!wanted) return null
  const tool = functions.find((one) => {
    const name = textOf(one['name'])
    return name !== null && (named === null || name === named)
  })
  if (tool === undefined) return null
  const name = textOf(tool['name']) ?? ''
  return { name, pieces: textPieces(JSON.stringify(jsonSample(tool['parameters']))) }
}

/** The text that a format of answers asks for; null for plain words. */
export function formattedText(format: Json | undefined): string | null {
  if (!isObject(format)) return null
  if (format['type'] === 'json_object') return '{"answer":"simulated"}'
  if (format['type'] !== 'json_schema') return null
  const inner = isObject(format['json_schema']) ? format['json_schema'] : format
  return JSON.stringify(jsonSample(inner['schema']))
}

/** Assumed; a recorded answer of gpt-5-nano to one word used 192. */
const REASONING_TOKENS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 0,
  low: 64,
  medium: 128,
  high: 512,
  xhigh: 1024,
}

export function reasoningTokensFor(effort: Json | undefined, reasons: boolean): number {
  if (!reasons) return 0
  return REASONING_TOKENS[textOf(effort) ?? 'medium'] ?? 128
}

export function answerSeed(seed: number, prompt: string, choice: number): number {
  return hashText(prompt, seed) + choice
}

export function outputTokens(composition: Composition): number {
  return composition.reasoningTokens + composition.pieces.length + (composition.tool?.pieces.length ?? 0)
}
