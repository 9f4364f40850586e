import type { ReplyFacts, Target } from './provider.ts'
import { type Headers, headerText } from './verdict.ts'

/**
 * Facts from response headers. Sources: Azure OpenAI quota and spillover pages (learn.microsoft.com/azure/ai-foundry/
 * openai/how-to), and a recorded reply of gpt-5-nano, api-version 2024-12-01-preview, 2025-10-02.
 */
const MAX_TEXT_CHARS = 256

export function openAiFacts(headers: Headers): ReplyFacts {
  return {
    remainingTokens: count(headers, 'x-ratelimit-remaining-tokens'),
    remainingRequests: count(headers, 'x-ratelimit-remaining-requests'),
    limitTokens: count(headers, 'x-ratelimit-limit-tokens'),
    utilization: null,
    servedBy: null,
    spilledFrom: null,
    spilloverError: null,
    providerRequestId: short(headers, 'x-request-id'),
    region: null,
  }
}

export function azureFacts(headers: Headers, target: Target | null): ReplyFacts {
  return {
    ...openAiFacts(headers),
    utilization: share(short(headers, 'azure-openai-deployment-utilization')),
    servedBy: servedBy(headers, target),
    spilledFrom: spilledFrom(headers, target),
    spilloverError: short(headers, 'x-ms-spillover-error'),
    providerRequestId: short(headers, 'apim-request-id') ?? short(headers, 'x-request-id'),
    region: short(headers, 'x-ms-region'),
  }
}

/**
 * `x-ms-deployment-name` comes with ordinary answers too: only another name than was asked for means a spill. Azure
 * compares deployment names without case.
 */
function servedBy(headers: Headers, target: Target | null): string | null {
  const name = short(headers, 'x-ms-deployment-name')
  if (name === null || target === null || target.upstreamName === '') return null
  return name.toLowerCase() === target.upstreamName.toLowerCase() ? null : name
}

/** One page names the header `x-ms-spillover-from-deployment`, another `x-ms-spillover-from-<deployment>`. */
function spilledFrom(headers: Headers, target: Target | null): string | null {
  const named = short(headers, 'x-ms-spillover-from-deployment')
  if (named !== null || target === null || target.upstreamName === '') return named
  const name = `x-ms-spillover-from-${target.upstreamName.toLowerCase()}`
  return headerText(headers, name) === null ? null : target.upstreamName
}

function count(headers: Headers, name: string): number | null {
  const text = headerText(headers, name)
  // -1 was seen for limits that Azure does not count on this deployment.
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null
}

/** `37.5%`, or a share of one. */
function share(text: string | null): number | null {
  const match = text === null ? null : /^(\d{1,6}(?:\.\d{1,9})?)(%?)$/.exec(text.trim())
  if (match === null) return null
  const value = Number(match[1])
  return Math.min(match[2] === '%' ? value / 100 : value, 1)
}

function short(headers: Headers, name: string): string | null {
  const text = headerText(headers, name)
  return text === null || text === '' ? null : text.slice(0, MAX_TEXT_CHARS)
}
