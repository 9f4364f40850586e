import type { BilledUsage, BillOutcome } from './bills.ts'
import { chatFrames } from './chat-stream.ts'
import {
  answerSeed,
  compose,
  type Composition,
  formattedText,
  outputTokens,
  reasoningTokensFor,
  stopSequences,
  toolCallFor,
} from './composition.ts'
import { BLOCKED_OUTPUT, SAFE_OUTPUT, SAFE_PROMPT } from './content-filter.ts'
import { isArray, isObject, type Json, type JsonObject, numberOf, textOf } from './json.ts'
import { tokenLogprobs } from './logprobs.ts'
import { type ModelCall, serviceTierOf } from './model-call.ts'
import type { Operation, OperationInput, Reading } from './operation.ts'
import { promptOf, type PromptSize, tokensOf } from './prompt-tokens.ts'
import { DEFAULT_OUTPUT_TOKENS } from './settings.ts'
import { pump } from './stream-pump.ts'
import { chatUsage } from './usage-details.ts'
import {
  checkBoolean,
  checkContext,
  checkMessages,
  checkNumber,
  checkReasoning,
  checkTools,
} from './validation.ts'

/** Azure reserves this for an answer that the client did not limit. Source: microsoft/aoai-api-simulator, limiters.py. */
export const UNLIMITED_RESERVE_TOKENS = 16
const MAX_CHOICES = 128

export const chat: Operation = {
  azureName: 'ChatCompletions_Create',
  shortName: 'chatCompletion',
  task: 'generate',
  form: 'json',
  read: readChat,
}

/** An answer and all that its two forms, whole and streamed, need to know of the request. */
export interface ChatAnswer {
  readonly id: string
  readonly choices: readonly Composition[]
  readonly usage: BilledUsage
  readonly outcome: BillOutcome
  readonly includeUsage: boolean
  readonly logprobs: boolean
  readonly prompt: string
}

function readChat({ body }: OperationInput): Reading {
  const messages = isArray(body['messages']) ? body['messages'] : []
  const prompt = promptOf(messages, [body['tools'], body['response_format']])
  const maxOutputTokens = numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens'])
  const choices = Math.max(1, numberOf(body['n']) ?? 1)
  return {
    ask: {
      prompt: prompt.text,
      promptTokens: prompt.tokens,
      admissionTokens: tokensOf(prompt.characters) + (maxOutputTokens ?? UNLIMITED_RESERVE_TOKENS) * choices,
      maxOutputTokens,
      stream: body['stream'] === true,
      cacheKey: textOf(body['prompt_cache_key']),
      serviceTier: serviceTierOf(body),
    },
    answer: (call) => answerChat(call, body, prompt),
  }
}

function checkChat(body: JsonObject, call: ModelCall): void {
  checkMessages(body)
  checkTools(body)
  checkReasoning(body, call.served.traits)
  checkNumber(body, 'max_tokens', { least: 1, whole: true })
  checkNumber(body, 'max_completion_tokens', { least: 1, whole: true })
  checkNumber(body, 'temperature', { least: 0, most: 2 })
  checkNumber(body, 'top_p', { least: 0, most: 1 })
  checkNumber(body, 'n', { least: 1, most: MAX_CHOICES, whole: true })
  checkBoolean(body, 'stream')
  checkContext(call.ask.promptTokens, call.ask.maxOutputTokens, call.served.traits)
}

function answerChat(call: ModelCall, body: JsonObject, prompt: PromptSize): void {
  checkChat(body, call)
  const { settings, ids } = call.room
  const tool = toolCallFor(body, prompt)
  const choices = Array.from({ length: numberOf(body['n']) ?? 1 }, (_, i) =>
    compose({
      seed: answerSeed(settings.seed, prompt.text, i),
      prompt,
      maxTokens: call.ask.maxOutputTokens,
      defaultTokens: settings.outputTokens ?? DEFAULT_OUTPUT_TOKENS,
      reasoningTokens: reasoningTokensFor(body['reasoning_effort'], call.served.traits.reasons),
      stop: stopSequences(body['stop']),
      text: formattedText(body['response_format']),
      tool,
    }),
  )
  const options = body['stream_options']
  const answer: ChatAnswer = {
    id: `chatcmpl-${ids.next()}`,
    choices,
    usage: {
      input: call.ask.promptTokens,
      cached: call.cachedTokens,
      output: choices.reduce((sum, one) => sum + outputTokens(one), 0),
      reasoning: choices.reduce((sum, one) => sum + one.reasoningTokens, 0),
    },
    outcome: choices.some((one) => one.finish === 'content_filter') ? 'output-filtered' : 'answered',
    includeUsage: isObject(options) && options['include_usage'] === true,
    logprobs: body['logprobs'] === true,
    prompt: prompt.text,
  }
  if (call.ask.stream) pump(call, chatFrames(call, answer))
  else call.reply(() => JSON.stringify(chatBody(call, answer)), answer.usage, { outcome: answer.outcome })
}

function chatBody(call: ModelCall, answer: ChatAnswer): JsonObject {
  return {
    choices: answer.choices.map((one, index) => ({
      content_filter_results: one.finish === 'content_filter' ? BLOCKED_OUTPUT : SAFE_OUTPUT,
      finish_reason: one.finish,
      index,
      logprobs: answer.logprobs ? { content: tokenLogprobs(one.pieces), refusal: null } : null,
      message: messageOf(one, `call_${answer.id.slice(-20)}${index}`),
    })),
    created: call.createdSeconds,
    id: answer.id,
    model: call.served.modelName,
    object: 'chat.completion',
    prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE_PROMPT }],
    service_tier: call.ask.serviceTier,
    system_fingerprint: 'simulated',
    usage: chatUsage(answer.usage),
  }
}

function messageOf(one: Composition, callId: string): Json {
  const message = { annotations: [], refusal: null, role: 'assistant' }
  if (one.tool === null) return { ...message, content: one.pieces.join('') }
  const call = {
    id: callId,
    type: 'function',
    function: { arguments: one.tool.pieces.join(''), name: one.tool.name },
  }
  return { ...message, content: null, tool_calls: [call] }
}
