import type { JsonObject } from './json.ts'
import {
  finalStatus,
  functionItem,
  itemId,
  messageItem,
  reasoningItem,
  type ResponseDraft,
  responseObject,
  textPart,
} from './response-object.ts'
import type { Frame } from './stream-pump.ts'

/**
 * The named events of a streamed response, numbered from 0. The stream ends with `response.completed` or
 * `response.incomplete`; there is no `[DONE]`. Source: Azure OpenAI "Responses API", streaming, and OpenAI's reference.
 */
export function* responseFrames(draft: ResponseDraft, store: () => void): Generator<Frame> {
  const { call, composition } = draft
  let sequence = 0
  const event = (type: string, fields: JsonObject): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`

  const begun = responseObject(draft, 'in_progress')
  yield { text: event('response.created', { response: begun }) }
  yield { text: event('response.in_progress', { response: begun }) }
  if (call.streamFaults.errorFirst) {
    call.settle(null, 200, 'cut-by-fault')
    const message = 'The server had an error while processing your request. Sorry about that!'
    yield { text: event('error', { code: 'server_error', message, param: null }) }
    return
  }
  let at = 0
  let waitMs = call.pace.firstTokenMs(composition.reasoningTokens)
  if (composition.reasoningTokens > 0) {
    const item = reasoningItem(draft)
    yield { text: event('response.output_item.added', { output_index: at, item }) }
    yield {
      text: event('response.output_item.done', { output_index: at, item }),
      tokens: composition.reasoningTokens,
      reasoning: composition.reasoningTokens,
      waitMs,
    }
    at++
    waitMs = 0
  }
  const parts = composition.tool === null ? textFrames : functionFrames
  yield* parts({ draft, at, waitMs, event })

  const status = finalStatus(composition)
  call.settle(draft.usage, 200, composition.finish === 'content_filter' ? 'output-filtered' : 'answered')
  store()
  yield { text: event(`response.${status}`, { response: responseObject(draft, status) }) }
}

interface ItemPart {
  readonly draft: ResponseDraft
  readonly at: number
  /** Before the first piece. */
  readonly waitMs: number
  readonly event: (type: string, fields: JsonObject) => string
}

function* textFrames({ draft, at, waitMs, event }: ItemPart): Generator<Frame> {
  const { call, composition } = draft
  const item_id = itemId('msg', draft.id)
  const place = { item_id, output_index: at, content_index: 0 }
  const item = { id: item_id, type: 'message', status: 'in_progress', content: [], role: 'assistant' }
  yield { text: event('response.output_item.added', { output_index: at, item }), waitMs }
  yield { text: event('response.content_part.added', { ...place, part: textPart('') }) }
  let isFirst = true
  for (const delta of composition.pieces) {
    const text = event('response.output_text.delta', { ...place, delta, logprobs: [] })
    yield { text, tokens: 1, waitMs: isFirst ? 0 : call.pace.tokenMs() }
    isFirst = false
  }
  const text = composition.pieces.join('')
  yield { text: event('response.output_text.done', { ...place, text, logprobs: [] }) }
  yield { text: event('response.content_part.done', { ...place, part: textPart(text) }) }
  yield { text: event('response.output_item.done', { output_index: at, item: messageItem(draft) }) }
}

function* functionFrames({ draft, at, waitMs, event }: ItemPart): Generator<Frame> {
  const item = functionItem(draft)
  const place = { item_id: itemId('fc', draft.id), output_index: at }
  const begun = { ...item, status: 'in_progress', arguments: '' }
  yield { text: event('response.output_item.added', { output_index: at, item: begun }), waitMs }
  let isFirst = true
  for (const delta of draft.composition.tool?.pieces ?? []) {
    const text = event('response.function_call_arguments.delta', { ...place, delta })
    yield { text, tokens: 1, waitMs: isFirst ? 0 : draft.call.pace.tokenMs() }
    isFirst = false
  }
  const text = event('response.function_call_arguments.done', { ...place, arguments: item['arguments'] })
  yield { text }
  yield { text: event('response.output_item.done', { output_index: at, item }) }
}
