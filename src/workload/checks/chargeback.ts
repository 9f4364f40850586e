import { findDeploymentType } from '../../azure/index.ts'
import { type Declared, deploymentsIn } from '../declared.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings } from '../findings.ts'

/** Chargeback speaks of provisioned deployments that the file has, each once, in a currency that has a rate. */
export function checkChargeback({ declaration }: Declared, findings: Findings): void {
  const { chargeback } = declaration
  const { currency, conversion } = chargeback
  if (findings.isWhole(['chargeback', 'conversion']) && findings.isSound(['chargeback', 'currency'])) {
    if (currency !== 'USD' && conversion === undefined) {
      findings.error(
        ['chargeback', 'currency'],
        'needs chargeback.conversion: the ledger counts in USD, and somebody has to say the rate',
      )
    }
    if (currency === 'USD' && conversion !== undefined) {
      findings.error(['chargeback', 'conversion'], 'is for currencies other than USD')
    }
  }
  const provisioned = provisionedIn(declaration)
  const mustBeProvisioned = (id: string, path: SettingPath, at: 'key' | 'value'): void => {
    if (provisioned.has(id) || !findings.isWhole(['models'])) return
    findings.error(path, `is no provisioned deployment of this file: ${id}`, { at })
  }
  for (const id of Object.keys(chargeback.owners)) mustBeProvisioned(id, ['chargeback', 'owners', id], 'key')
  const days = new Set<string>()
  for (const [index, { deployment, from }] of chargeback.unit_changes.entries()) {
    const path = ['chargeback', 'unit_changes', index]
    mustBeProvisioned(deployment, [...path, 'deployment'], 'value')
    if (days.has(`${deployment}|${from}`))
      findings.error([...path, 'from'], 'is a day of another change of this deployment')
    days.add(`${deployment}|${from}`)
  }
  const prices = new Set<string>()
  for (const [index, row] of chargeback.provisioned.entries()) {
    const path = ['chargeback', 'provisioned', index]
    if (row.deployment !== undefined) mustBeProvisioned(row.deployment, [...path, 'deployment'], 'value')
    const type = row.deployment === undefined ? undefined : provisioned.get(row.deployment)
    if (type !== undefined && type !== row.type)
      findings.error([...path, 'type'], `is not that of the deployment, which is ${type}`)
    const key = [row.type, row.base_model, row.deployment].join('|')
    if (prices.has(key)) findings.error([...path, 'type'], 'has a price already')
    prices.add(key)
  }
}

function provisionedIn(declaration: Declared['declaration']): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const { deployment } of deploymentsIn(declaration)) {
    if (deployment.type !== undefined && findDeploymentType(deployment.type)?.provisioned === true)
      ids.set(deployment.id, deployment.type)
  }
  return ids
}
