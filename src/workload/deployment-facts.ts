import { type AzureFacts, findDeploymentType } from '../azure/index.ts'
import type { Capacity, Processing } from './plan.ts'
import { azureProcessing, claimedProcessing } from './residency.ts'
import type { AccountDeclaration, DeploymentDeclaration } from './schema.ts'

/** What follows from a deployment's declaration and Azure's tables. */
const SOFT_CAP = 0.9
/** Of most models that Microsoft publishes one for. */
const OUTPUT_WEIGHT = 4

export function processingOf(
  { type }: Pick<DeploymentDeclaration, 'type'>,
  { provider, region, processed_in: processedIn }: AccountDeclaration,
  facts: AzureFacts,
): Processing | null {
  if (provider === 'openai') {
    if (processedIn !== undefined) return claimedProcessing(processedIn, facts)
    return region === undefined ? null : azureProcessing('standard', region, facts)
  }
  return type === undefined || region === undefined ? null : azureProcessing(type, region, facts)
}

/**
 * Azure counts quota of types paid by token per subscription, region, model and type (Microsoft Foundry documentation,
 * "Manage and increase quotas"); provisioned throughput belongs to its deployment alone.
 */
export function quotaGroupOf(
  { type, id, account: name }: DeploymentDeclaration,
  { provider, subscription, region }: AccountDeclaration,
  baseModel: string,
): string {
  if (provider === 'openai') return `account|${name}|${baseModel}`
  if (type !== undefined && findDeploymentType(type)?.provisioned === true) return `deployment|${name}|${id}`
  return `${subscription}|${region ?? ''}|${baseModel}|${type ?? ''}`
}

export function capacityOf(
  deployment: DeploymentDeclaration,
  baseModel: string,
  { ptu: published }: AzureFacts,
): Capacity {
  const { ptu, tpm, rpm } = deployment
  if (ptu !== undefined) {
    const facts = published.find(baseModel)
    return {
      kind: 'provisioned',
      units: ptu,
      inputTokensPerMinute:
        deployment.input_tokens_per_minute ??
        (facts === null ? null : facts.inputTokensPerMinutePerPtu * ptu),
      outputWeight: deployment.output_weight ?? facts?.outputWeight ?? OUTPUT_WEIGHT,
      softCap: deployment.soft_cap ?? SOFT_CAP,
    }
  }
  if (tpm === undefined) return { kind: 'unlimited' }
  return { kind: 'tokens', tokensPerMinute: tpm, requestsPerMinute: rpm ?? null }
}

/**
 * o1, o3, o4, gpt-5 and gpt-6 with their kin (`o4-mini`, `gpt-5.1-codex`), but not their chat variants, which answer at
 * once. Source: Microsoft Foundry documentation, "Azure OpenAI reasoning models".
 */
const REASONING = /^(?:o[134](?:-|$)|gpt-[56](?:[.-]|$))/
const CHAT = /-chat(?:-|$)/

export function reasonsByDefault(baseModel: string): boolean {
  const name = baseModel.toLowerCase()
  return REASONING.test(name) && !CHAT.test(name)
}
