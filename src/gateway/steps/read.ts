import { crc32 } from 'node:zlib'

import { Failure } from '../../base/index.ts'
import { JsonScan, refusalOf } from '../bytes/json-scan.ts'
import { scanMultipart } from '../bytes/multipart.ts'
import { prefixKey, textTokens } from '../bytes/prompt-estimate.ts'
import { MEDIA_KEYS, mediaOf, soundSecondsOf } from '../bytes/prompt-media.ts'
import { REQUEST_KEYS, readIncludeUsage, type RequestKey } from '../bytes/request-keys.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayDependencies } from '../gateway.ts'

const MAX_MODEL_CHARACTERS = 256
/** Of a prompt, where the plan asks for prompts in the log. */
const MAX_LOGGED_BYTES = 16_384

/** One scan serves all exchanges: what it finds is copied out before the next one. */
const scan = new JsonScan(REQUEST_KEYS, 'refuse', MEDIA_KEYS)
/** More choices than any provider gives are as good as these for an estimate. */
const MAX_CHOICES = 128

/** The body into one Buffer, bounded, and one look at it for the few fields that the gateway needs. */
export function read(x: Exchange, deps: GatewayDependencies): Promise<void> | undefined {
  if (x.client.method !== 'POST' || x.route?.target.kind === 'files') return undefined
  const body = x.client.readBody(x.fleet.plan.gateway.bodyLimitBytes, (bytes) => {
    deps.bodies.take(bytes)
    x.heldBytes += bytes
  })
  if (!Buffer.isBuffer(body)) return body.then((whole) => look(x, whole, deps))
  look(x, body, deps)
  return undefined
}

function look(x: Exchange, body: Buffer, { texts }: GatewayDependencies): void {
  x.body = body
  if (x.route?.target.kind !== 'operation') return
  if (x.fleet.plan.gateway.log.prompts) x.loggedPrompt = x.body.toString('utf8', 0, MAX_LOGGED_BYTES)
  x.capture = texts.capture(x)
  const type = x.client.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) readForm(x, x.body, type)
  else readJson(x, x.body)
}

function readJson(x: Exchange, body: Buffer): void {
  const fault = scan.scan(body)
  if (fault !== null) throw refusalOf(fault)
  const model = scan.string('model')
  // In the classic shape the path names the deployment, and the body's own field is ignored, as Azure does.
  if (x.asked === null) x.asked = model
  if (x.asked === '') throw new Failure('missing_model', { param: 'model' })
  if (x.asked !== null && x.asked.length > MAX_MODEL_CHARACTERS) {
    throw new Failure('invalid_field', {
      param: 'model',
      detail: `model is longer than ${MAX_MODEL_CHARACTERS} characters`,
    })
  }
  const stream = scan.boolean('stream') === true
  const optionsStart = scan.start('stream_options')
  const optionsEnd = scan.end('stream_options')
  const prompt = scan.has('messages') ? 'messages' : scan.has('input') ? 'input' : 'prompt'
  const promptStart = scan.start(prompt)
  const promptEnd = scan.end(prompt)
  x.capture?.keepPrompt(body, promptStart, promptEnd)
  const choices = Math.max(scan.count('n') ?? 1, scan.count('best_of') ?? 1)
  const media = promptStart === -1 ? null : mediaOf(scan, body, promptStart, promptEnd)
  const textBytes = bytesOf(prompt) + bytesOf('instructions') + bytesOf('tools') - (media?.bytes ?? 0)
  const most =
    scan.count('max_completion_tokens') ?? scan.count('max_tokens') ?? scan.count('max_output_tokens')
  x.ask = {
    stream,
    wantsUsageEvent:
      stream && optionsStart !== -1 && readIncludeUsage(body, optionsStart, optionsEnd).value === true,
    maxOutputTokens: most,
    choices: Math.min(MAX_CHOICES, Math.max(1, choices)),
    size: textOrNull('size'),
    quality: textOrNull('quality'),
    promptTokens: textTokens(textBytes),
    media,
    prefixKey: affinityKey(body, promptStart, promptEnd, scan.string('prompt_cache_key')),
    background: scan.boolean('background') === true,
    previousResponseId: scan.string('previous_response_id'),
  }
  x.edits = {
    kind: 'json',
    modelStart: scan.start('model'),
    modelEnd: scan.end('model'),
    streamOptionsStart: optionsStart,
    streamOptionsEnd: optionsEnd,
    previousIdStart: scan.start('previous_response_id'),
    previousIdEnd: scan.end('previous_response_id'),
  }
  scan.clear()
}

function bytesOf(name: RequestKey): number {
  return scan.end(name) - scan.start(name)
}

/** What is no string is the provider's to refuse. */
function textOrNull(name: 'size' | 'quality'): string | null {
  return scan.kind(name) === 'string' ? scan.string(name) : null
}

/** What the client says belongs together, or else the beginning of the prompt; null when there is nothing to gain. */
function affinityKey(body: Buffer, start: number, end: number, given: string | null): number | null {
  if (given !== null) return crc32(given)
  return start === -1 ? null : prefixKey(body, start, end)
}

function readForm(x: Exchange, body: Buffer, contentType: string): void {
  const form = scanMultipart(body, contentType)
  const { model, modelStart, modelEnd, stream, sound, images } = form
  if (x.asked === null) x.asked = model
  x.ask = {
    stream: stream === true,
    wantsUsageEvent: true,
    maxOutputTokens: null,
    choices: Math.min(MAX_CHOICES, Math.max(1, form.choices)),
    size: form.size,
    quality: form.quality,
    promptTokens: textTokens(form.promptBytes),
    media:
      sound === null && images === 0
        ? null
        : {
            lowImages: 0,
            highImages: images,
            soundSeconds: sound === null ? 0 : soundSecondsOf(body, sound.start, sound.end),
            pages: 0,
            bytes: 0,
          },
    prefixKey: null,
    background: false,
    previousResponseId: null,
  }
  x.edits = { ...NO_EDITS, kind: 'multipart', modelStart, modelEnd }
}

const NO_EDITS = {
  streamOptionsStart: -1,
  streamOptionsEnd: -1,
  previousIdStart: -1,
  previousIdEnd: -1,
}
