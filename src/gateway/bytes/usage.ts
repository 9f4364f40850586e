import type { Usage } from '../../ledger/index.ts'
import { JsonScan } from './json-scan.ts'
import { WantedKeys } from './wanted-keys.ts'

/**
 * Token counts as providers write them. Chat, completions and embeddings say `prompt_tokens` and `completion_tokens`;
 * responses, images and transcriptions `input_tokens` and `output_tokens` (OpenAI API reference; transcriptions say
 * `input_token_details` where the others say `input_tokens_details`). What is missing, negative or no whole number
 * counts 0; null when there is no count at all, such as for transcriptions that are billed by duration.
 */
export function readUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null
  const input = count(value['prompt_tokens']) ?? count(value['input_tokens'])
  const output = count(value['completion_tokens']) ?? count(value['output_tokens'])
  if (input === null && output === null) return null
  const inputDetails =
    value['prompt_tokens_details'] ?? value['input_tokens_details'] ?? value['input_token_details']
  const outputDetails =
    value['completion_tokens_details'] ?? value['output_tokens_details'] ?? value['output_token_details']
  return {
    input: input ?? 0,
    cached: part(inputDetails, 'cached_tokens', input),
    output: output ?? 0,
    reasoning: part(outputDetails, 'reasoning_tokens', output),
    audioInput: part(inputDetails, 'audio_tokens', input),
    audioOutput: part(outputDetails, 'audio_tokens', output),
  }
}

/** Parts are never more than their whole, so that what is billed as the rest is never negative. */
function part(details: unknown, name: string, whole: number | null): number {
  if (!isObject(details)) return 0
  return Math.min(count(details[name]) ?? 0, whole ?? 0)
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value + 0 : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What the gateway reads of a provider's whole answer, or of the response inside an event; null: not told. */
export interface ScannedAnswer {
  readonly usage: Usage | null
  readonly model: string | null
  readonly id: string | null
  readonly serviceTier: string | null
  readonly status: string | null
  /** The value of `error`, parsed. */
  readonly error: unknown
}

const answer = new JsonScan(
  new WantedKeys(['usage', 'model', 'id', 'service_tier', 'status', 'error']),
  'last',
)

/** Null when the bytes are no sound JSON object. */
export function scanAnswer(body: Buffer): ScannedAnswer | null {
  return answer.scan(body) === null ? found() : null
}

/** The same for an object within a sound body. */
export function scanAnswerSpan(body: Buffer, start: number, end: number): ScannedAnswer | null {
  return answer.scanSpan(body, start, end) === null ? found() : null
}

function found(): ScannedAnswer {
  const result = {
    usage: answer.kind('usage') === 'object' ? readUsage(JSON.parse(answer.text('usage'))) : null,
    model: text('model'),
    id: text('id'),
    serviceTier: text('service_tier'),
    status: text('status'),
    error: answer.has('error') ? (JSON.parse(answer.text('error')) as unknown) : null,
  }
  answer.clear()
  return result
}

function text(name: 'model' | 'id' | 'service_tier' | 'status'): string | null {
  return answer.kind(name) === 'string' ? answer.string(name) : null
}
