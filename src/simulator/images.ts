import { type JsonObject, numberOf, textOf } from './json.ts'
import type { ModelCall } from './model-call.ts'
import type { Operation, OperationInput, Reading } from './operation.ts'
import { tokensOf } from './prompt-tokens.ts'
import { missing } from './validation.ts'

export const images: Operation = {
  azureName: 'ImageGenerations_Create',
  shortName: 'imageGenerations',
  task: 'image',
  form: 'json',
  read: readImages,
}

export const imageEdits: Operation = {
  ...images,
  azureName: 'ImageEdits_Create',
  shortName: 'imageEdits',
  form: 'multipart',
}

/** One transparent pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
/** Of a 1024x1024 image of gpt-image-1. Source: OpenAI's image generation guide, "Cost and latency". */
const TOKENS_OF_QUALITY: Readonly<Record<string, number>> = { low: 272, medium: 1_056, high: 4_160 }
const MAX_IMAGES = 10

function readImages({ body }: OperationInput): Reading {
  const prompt = textOf(body['prompt']) ?? ''
  return {
    ask: {
      prompt,
      promptTokens: tokensOf(prompt.length),
      // Images are limited by requests alone.
      admissionTokens: 0,
      maxOutputTokens: 0,
      stream: false,
      cacheKey: null,
      serviceTier: 'default',
    },
    answer: (call) => answerImages(call, body),
  }
}

function answerImages(call: ModelCall, body: JsonObject): void {
  if (call.ask.prompt === '') throw missing('prompt')
  const count = Math.min(
    MAX_IMAGES,
    Math.max(1, Math.floor(numberOf(body['n']) ?? Number(body['n'] ?? 1)) || 1),
  )
  const perImage = TOKENS_OF_QUALITY[textOf(body['quality']) ?? 'medium'] ?? 1_056
  const isDallE = call.served.settings.model.startsWith('dall-e')
  const input = call.ask.promptTokens
  // DALL-E is billed by the image, not by tokens.
  const output = isDallE ? 0 : perImage * count
  const usage = { input: isDallE ? 0 : input, cached: 0, output, reasoning: 0 }
  const asUrl = isDallE && body['response_format'] !== 'b64_json'
  const image = asUrl ? { url: `data:image/png;base64,${PNG}` } : { b64_json: PNG }
  const answer: Record<string, unknown> = {
    created: call.createdSeconds,
    data: Array.from({ length: count }, () =>
      isDallE ? { ...image, revised_prompt: call.ask.prompt } : image,
    ),
  }
  if (!isDallE) {
    answer['usage'] = {
      input_tokens: input,
      input_tokens_details: { image_tokens: 0, text_tokens: input },
      output_tokens: output,
      total_tokens: input + output,
    }
  }
  // An image takes as long as a first token; its tokens do not come one after the other.
  call.wait(call.pace.firstTokenMs(0), () => {
    call.settle(usage, 200, 'answered')
    call.visit.send(200, JSON.stringify(answer), call.headers('application/json'))
  })
}
