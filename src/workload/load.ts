import { type AzureFacts, SHIPPED_FACTS } from '../azure/index.ts'
import { checkAccounts } from './checks/accounts.ts'
import { checkCalendar } from './checks/calendar.ts'
import { checkChargeback } from './checks/chargeback.ts'
import { checkConsumers } from './checks/consumers.ts'
import { checkDesign } from './checks/design.ts'
import { checkDeployments, checkQuotaGroups } from './checks/deployments.ts'
import { checkGateway, checkPrices } from './checks/gateway.ts'
import { checkLandingZone } from './checks/landing-zone.ts'
import { checkLimitOrder } from './checks/limit-order.ts'
import { checkLimits } from './checks/limits.ts'
import { checkModels } from './checks/models.ts'
import { checkOffers } from './checks/offers.ts'
import { checkPlaces } from './checks/places-of-processing.ts'
import { checkStorage } from './checks/storage.ts'
import { checkTelemetry } from './checks/telemetry.ts'
import { type Declared, keysOf } from './declared.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Findings } from './findings.ts'
import type { Places } from './places.ts'
import type { Plan } from './plan.ts'
import { planFrom } from './plan-from.ts'
import type { Declaration } from './schema.ts'
import { readShape } from './shape.ts'
import { readYaml } from './yaml-text.ts'

export type LoadResult = Loaded | Refused

export interface Loaded {
  readonly ok: true
  readonly plan: Plan
  readonly warnings: readonly Diagnostic[]
}

export interface Refused {
  readonly ok: false
  /** At least one error, and the warnings beside it. */
  readonly diagnostics: readonly Diagnostic[]
}

/** With the file as it is written, for those who speak of its settings; the running program needs the plan alone. */
export interface LoadedDesign extends Loaded {
  readonly declaration: Declaration
  readonly places: Places
  readonly text: string
}

export interface LoadOptions {
  /** The file's name, as messages show it. */
  readonly source: string
  /** The day to hold Azure's retirements and offers against; left out, nothing is said of them. */
  readonly nowMs?: number
  /** Azure as it is taken to be; left out, as it is shipped. */
  readonly facts?: AzureFacts
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
  checkTelemetry,
  checkPrices,
  checkChargeback,
  checkDesign,
  checkLandingZone,
  checkOffers,
]

/**
 * Reads a workload file: its plan, or all that is wrong with it, each thing at its place. Pure: no file is read, no
 * reference followed, no clock read.
 */
export function loadWorkload(text: string, options: LoadOptions): LoadResult {
  const result = loadDesign(text, options)
  return result.ok ? { ok: true, plan: result.plan, warnings: result.warnings } : result
}

export function loadDesign(
  text: string,
  { source, nowMs, facts = SHIPPED_FACTS }: LoadOptions,
): LoadedDesign | Refused {
  const { findings, content } = readYaml(text, source)
  if (content !== null) {
    const accountNames = keysOf(content['accounts'])
    const modelNames = keysOf(content['models'])
    const declaration = readShape(content, findings)
    if (declaration !== null) {
      for (const check of CHECKS)
        check({ declaration, accountNames, modelNames, nowMs: nowMs ?? null, facts }, findings)
      if (!findings.hasErrors) {
        const plan = planFrom(declaration, { source, text, facts })
        return { ok: true, plan, warnings: findings.sorted(), declaration, places: findings.places, text }
      }
    }
  }
  return { ok: false, diagnostics: findings.sorted() }
}
