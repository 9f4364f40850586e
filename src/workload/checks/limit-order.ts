import { ancestorsOf } from '../consumer-tree.ts'
import { type Declared, deploymentsIn } from '../declared.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings } from '../findings.ts'
import { budgetsIn, limitBlocks, quotasIn, windowedName } from '../limit-blocks.ts'
import type { LimitsDeclaration } from '../limits-schema.ts'
import type { DeploymentDeclaration } from '../schema.ts'

/** Limits that can never bind, because one above them is smaller, or the quota that Azure grants is. */
export function checkLimitOrder({ declaration }: Declared, findings: Findings): void {
  const { consumers } = declaration
  for (const [path, { limits }] of Object.entries(consumers)) {
    if (limits === undefined) continue
    for (const { name, amount, below } of amountsIn(limits)) {
      const above = ancestorsOf(path, consumers).find((step) => {
        const wider = consumers[step]?.limits
        if (wider === undefined || wider.mode === 'shadow') return false
        if (name.startsWith('tokens') && !weighsAlike(limits, wider)) return false
        return amountsIn(wider).some((other) => other.name === name && other.binds && other.amount < amount)
      })
      if (above === undefined) continue
      findings.warning(
        ['consumers', path, 'limits', ...below],
        `is more than ${above} allows, which binds all below it`,
      )
    }
  }
  const deployments = new Map<string, DeploymentDeclaration>()
  for (const { deployment } of deploymentsIn(declaration)) deployments.set(deployment.id, deployment)
  for (const { node, path, limits } of limitBlocks(declaration)) {
    if (node.kind !== 'deployment') continue
    const deployment = deployments.get(node.id)
    const quotas = [
      ['requests_per_minute', limits.requests_per_minute, deployment?.rpm, 'rpm'],
      ['tokens_per_minute', limits.tokens_per_minute, deployment?.tpm, 'tpm'],
    ] as const
    for (const [name, amount, granted, quota] of quotas) {
      if (amount === undefined || granted === undefined || amount <= granted) continue
      if (name === 'tokens_per_minute' && limits.token_weights !== undefined) continue
      findings.warning([...path, name], `is more than the deployment has (${quota}: ${granted})`)
    }
  }
}

interface NamedAmount {
  readonly name: string
  readonly amount: number
  readonly below: SettingPath
  readonly binds: boolean
}

function amountsIn(limits: LimitsDeclaration): readonly NamedAmount[] {
  const found: NamedAmount[] = []
  for (const name of ['requests_per_minute', 'tokens_per_minute', 'concurrent'] as const) {
    const amount = limits[name]
    if (amount !== undefined) found.push({ name, amount, below: [name], binds: true })
  }
  for (const { item, below } of quotasIn(limits)) {
    const name = windowedName('tokens', item)
    found.push({ name, amount: item.amount, below: [...below, 'amount'], binds: item.mode !== 'shadow' })
  }
  for (const { item, below } of budgetsIn(limits)) {
    const name = windowedName('budget', item)
    found.push({ name, amount: item.usd, below: [...below, 'usd'], binds: item.mode !== 'shadow' })
  }
  return found
}

function weighsAlike(a: LimitsDeclaration, b: LimitsDeclaration): boolean {
  return JSON.stringify(a.token_weights) === JSON.stringify(b.token_weights)
}
