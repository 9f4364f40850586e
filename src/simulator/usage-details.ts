import type { BilledUsage } from './bills.ts'
import type { JsonObject } from './json.ts'

/** Usage as chat, completions and embeddings spell it. */
export function chatUsage(usage: BilledUsage): JsonObject {
  return {
    completion_tokens: usage.output,
    completion_tokens_details: {
      accepted_prediction_tokens: 0,
      audio_tokens: 0,
      reasoning_tokens: usage.reasoning,
      rejected_prediction_tokens: 0,
    },
    prompt_tokens: usage.input,
    prompt_tokens_details: { audio_tokens: 0, cached_tokens: usage.cached },
    total_tokens: usage.input + usage.output,
  }
}

/** As the Responses API spells it. */
export function responsesUsage(usage: BilledUsage): JsonObject {
  return {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.input + usage.output,
  }
}
