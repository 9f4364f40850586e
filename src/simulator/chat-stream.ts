import type { ChatAnswer } from './chat.ts'
import type { Composition } from './composition.ts'
import {
  BLOCKED_OUTPUT_TEXT,
  PROMPT_FILTER_RESULTS_TEXT,
  SAFE_OUTPUT_TEXT,
  TRIGGERS,
} from './content-filter.ts'
import { tokenLogprobs } from './logprobs.ts'
import type { ModelCall } from './model-call.ts'
import type { Frame } from './stream-pump.ts'
import { chatUsage } from './usage-details.ts'

/**
 * The events of a streamed chat answer in Azure's order: the prompt's filter results with no choices, the role, the
 * text, the reason for the end, the usage when asked for, `[DONE]`. With the asynchronous filter the text comes without
 * results; they follow in events that have no delta, some of them after the end of the text.
 * Source: Azure OpenAI "Content streaming" (learn.microsoft.com/azure/ai-foundry/openai/concepts/content-streaming) and
 * streams as recorded in langchain4j/langchain4j#2385 and langchain-ai/langchain#18977.
 */
export function* chatFrames(call: ModelCall, answer: ChatAnswer): Generator<Frame> {
  const first = `{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":${PROMPT_FILTER_RESULTS_TEXT}}`
  yield { text: event(first) }
  if (call.streamFaults.errorFirst) {
    yield* streamError(call)
    return
  }
  const tail =
    `],"created":${call.createdSeconds},"id":"${answer.id}","model":${JSON.stringify(call.served.modelName)},` +
    '"object":"chat.completion.chunk","service_tier":"' +
    call.ask.serviceTier +
    '","system_fingerprint":"simulated"'
  const close = `${tail},"usage":null}`
  const isAsync = answer.prompt.includes(TRIGGERS.asynchronous)
  for (const [index, one] of answer.choices.entries()) {
    yield* choiceFrames({ call, answer, one, index, close, isAsync })
  }
  if (isAsync) {
    const length = answer.choices[0]?.pieces.join('').length ?? 0
    yield { text: event(annotation(0, { check: length, start: 0, end: length })) }
  }
  call.settle(answer.usage, 200, answer.outcome)
  if (answer.includeUsage) {
    const usage = JSON.stringify(chatUsage(answer.usage))
    yield { text: event(`{"choices":[${tail},"usage":${usage}}`) }
  }
  yield { text: 'data: [DONE]\n\n' }
}

interface Choice {
  readonly call: ModelCall
  readonly answer: ChatAnswer
  readonly one: Composition
  readonly index: number
  /** What follows the choice in each event. */
  readonly close: string
  readonly isAsync: boolean
}

function* choiceFrames({ call, answer, one, index, close, isAsync }: Choice): Generator<Frame> {
  const results = isAsync ? '' : `"content_filter_results":${SAFE_OUTPUT_TEXT},`
  const open = `{"choices":[{${results}"delta":`
  const end = `,"finish_reason":null,"index":${index},"logprobs":null}${close}`
  const callId = `call_${answer.id.slice(-20)}${index}`
  const role =
    one.tool === null
      ? '{"content":"","refusal":null,"role":"assistant"}'
      : `{"content":null,"refusal":null,"role":"assistant","tool_calls":[{"function":{"arguments":"","name":${JSON.stringify(one.tool.name)}},"id":"${callId}","index":0,"type":"function"}]}`
  yield {
    text: event(`{"choices":[{"content_filter_results":{},"delta":${role}${end}`),
    tokens: one.reasoningTokens,
    reasoning: one.reasoningTokens,
    waitMs: call.pace.firstTokenMs(one.reasoningTokens),
  }
  let isFirst = true
  const deltaOf = (piece: string): string =>
    one.tool === null
      ? `{"content":${JSON.stringify(piece)}}`
      : `{"tool_calls":[{"function":{"arguments":${JSON.stringify(piece)}},"index":0}]}`
  for (const piece of one.tool?.pieces ?? one.pieces) {
    const waitMs = isFirst ? 0 : call.pace.tokenMs()
    isFirst = false
    const closing = answer.logprobs
      ? `,"finish_reason":null,"index":${index},"logprobs":{"content":${JSON.stringify(tokenLogprobs([piece]))},"refusal":null}}${close}`
      : end
    yield { text: event(open + deltaOf(piece) + closing), tokens: 1, waitMs }
  }
  const verdict = one.finish === 'content_filter' ? BLOCKED_OUTPUT_TEXT : '{}'
  yield {
    text: event(
      `{"choices":[{"content_filter_results":${verdict},"delta":{},"finish_reason":"${one.finish}","index":${index},"logprobs":null}${close}`,
    ),
  }
}

/** No delta, no id, no model: clients that expect them break, so the simulator must have it. */
function annotation(index: number, offsets: { check: number; start: number; end: number }): string {
  return (
    `{"choices":[{"content_filter_offsets":{"check_offset":${offsets.check},"end_offset":${offsets.end},` +
    `"start_offset":${offsets.start}},"content_filter_results":${SAFE_OUTPUT_TEXT},"finish_reason":null,"index":${index}}],` +
    '"created":0,"id":"","model":"","object":"","usage":null}'
  )
}

function* streamError(call: ModelCall): Generator<Frame> {
  call.settle(null, 200, 'cut-by-fault')
  const error = {
    message: 'The server had an error while processing your request. Sorry about that!',
    type: 'server_error',
    param: null,
    code: null,
  }
  yield { text: event(JSON.stringify({ error })) }
}

function event(data: string): string {
  return `data: ${data}\n\n`
}
