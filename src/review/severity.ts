import type { Environment, Exposure } from '../workload/index.ts'
import { SEVERITIES, type Severity } from './finding.ts'
import { areaOf } from './guidance.ts'
import type { Rule } from './rule.ts'

/** What a target is for, as far as it is known: the weight of a finding depends on it. */
export interface Circumstances {
  readonly environment: Environment
  readonly exposure: Exposure
  /** A regulator's rules bind it. */
  readonly isRegulated: boolean
}

/** Templates say nothing of what they are for: they are held to what production needs. */
export const UNTOLD: Circumstances = { environment: 'production', exposure: 'online', isRegulated: false }

const STEPS_DOWN: Readonly<Record<Environment, number>> = { production: 0, staging: 1, development: 2 }

/**
 * The rule's severity for production. Elsewhere it is a step or two lower, down to `low`: the guidance tells small
 * projects to stay simple. Security is not, where the internet reaches the workload or a regulator looks at it; and
 * what is only to be considered is never high.
 */
export function scaledSeverity(
  rule: Rule,
  circumstances: Circumstances,
  atMost: Severity = 'high',
): Severity {
  const { environment, exposure, isRegulated } = circumstances
  const isSecurity = rule.pillar === 'security'
  const base = isRegulated && isSecurity && areaOf(rule.id) === 'PNET' ? 'high' : rule.severity
  const down = isSecurity && (exposure === 'online' || isRegulated) ? 0 : STEPS_DOWN[environment]
  const from = SEVERITIES.indexOf(base)
  const floor = Math.max(from, SEVERITIES.indexOf('low'))
  const highest = Math.max(SEVERITIES.indexOf(atMost), rule.isHedged === true ? 1 : 0)
  return SEVERITIES[Math.max(highest, Math.min(from + down, floor))] ?? base
}
