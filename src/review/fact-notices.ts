import { type AzureFacts, type FactTableName, remarksOnFacts } from '../azure/index.ts'
import type { Notice } from './finding.ts'

/** What rules look up; what the ledger and the placement of models rest on is not here. */
const USED: readonly FactTableName[] = [
  'regions',
  'offers',
  'retirements',
  'quotas',
  'ptu_steps',
  'private_link',
  'roles',
]

export interface FactsOfTarget {
  readonly file: string
  readonly facts: AzureFacts
}

/** Facts that are old or not those that are shipped: findings may rest on them. Each is said once. */
export function factNotices(targets: readonly FactsOfTarget[], nowMs: number): readonly Notice[] {
  const said = new Map<string, Notice>()
  for (const { file, facts } of targets) {
    for (const message of remarksOnFacts(facts, nowMs, USED)) {
      if (!said.has(message))
        said.set(message, { place: { file, line: null, column: null, pointer: '' }, message })
    }
  }
  return [...said.values()]
}
