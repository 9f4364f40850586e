import { isArray, type Json, type JsonObject, numberOf, shown } from './json.ts'
import type { ModelCall } from './model-call.ts'
import type { Operation, OperationInput, Reading } from './operation.ts'
import { CHARACTERS_PER_TOKEN, tokensOf } from './prompt-tokens.ts'
import { invalidRequest } from './refusal.ts'
import { checkLength, checkNumber, missing } from './validation.ts'
import { hashText } from './words.ts'

/** Source: Azure OpenAI "Quotas and limits", inputs of one embeddings request. */
export const MAX_INPUTS = 2_048

export const embeddings: Operation = {
  azureName: 'Embeddings_Create',
  shortName: 'embeddings',
  task: 'embed',
  form: 'json',
  read: readEmbeddings,
}

function readEmbeddings({ body }: OperationInput): Reading {
  const texts = inputTexts(body['input'])
  const tokens = texts.reduce((sum, one) => sum + tokensOf(one.length), 0)
  return {
    ask: {
      prompt: texts.length === 1 ? (texts[0] as string) : texts.join('\n'),
      promptTokens: tokens,
      admissionTokens: tokens,
      maxOutputTokens: 0,
      stream: false,
      cacheKey: null,
      serviceTier: 'default',
    },
    answer: (call) => answerEmbeddings(call, body, texts),
  }
}

/** A text, texts, token numbers, or lists of them; a token number stands for four characters. */
function inputTexts(input: Json | undefined): string[] {
  if (typeof input === 'string') return [input]
  if (!isArray(input)) return []
  if (typeof input[0] === 'number') return [tokensText(input)]
  return input.map((one) => (typeof one === 'string' ? one : isArray(one) ? tokensText(one) : ''))
}

function tokensText(tokens: readonly Json[]): string {
  return tokens
    .map((token) => shown(token).padStart(CHARACTERS_PER_TOKEN, ' ').slice(-CHARACTERS_PER_TOKEN))
    .join('')
}

function answerEmbeddings(call: ModelCall, body: JsonObject, texts: readonly string[]): void {
  const { input } = body
  if (input === undefined) throw missing('input')
  if (isArray(input)) checkLength('input', input, { least: 1, most: MAX_INPUTS })
  if (texts.length === 0 || texts.includes('')) {
    throw invalidRequest(
      null,
      null,
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
    )
  }
  const { dimensions: ofModel } = call.served.traits
  checkNumber(body, 'dimensions', { least: 1, most: ofModel, whole: true })
  const dimensions = numberOf(body['dimensions']) ?? ofModel
  const isBase64 = body['encoding_format'] === 'base64'
  const usage = { input: call.ask.promptTokens, cached: 0, output: 0, reasoning: 0 }
  const answer = () =>
    JSON.stringify({
      data: texts.map((text, index) => {
        const vector = vectorOf(text, dimensions)
        return {
          embedding: isBase64 ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector),
          index,
          object: 'embedding',
        }
      }),
      model: call.served.modelName,
      object: 'list',
      usage: { prompt_tokens: usage.input, total_tokens: usage.input },
    })
  call.reply(answer, usage)
}

/** Dimensions that each word moves. */
const PLACES_PER_WORD = 8

/** A unit vector in which texts that share words are near to each other; the same text gives the same vector. */
export function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  const move = (hash: number, by: number): void => {
    let state = hash | 1
    for (let i = 0; i < PLACES_PER_WORD; i++) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
      const at = (state >>> 1) % dimensions
      vector[at] = (vector[at] as number) + ((state & 1) === 0 ? by : -by)
    }
  }
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) move(hashText(word), 1)
  // Texts of the same words in another order are near, not equal.
  move(hashText(text, 1), 0.25)
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares) || 1
  for (let i = 0; i < dimensions; i++) vector[i] = (vector[i] as number) / length
  return vector
}
