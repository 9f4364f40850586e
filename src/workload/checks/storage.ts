import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'

/** Where state is kept that replicas share. */
export function checkStorage({ declaration }: Declared, findings: Findings): void {
  const { storage, gateway, consumers, models } = declaration
  if (storage.counters === undefined || !findings.isWhole(['storage', 'counters'])) return
  if (gateway.signing_key === undefined && findings.isWhole(['gateway'])) {
    findings.warning(
      ['storage', 'counters'],
      'is for several replicas, and each makes its own secret for the ids of responses: set gateway.signing_key, or one replica does not know what another began',
    )
  }
  const isLimited =
    Object.values(consumers).some(({ limits }) => limits !== undefined) ||
    Object.values(models).some(
      ({ limits, deployments }) =>
        limits !== undefined || deployments.some(({ limits: own }) => own !== undefined),
    )
  if (!isLimited && findings.isWhole(['consumers']) && findings.isWhole(['models']))
    findings.warning(['storage', 'counters'], 'has nothing to count: this file has no limits')
}
