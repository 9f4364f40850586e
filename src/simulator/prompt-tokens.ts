import { isArray, isObject, type Json, type JsonObject, textOf } from './json.ts'

/**
 * Token counts without a tokenizer: four characters are a token, which is also how Azure estimates a prompt when it
 * admits a call. Counts differ from the model's own; they are the same each time, and a caller is billed by them.
 */
export const CHARACTERS_PER_TOKEN = 4
/** What the chat format adds for each message and for the reply. */
const TOKENS_PER_MESSAGE = 3
const TOKENS_FOR_REPLY = 3
/** Of an image in low and in other detail. Source: Azure OpenAI vision guide, "Image tokens"; 765 is one of 1024x1024. */
const IMAGE_TOKENS = { low: 85, other: 765 } as const
/** Enough of an image's data to tell it from another. */
const IMAGE_SAMPLE_CHARACTERS = 256

export interface PromptSize {
  /** All of it, for the prompt cache, the trigger words and the seed of the answer. */
  readonly text: string
  /** The text of the last message of the user. */
  readonly lastUserText: string
  readonly characters: number
  readonly tokens: number
  /** What the caller brings by itself ends with a tool's result: the model should answer, not call again. */
  readonly endsWithToolResult: boolean
}

export function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN)
}

/** Of chat messages or of a Responses input; `extra` is what stands in front of them, such as tools. */
export function promptOf(messages: readonly Json[], extra: readonly (Json | undefined)[]): PromptSize {
  const sheet = new Sheet()
  for (const one of extra) {
    if (one !== undefined && one !== null) sheet.add(typeof one === 'string' ? one : JSON.stringify(one))
  }
  let lastUserText = ''
  let endsWithToolResult = false
  for (const message of messages) {
    if (!isObject(message)) continue
    const role = textOf(message['role']) ?? textOf(message['type']) ?? ''
    sheet.mark(role)
    const from = sheet.text.length
    sheet.addContent(message['content'])
    sheet.addOther(message)
    sheet.tokens += TOKENS_PER_MESSAGE
    if (role === 'user') lastUserText = sheet.text.slice(from)
    endsWithToolResult = role === 'tool' || role === 'function' || role === 'function_call_output'
  }
  return {
    text: sheet.text,
    lastUserText,
    characters: sheet.characters,
    tokens: tokensOf(sheet.characters) + sheet.tokens + TOKENS_FOR_REPLY,
    endsWithToolResult,
  }
}

class Sheet {
  text = ''
  characters = 0
  tokens = 0

  add(text: string): void {
    this.text += text
    this.characters += text.length
  }

  /** Part of what makes prompts differ, but not counted. */
  mark(text: string): void {
    this.text += `\n${text}:`
  }

  addContent(content: Json | undefined): void {
    if (typeof content === 'string') this.add(content)
    else if (isArray(content)) for (const part of content) if (isObject(part)) this.#addPart(part)
  }

  addOther(message: JsonObject): void {
    for (const field of ['tool_calls', 'arguments', 'output'] as const) {
      const value = message[field]
      if (typeof value === 'string') this.add(value)
      else if (isArray(value)) this.add(JSON.stringify(value))
    }
  }

  #addPart(part: JsonObject): void {
    const text = textOf(part['text'])
    if (text !== null) return this.add(text)
    const image = part['image_url']
    if (image === undefined) return
    const url = textOf(isObject(image) ? image['url'] : image) ?? ''
    const detail = isObject(image) ? image['detail'] : part['detail']
    this.mark(`image ${url.length} ${url.slice(0, IMAGE_SAMPLE_CHARACTERS)}`)
    this.tokens += detail === 'low' ? IMAGE_TOKENS.low : IMAGE_TOKENS.other
  }
}
