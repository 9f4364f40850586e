import type { Account, Deployment } from '../workload/index.ts'
import { parseBaseUrl } from './base-url.ts'
import { OPERATIONS, type Call, type Operation, type Provider, type Target } from './provider.ts'
import { azureFacts } from './reply-facts.ts'
import { isSegment, joinQuery, keptSuffix, OPERATION_PATHS, safeQuery, safeSuffix } from './request-path.ts'
import { verdictOf, verdictOfStreamError } from './verdicts.ts'

/**
 * Azure OpenAI and Azure AI Foundry's OpenAI models, both shapes of the data plane.
 *
 * Classic: `/openai/deployments/{name}/{operation}?api-version=`, except responses, which stand at the resource and
 * take the deployment from the body. The account's version wins over the client's, since it is the one that was
 * tested; a client's SDK sends whatever it was built with.
 * v1: `/openai/v1/{operation}`, the deployment in the body. Of the client's version only v1's own words are passed on.
 * Source: Azure OpenAI REST reference and API version lifecycle, learn.microsoft.com/azure/ai-foundry/openai.
 */
export const azureOpenAi: Provider = {
  name: 'azure-openai',
  offers: new Set(OPERATIONS),
  target: azureTarget,
  classify: verdictOf,
  classifyStreamError: verdictOfStreamError,
  facts: azureFacts,
}

/** Portals and SDKs show the endpoint with and without these; both are taken. */
const COPIED_TAIL = /\/openai(?:\/v1)?$/
const V1_VERSIONS = new Set(['v1', 'preview', 'latest'])

export function azureTarget(account: Account, deployment: Deployment | null, baseUrl: string): Target {
  const { origin, basePath: given } = parseBaseUrl(baseUrl)
  const basePath = given.replace(COPIED_TAIL, '')
  const upstreamName = deployment?.upstreamName ?? ''
  if (deployment !== null && !isSegment(upstreamName)) {
    throw new TypeError(`Deployment ${deployment.id}: "${upstreamName}" is no name of an Azure deployment`)
  }
  const { api } = account
  const stems = new Map<Operation, string>()
  for (const operation of OPERATIONS) {
    stems.set(
      operation,
      basePath +
        (api.kind === 'v1' ? '/openai/v1/' : classicStem(operation, upstreamName)) +
        OPERATION_PATHS[operation],
    )
  }
  const ownVersion = api.kind === 'classic' ? `api-version=${encodeURIComponent(api.apiVersion)}` : ''
  const plain = new Map<Operation, string>()
  for (const [operation, stem] of stems) plain.set(operation, stem + joinQuery(ownVersion))

  return {
    origin,
    basePath,
    upstreamName,
    modelField: deployment === null ? 'leave' : 'replace',
    keptPath(kind, id, tail = '') {
      const base = `${basePath}${api.kind === 'v1' ? '/openai/v1/' : '/openai/'}`
      return base + keptSuffix(kind, id, tail) + joinQuery(ownVersion)
    },
    path(call: Call): string {
      const version = ownVersion !== '' || call.apiVersion === null ? ownVersion : v1Version(call.apiVersion)
      if (call.suffix === '' && call.query === '' && version === ownVersion)
        return plain.get(call.operation) as string
      return stems.get(call.operation) + safeSuffix(call.suffix) + joinQuery(version, safeQuery(call.query))
    },
  }
}

function classicStem(operation: Operation, upstreamName: string): string {
  return operation === 'responses' ? '/openai/' : `/openai/deployments/${encodeURIComponent(upstreamName)}/`
}

function v1Version(clientVersion: string): string {
  return V1_VERSIONS.has(clientVersion) ? `api-version=${clientVersion}` : ''
}
