import {
  answerSeed,
  compose,
  formattedText,
  outputTokens,
  reasoningTokensFor,
  stopSequences,
  toolCallFor,
} from './composition.ts'
import { UNLIMITED_RESERVE_TOKENS } from './chat.ts'
import { isArray, isObject, type Json, type JsonObject, numberOf, shown, textOf } from './json.ts'
import { type ModelCall, serviceTierOf } from './model-call.ts'
import type { Operation, OperationInput, Reading } from './operation.ts'
import { promptOf, type PromptSize, tokensOf } from './prompt-tokens.ts'
import { invalidRequest } from './refusal.ts'
import { runInBackground } from './response-background.ts'
import { finalStatus, isSealedFor, itemId, type ResponseDraft, responseObject } from './response-object.ts'
import type { StoredResponse } from './response-store.ts'
import { responseFrames } from './response-stream.ts'
import { DEFAULT_OUTPUT_TOKENS } from './settings.ts'
import { pump } from './stream-pump.ts'
import { checkBoolean, checkContext, checkNumber, checkReasoning, checkTools, missing } from './validation.ts'

export const responses: Operation = {
  azureName: 'Responses_Create',
  shortName: 'responses',
  task: 'generate',
  form: 'json',
  read: readResponses,
}

/** Source: OpenAI's API reference, responses, `max_output_tokens`. */
const LEAST_OUTPUT_TOKENS = 16

/** The conversation so far, and what this request adds to it. */
interface Turn {
  /** Null when the id that the request continues is not known in this account. */
  readonly before: { readonly text: string; readonly tokens: number } | null
  readonly items: readonly JsonObject[]
  readonly added: PromptSize
  readonly whole: PromptSize
}

function readResponses({ body, account }: OperationInput): Reading {
  const previous = textOf(body['previous_response_id'])
  const before = previous === null ? { text: '', tokens: 0 } : account.conversation(previous)
  const items = inputItems(body['input'])
  const head = promptOf([], [body['instructions'], body['tools'], body['text']])
  const added = promptOf(items, [])
  const whole = {
    ...added,
    text: head.text + (before?.text ?? '') + added.text,
    characters: head.characters + (before?.text.length ?? 0) + added.characters,
    tokens: tokensOf(head.characters) + (before?.tokens ?? 0) + added.tokens,
  }
  const maxOutputTokens = numberOf(body['max_output_tokens'])
  return {
    ask: {
      prompt: whole.text,
      promptTokens: whole.tokens,
      admissionTokens: tokensOf(whole.characters) + (maxOutputTokens ?? UNLIMITED_RESERVE_TOKENS),
      maxOutputTokens,
      stream: body['stream'] === true,
      cacheKey: textOf(body['prompt_cache_key']),
      serviceTier: serviceTierOf(body),
    },
    answer: (call) => answerResponses(call, body, { before, items, added, whole }),
  }
}

function inputItems(input: Json | undefined): readonly JsonObject[] {
  if (typeof input === 'string')
    return [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }]
  return isArray(input) ? input.filter(isObject) : []
}

function checkResponses(body: JsonObject, turn: Turn, call: ModelCall): void {
  if (turn.before === null) {
    throw invalidRequest(
      'previous_response_not_found',
      'previous_response_id',
      `Previous response with id '${shown(body['previous_response_id'])}' not found.`,
    )
  }
  const { input } = body
  if (input === undefined || input === null) throw missing('input')
  if (typeof input !== 'string' && !isArray(input)) {
    const message = "Invalid type for 'input': expected one of a string or array of input items."
    throw invalidRequest('invalid_type', 'input', message)
  }
  checkTools({ tools: isArray(body['tools']) && body['tools'].length === 0 ? null : body['tools'] })
  checkReasoning(body, call.served.traits)
  checkNumber(body, 'max_output_tokens', { least: LEAST_OUTPUT_TOKENS, whole: true })
  checkNumber(body, 'temperature', { least: 0, most: 2 })
  checkNumber(body, 'top_p', { least: 0, most: 1 })
  checkBoolean(body, 'stream')
  checkBoolean(body, 'store')
  if (body['background'] === true && body['store'] === false) {
    throw invalidRequest(
      'unsupported_parameter',
      'background',
      "Background mode requires 'store' to be true.",
    )
  }
  for (const item of turn.items) {
    if (item['type'] !== 'reasoning' || isSealedFor(call.account.name, item['encrypted_content'])) continue
    const start = shown(item['encrypted_content']).slice(0, 16)
    throw invalidRequest(
      'invalid_encrypted_content',
      null,
      `The encrypted content ${start}... could not be verified.`,
    )
  }
  checkContext(call.ask.promptTokens, call.ask.maxOutputTokens, call.served.traits)
}

function answerResponses(call: ModelCall, body: JsonObject, turn: Turn): void {
  checkResponses(body, turn, call)
  const { settings, ids } = call.room
  const effort = isObject(body['reasoning']) ? body['reasoning']['effort'] : undefined
  const composition = compose({
    seed: answerSeed(settings.seed, turn.whole.text, 0),
    prompt: turn.whole,
    maxTokens: call.ask.maxOutputTokens,
    defaultTokens: settings.outputTokens ?? DEFAULT_OUTPUT_TOKENS,
    reasoningTokens: reasoningTokensFor(effort, call.served.traits.reasons),
    stop: stopSequences(body['stop']),
    text: formattedText(isObject(body['text']) ? body['text']['format'] : undefined),
    tool: toolCallFor(body, turn.whole),
  })
  const draft: ResponseDraft = {
    id: `resp_${ids.next()}${ids.next()}`,
    call,
    body,
    composition,
    usage: {
      input: call.ask.promptTokens,
      cached: call.cachedTokens,
      output: outputTokens(composition),
      reasoning: composition.reasoningTokens,
    },
    store: body['store'] !== false,
  }
  const store = (): void => keep(draft, turn)
  if (body['background'] === true && !call.ask.stream) {
    runInBackground(draft, entryOf(draft, turn))
    return
  }
  if (call.ask.stream) {
    pump(call, responseFrames(draft, store))
    return
  }
  const outcome = composition.finish === 'content_filter' ? 'output-filtered' : 'answered'
  const whole = (): string => {
    store()
    return JSON.stringify(responseObject(draft, finalStatus(composition)))
  }
  call.reply(whole, draft.usage, { outcome })
}

function keep(draft: ResponseDraft, turn: Turn): void {
  if (draft.store) draft.call.account.responses.put(entryOf(draft, turn))
}

function entryOf(draft: ResponseDraft, turn: Turn): StoredResponse {
  const { composition, call } = draft
  const answer = composition.pieces.join('') + (composition.tool?.pieces.join('') ?? '')
  return {
    id: draft.id,
    atMs: call.room.clock.nowMs(),
    body: responseObject(draft, finalStatus(composition)),
    inputItems: turn.items.map((item, i) => ({
      id: textOf(item['id']) ?? `${itemId('msg', draft.id)}${i}`,
      type: 'message',
      ...item,
    })),
    conversation: {
      text: `${turn.before?.text ?? ''}${turn.added.text}\nassistant:${answer}`,
      tokens:
        (turn.before?.tokens ?? 0) +
        turn.added.tokens +
        outputTokens(composition) -
        composition.reasoningTokens,
    },
    cancel: null,
  }
}
