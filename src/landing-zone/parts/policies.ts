import type { Estate } from '../estate.ts'
import { type Body, type Resource, resource, type Stage } from '../resource-graph.ts'

/** A built-in policy that the guidance for AI workloads asks for. */
interface Wanted {
  /** Of the assignment: at most 64 characters, and lasting. */
  readonly name: string
  readonly policy: string
  readonly rule: string
}

const WANTED: readonly Wanted[] = [
  { name: 'ai-restrict-network', policy: '037eea7a-bd0a-46c5-9a66-03aea78705d3', rule: 'GOV-05' },
  { name: 'ai-no-keys', policy: '71ef260a-8f18-47b7-abcb-62d0673d94dc', rule: 'GOV-05' },
  { name: 'ai-private-link', policy: 'd6759c02-b87f-42b7-892e-71b3f471d782', rule: 'PNET-12' },
  { name: 'ai-logs', policy: '1b4d1c4e-934c-4703-944c-27c82c06bebb', rule: 'GOV-05' },
  { name: 'ai-managed-identity', policy: 'fe3fd216-4f83-4fc1-8984-2bbec80a3418', rule: 'GOV-05' },
  { name: 'search-no-public-access', policy: 'ee980b6d-0eca-4501-8d54-f6290fd512c3', rule: 'GOV-06' },
  { name: 'search-no-keys', policy: '6300012e-e9a4-4649-b41f-a85f5c43be91', rule: 'GOV-06' },
  { name: 'search-private-link-sku', policy: 'a049bf77-880b-470f-ba6d-9f21c530cf83', rule: 'GOV-06' },
  { name: 'search-logs', policy: 'b4330a05-a843-4bc8-bf9a-cacce50c67f4', rule: 'GOV-06' },
  { name: 'ml-no-public-access', policy: '438c38d2-3772-465a-a9cc-7a6666a275ce', rule: 'GOV-07' },
  { name: 'ml-private-link', policy: '45e05259-1eb5-4f70-9574-baf73e9d219b', rule: 'GOV-07' },
  { name: 'ml-approved-outbound', policy: '6ddb1705-c8cf-450e-aa4b-19ad6703c440', rule: 'GOV-07' },
  { name: 'ml-compute-no-keys', policy: 'e96a9a5f-07ca-471b-9bc5-6a0f33cbd68f', rule: 'GOV-07' },
  { name: 'subnets-have-nsg', policy: 'e71308d3-144b-4262-b144-efdc3cc90517', rule: 'NET-14' },
  { name: 'network-watcher', policy: 'b6e2945c-0b7b-40f5-9233-7a5323b5cdc6', rule: 'NET-17' },
  { name: 'nic-no-public-ip', policy: '83a86a26-fd1f-447c-b59d-e51f44264114', rule: 'NET-21' },
  { name: 'storage-restrict-network', policy: '34c877ad-507e-4c82-993e-3452a6e0ad3c', rule: 'PNET-08' },
]

/**
 * Built-in policies on the workload's subscription. All of them look on first: what audits does so, and what can only
 * deny is assigned without being enforced. A team that sees no findings turns them to deny.
 */
export function policyStage(estate: Estate): Stage {
  return {
    name: '05-policies',
    purpose: `Built-in policies that watch over the subscription of ${estate.plan.workload}; none of them denies anything yet.`,
    scope: { kind: 'subscription', location: estate.homeRegion },
    parameters: [],
    resources: WANTED.map((wanted) => assignment(estate, wanted)),
    outputs: [],
  }
}

function assignment(estate: Estate, { name, policy: id, rule }: Wanted): Resource {
  const policy = estate.plan.facts.policies.find(id)
  if (policy === null) throw new Error(`there is no policy ${id}`)
  const effect = policy.effects.find((one) => one.startsWith('Audit'))
  const isLookingOn = effect !== undefined && !policy.isFixed
  const parameters: Body = isLookingOn ? { parameters: { effect: { value: effect } } } : {}
  return resource({
    symbol: estate.symbols.of('policy', name),
    type: 'Microsoft.Authorization/policyAssignments',
    apiVersion: '2026-07-01',
    name: `${estate.plan.workload.slice(0, MAX_WORKLOAD_CHARACTERS)}-${name}`,
    body: {
      properties: {
        displayName: policy.name,
        policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${policy.id}`,
        enforcementMode: isLookingOn ? 'Default' : 'DoNotEnforce',
        ...parameters,
      },
    },
    because: [{ rule, why: `${policy.category}: what does not comply is seen.` }],
  })
}

/** Of the 64 that a name at a subscription may have. */
const MAX_WORKLOAD_CHARACTERS = 36
