import {
  type AzureFacts,
  findDeploymentType,
  isBatchType,
  MAX_PTU_PER_DEPLOYMENT,
} from '../../azure/index.ts'
import { deploymentsIn, type Declared, type DeclaredDeployment } from '../declared.ts'
import { processingOf, quotaGroupOf } from '../deployment-facts.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings } from '../findings.ts'
import type { DeploymentType } from '../plan.ts'
import { allowsProcessing, describeProcessing, isResidency } from '../residency.ts'
import { formatCount } from '../../base/index.ts'
import { quoted } from '../shape-messages.ts'
import { suggest } from '../../base/index.ts'

/** Each deployment by itself: where it is, what it can carry, and whether calls may be processed there. */
export function checkDeployments(declared: Declared, findings: Findings): void {
  const seen = new Map<string, SettingPath>()
  for (const one of deploymentsIn(declared.declaration)) {
    const { deployment, path } = one
    const first = seen.get(deployment.id)
    if (first === undefined) seen.set(deployment.id, [...path, 'id'])
    else {
      const { line } = findings.places.value(first)
      findings.error(
        [...path, 'id'],
        `${quoted(deployment.id)} is the id of the deployment on line ${line} too`,
      )
    }
    checkAccount(one, declared, findings)
    checkCapacity(one, declared, findings)
  }
}

function checkAccount(
  { deployment, path }: DeclaredDeployment,
  declared: Declared,
  findings: Findings,
): void {
  if (!declared.accountNames.has(deployment.account)) {
    findings.error([...path, 'account'], `there is no account ${quoted(deployment.account)}`, {
      suggestion: suggest(deployment.account, declared.accountNames),
    })
    return
  }
  const account = declared.declaration.accounts[deployment.account]
  if (account === undefined || !findings.isWhole(['accounts', deployment.account])) return
  if (account.provider === 'openai') {
    if (deployment.type !== undefined) {
      findings.error([...path, 'type'], 'is for Azure: leave it out for an openai account', { at: 'key' })
    }
  } else if (deployment.type === undefined) {
    if (findings.isWhole([...path, 'type']))
      findings.error([...path, 'type'], 'is missing: the deployment type, such as standard', { at: 'key' })
    return
  }
  const { residency } = declared.declaration
  if (!findings.isWhole([...path, 'type']) || !isResidency(residency, declared.facts)) return
  const processing = processingOf(deployment, account, declared.facts)
  if (allowsProcessing(residency, processing)) return
  const remedy =
    account.provider === 'openai' && account.processed_in === undefined
      ? `; say where with accounts.${deployment.account}.processed_in`
      : ''
  findings.error(
    [...path, deployment.type === undefined ? 'account' : 'type'],
    `breaks residency ${residency}: ${describeProcessing(processing)}${remedy}`,
  )
}

function checkCapacity(one: DeclaredDeployment, declared: Declared, findings: Findings): void {
  const { deployment, path, modelDeclaration } = one
  const type = deployment.type
  const provider = declared.declaration.accounts[deployment.account]?.provider
  const forbid = (settings: readonly (keyof typeof deployment)[], message: string): void => {
    for (const setting of settings) {
      if (deployment[setting] !== undefined) findings.error([...path, setting], message, { at: 'key' })
    }
  }
  if (!findings.isWhole([...path, 'type'])) return
  if (type !== undefined && findDeploymentType(type)?.provisioned === true) {
    forbid(['tpm', 'rpm'], `is not for type ${type}, which has ptu`)
    checkPtu(one, type, declared.facts, findings)
    return
  }
  if (isBatchType(type ?? null)) {
    forbid(
      ['tpm', 'rpm', 'ptu', 'input_tokens_per_minute', 'output_weight', 'soft_cap'],
      `is not for type ${type}, whose quota is of queued tokens and is kept by Azure`,
    )
    if (modelDeclaration.task !== 'generate' && findings.isWhole(['models', one.model, 'task']))
      findings.error([...path, 'type'], `is for models whose task is generate, not ${modelDeclaration.task}`)
    return
  }
  if (type === undefined && provider !== 'openai') return
  forbid(
    ['ptu', 'input_tokens_per_minute', 'output_weight', 'soft_cap'],
    type === undefined ? 'is for provisioned types of Azure' : `is not for type ${type}, which has tpm`,
  )
  if (deployment.tpm !== undefined || !findings.isWhole([...path, 'tpm'])) return
  if (deployment.rpm !== undefined) findings.error([...path, 'rpm'], 'needs tpm beside it', { at: 'key' })
  else if (
    type !== undefined &&
    (modelDeclaration.task === 'generate' || modelDeclaration.task === 'embed')
  ) {
    findings.error(
      [...path, 'tpm'],
      'is missing: the quota of the deployment in tokens per minute, such as 120k',
      { at: 'key' },
    )
  }
}

function checkPtu(
  { deployment, path, model, modelDeclaration }: DeclaredDeployment,
  type: DeploymentType,
  { ptu: published }: AzureFacts,
  findings: Findings,
): void {
  const { ptu } = deployment
  const at = [...path, 'ptu']
  if (ptu === undefined) {
    if (findings.isWhole(at)) findings.error(at, `is missing: type ${type} is bought in PTU`, { at: 'key' })
    return
  }
  const baseModel = modelDeclaration.base_model ?? model
  const facts = published.find(baseModel)
  const steps = published.steps(baseModel, type)
  if (ptu > MAX_PTU_PER_DEPLOYMENT) {
    findings.error(at, `must be at most ${formatCount(MAX_PTU_PER_DEPLOYMENT)}, not ${formatCount(ptu)}`)
  } else if (steps !== null) {
    const { min, increment } = steps
    const rule = `${baseModel} as ${type} starts at ${min} PTU and grows by ${increment} (as of ${steps.asOf})`
    if (ptu < min) findings.error(at, `is too small: ${rule}`, { suggestion: String(min) })
    else if ((ptu - min) % increment !== 0) {
      const nearest = min + Math.round((ptu - min) / increment) * increment
      findings.error(at, `is between two steps: ${rule}`, { suggestion: String(nearest) })
    }
  } else if (facts !== null) {
    findings.warning(
      at,
      `Microsoft publishes no PTU sizes for ${baseModel} as ${type} (as of ${published.asOf})`,
    )
  }
  if (facts === null && deployment.input_tokens_per_minute === undefined) {
    findings.warning(
      at,
      `Microsoft publishes no PTU throughput for ${baseModel} (as of ${published.asOf}): without input_tokens_per_minute the gateway sees saturation only when Azure refuses`,
    )
  }
}

/** Deployments that look like fail-over for each other and are none. */
export function checkQuotaGroups({ declaration }: Declared, findings: Findings): void {
  const first = new Map<string, string>()
  for (const { deployment, path, modelDeclaration, model } of deploymentsIn(declaration)) {
    const account = declaration.accounts[deployment.account]
    if (account === undefined || deployment.type === undefined) continue
    if (findDeploymentType(deployment.type)?.provisioned === true) continue
    const group = JSON.stringify([
      model,
      quotaGroupOf(deployment, account, modelDeclaration.base_model ?? model),
    ])
    const other = first.get(group)
    if (other === undefined) first.set(group, deployment.id)
    else {
      findings.warning(
        [...path, 'id'],
        `shares one quota with ${other} (same subscription, region, base model and type), so neither is a fail-over for the other`,
      )
    }
  }
}
