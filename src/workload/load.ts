import { checkAccounts } from './checks/accounts.ts'
import { checkCalendar } from './checks/calendar.ts'
import { checkChargeback } from './checks/chargeback.ts'
import { checkConsumers } from './checks/consumers.ts'
import { checkDeployments, checkQuotaGroups } from './checks/deployments.ts'
import { checkGateway, checkPrices } from './checks/gateway.ts'
import { checkLimitOrder } from './checks/limit-order.ts'
import { checkLimits } from './checks/limits.ts'
import { checkModels } from './checks/models.ts'
import { checkOffers } from './checks/offers.ts'
import { checkPlaces } from './checks/places-of-processing.ts'
import { checkStorage } from './checks/storage.ts'
import { type Declared, keysOf } from './declared.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Findings } from './findings.ts'
import type { Plan } from './plan.ts'
import { planFrom } from './plan-from.ts'
import { readShape } from './shape.ts'
import { readYaml } from './yaml-text.ts'

export type LoadResult =
  | { readonly ok: true; readonly plan: Plan; readonly warnings: readonly Diagnostic[] }
  /** At least one error, and the warnings beside it. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

export interface LoadOptions {
  /** The file's name, as messages show it. */
  readonly source: string
  /** The day to hold Azure's retirements and offers against; left out, nothing is said of them. */
  readonly nowMs?: number
}

type Check = (declared: Declared, findings: Findings) => void

const CHECKS: readonly Check[] = [
  checkPlaces,
  checkAccounts,
  checkModels,
  checkDeployments,
  checkQuotaGroups,
  checkConsumers,
  checkCalendar,
  checkLimits,
  checkLimitOrder,
  checkGateway,
  checkStorage,
  checkPrices,
  checkChargeback,
  checkOffers,
]

/**
 * Reads a workload file: its plan, or all that is wrong with it, each thing at its place. Pure: no file is read, no
 * reference followed, no clock read.
 */
export function loadWorkload(text: string, { source, nowMs }: LoadOptions): LoadResult {
  const { findings, content } = readYaml(text, source)
  if (content !== null) {
    const accountNames = keysOf(content['accounts'])
    const modelNames = keysOf(content['models'])
    const declaration = readShape(content, findings)
    if (declaration !== null) {
      for (const check of CHECKS)
        check({ declaration, accountNames, modelNames, nowMs: nowMs ?? null }, findings)
      if (!findings.hasErrors) {
        return { ok: true, plan: planFrom(declaration, source, text), warnings: findings.sorted() }
      }
    }
  }
  return { ok: false, diagnostics: findings.sorted() }
}
