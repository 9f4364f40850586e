import type { Account, Deployment } from '../workload/index.ts'
import { parseBaseUrl } from './base-url.ts'
import { OPERATIONS, type Call, type Operation, type Provider, type Target } from './provider.ts'
import { openAiFacts } from './reply-facts.ts'
import { joinQuery, keptSuffix, OPERATION_PATHS, safeQuery, safeSuffix } from './request-path.ts'
import { verdictOf, verdictOfStreamError } from './verdicts.ts'

/**
 * OpenAI, and every server that speaks its wire: vLLM, Ollama, llama.cpp and their like. Which operations such a
 * server has is not known before it is asked.
 */
export const openAi: Provider = {
  name: 'openai',
  offers: new Set(OPERATIONS),
  target: openAiTarget,
  classify: verdictOf,
  classifyStreamError: verdictOfStreamError,
  facts: openAiFacts,
}

/** `/v1`, `/openai/v1`, `/v1beta/openai`: the base says its version itself, so `/v1` is not added. */
const HAS_VERSION = /\/v\d+(?:alpha|beta)?\d*(?:\/|$)/

function openAiTarget(_account: Account, deployment: Deployment | null, baseUrl: string): Target {
  const { origin, basePath: given } = parseBaseUrl(baseUrl)
  const basePath = HAS_VERSION.test(given) ? given : `${given}/v1`
  const stems = new Map<Operation, string>()
  for (const operation of OPERATIONS) stems.set(operation, `${basePath}/${OPERATION_PATHS[operation]}`)
  return {
    origin,
    basePath,
    upstreamName: deployment?.upstreamName ?? '',
    modelField: deployment === null ? 'leave' : 'replace',
    keptPath: (kind, id, tail = '') => `${basePath}/${keptSuffix(kind, id, tail)}`,
    path(call: Call): string {
      const stem = stems.get(call.operation) as string
      if (call.suffix === '' && call.query === '') return stem
      return stem + safeSuffix(call.suffix) + joinQuery(safeQuery(call.query))
    },
  }
}
