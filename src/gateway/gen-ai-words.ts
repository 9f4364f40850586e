import type { Operation } from '../providers/index.ts'
import type { ProviderName } from '../workload/index.ts'

/**
 * Words of OpenTelemetry's semantic conventions for generative AI (github.com/open-telemetry/semantic-conventions-genai,
 * status Development, without versions, read in November 2026): spans by docs/gen-ai/client-inference.md at commit
 * 024a4f9, metrics by docs/gen-ai/gen-ai-metrics.md at commit 004902b, whose names dashboards know.
 */

/** Where the conventions have no word for an operation, it goes by its own. */
const OPERATIONS: Partial<Record<Operation, string>> = {
  chat: 'chat',
  responses: 'chat',
  completions: 'text_completion',
  embeddings: 'embeddings',
}

export function genAiOperation(operation: Operation): string {
  return OPERATIONS[operation] ?? operation
}

export const GEN_AI_PROVIDERS: Readonly<Record<ProviderName, string>> = {
  'azure-openai': 'azure.ai.openai',
  openai: 'openai',
  simulated: 'simulated',
}
