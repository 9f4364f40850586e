import { Failure } from '../../base/index.ts'
import { JsonScan, refusalOf } from './json-scan.ts'
import { WantedKeys } from './wanted-keys.ts'

/** What the gateway looks for in a request, whatever the operation. */
export const REQUEST_KEYS = new WantedKeys([
  'model',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'n',
  'best_of',
  'size',
  'quality',
  'instructions',
  'tools',
  'messages',
  'input',
  'prompt',
  'previous_response_id',
  'prompt_cache_key',
  'background',
  'store',
  'service_tier',
])
export type RequestKey = (typeof REQUEST_KEYS)['names'][number]

const streamOptions = new JsonScan(new WantedKeys(['include_usage']))

export interface IncludeUsage {
  readonly value: boolean | null
  /** Of the value; -1 when the key is absent. */
  readonly start: number
  readonly end: number
  /** Of the options' `{`; -1 when the options are `null`. */
  readonly open: number
}

/**
 * `include_usage` in the value of `stream_options`, which stands at `start` in a body that was found sound. Throws
 * `invalid_field` when the options are no object, or hold the key twice or with another type.
 */
export function readIncludeUsage(body: Buffer, start: number, end: number): IncludeUsage {
  if (body[start] === 0x6e) return { value: null, start: -1, end: -1, open: -1 }
  const fault = streamOptions.scanSpan(body, start, end)
  if (fault?.kind === 'root') {
    throw new Failure('invalid_field', {
      param: 'stream_options',
      detail: 'stream_options must be an object',
    })
  }
  if (fault !== null) throw refusalOf(fault)
  const found = {
    value: streamOptions.boolean('include_usage'),
    start: streamOptions.start('include_usage'),
    end: streamOptions.end('include_usage'),
    open: streamOptions.rootStart,
  }
  streamOptions.clear()
  return found
}
