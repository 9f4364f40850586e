import type { BilledUsage } from './bills.ts'
import type { Composition } from './composition.ts'
import { BLOCKED_OUTPUT, SAFE_OUTPUT, SAFE_PROMPT } from './content-filter.ts'
import { isArray, type Json, type JsonObject } from './json.ts'
import type { ModelCall } from './model-call.ts'
import { responsesUsage } from './usage-details.ts'

export type ResponseStatus = 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'cancelled'

/** All that stays the same while a response goes from queued to its end. */
export interface ResponseDraft {
  readonly id: string
  readonly call: ModelCall
  /** The request. */
  readonly body: JsonObject
  readonly composition: Composition
  readonly usage: BilledUsage
  readonly store: boolean
}

/** How the response ends, and why when it is not complete. */
export function finalStatus(composition: Composition): 'completed' | 'incomplete' {
  return composition.finish === 'stop' || composition.finish === 'tool_calls' ? 'completed' : 'incomplete'
}

export function responseObject(draft: ResponseDraft, status: ResponseStatus): JsonObject {
  const { body, call, composition } = draft
  const isOver = status === 'completed' || status === 'incomplete'
  const reason = composition.finish === 'content_filter' ? 'content_filter' : 'max_output_tokens'
  return {
    id: draft.id,
    object: 'response',
    created_at: call.createdSeconds,
    status,
    background: body['background'] === true,
    content_filters: contentFilters(draft, isOver),
    error: null,
    incomplete_details: status === 'incomplete' ? { reason } : null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    max_tool_calls: null,
    metadata: body['metadata'] ?? {},
    model: call.served.name,
    output: isOver ? outputItems(draft) : [],
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    previous_response_id: body['previous_response_id'] ?? null,
    prompt_cache_key: body['prompt_cache_key'] ?? null,
    reasoning: body['reasoning'] ?? { effort: call.served.traits.reasons ? 'medium' : null, summary: null },
    safety_identifier: null,
    service_tier: call.ask.serviceTier,
    store: draft.store,
    temperature: body['temperature'] ?? 1,
    text: body['text'] ?? { format: { type: 'text' } },
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
    top_logprobs: 0,
    top_p: body['top_p'] ?? 1,
    truncation: body['truncation'] ?? 'disabled',
    usage: isOver ? responsesUsage(draft.usage) : null,
    user: body['user'] ?? null,
  }
}

function contentFilters({ composition }: ResponseDraft, isOver: boolean): JsonObject[] {
  const filters: JsonObject[] = [
    { blocked: false, source_type: 'prompt', content_filter_results: SAFE_PROMPT },
  ]
  if (!isOver) return filters
  const blocked = composition.finish === 'content_filter'
  filters.push({
    blocked,
    source_type: 'completion',
    content_filter_results: blocked ? BLOCKED_OUTPUT : SAFE_OUTPUT,
  })
  return filters
}

/** Reasoning first, where there was any; then the message or the call of a function. */
export function outputItems(draft: ResponseDraft): JsonObject[] {
  const items: JsonObject[] = []
  if (draft.composition.reasoningTokens > 0) items.push(reasoningItem(draft))
  items.push(draft.composition.tool === null ? messageItem(draft) : functionItem(draft))
  return items
}

export function reasoningItem({ id, call, body }: ResponseDraft): JsonObject {
  const item = { id: itemId('rs', id), type: 'reasoning', summary: [] }
  const { include } = body
  if (!isArray(include) || !include.includes('reasoning.encrypted_content')) return item
  return { ...item, encrypted_content: sealedFor(call.account.name, id) }
}

export function messageItem(draft: ResponseDraft): JsonObject {
  return {
    id: itemId('msg', draft.id),
    type: 'message',
    status: finalStatus(draft.composition),
    content: [textPart(draft.composition.pieces.join(''))],
    role: 'assistant',
  }
}

export function functionItem({ id, composition }: ResponseDraft): JsonObject {
  return {
    id: itemId('fc', id),
    type: 'function_call',
    status: finalStatus(composition),
    arguments: composition.tool?.pieces.join('') ?? '',
    call_id: itemId('call', id),
    name: composition.tool?.name ?? '',
  }
}

export function textPart(text: string): JsonObject {
  return { type: 'output_text', annotations: [], logprobs: [], text }
}

export function itemId(prefix: string, responseId: string): string {
  return `${prefix}_${responseId.slice('resp_'.length)}`
}

/** Stands for content that only the resource which made it can read. */
function sealedFor(account: string, responseId: string): string {
  return Buffer.from(`simulated\n${account}\n${responseId}`).toString('base64')
}

export function isSealedFor(account: string, content: Json | undefined): boolean {
  if (typeof content !== 'string') return true
  const [mark, name] = Buffer.from(content, 'base64').toString().split('\n')
  return mark === 'simulated' && name === account
}
