import type { Journal } from '../ledger/index.ts'
import type { Fleet, FleetDeployment } from './fleet.ts'

/**
 * What balancers and operators ask. Read from memory alone: no probe spends a token, and none waits for a provider.
 */
export interface DeploymentReport {
  readonly deployment: string
  readonly region: string | null
  readonly status: 'healthy' | 'degraded' | 'saturated' | 'unavailable'
  readonly reason: string | null
  readonly breaker: string
  readonly inFlight: number
  readonly ptuUtilization: number | null
  /** An operator took it out of use. */
  readonly isDrained: boolean
  /** In his words; null where he gave none. */
  readonly drainReason: string | null
  /** Of its tokens a minute, as far as can be known; null where it has no such quota. */
  readonly tokensLeft: number | null
}

export interface ModelReport {
  readonly model: string
  /** `unavailable` when no deployment would take a request now. */
  readonly status: 'healthy' | 'degraded' | 'unavailable'
  readonly deployments: readonly DeploymentReport[]
}

export function modelReports(fleet: Fleet, nowMs: number): ModelReport[] {
  return [...fleet.models.values()].map(({ model, deployments }) => {
    const reports = deployments.map((deployment) => deploymentReport(deployment, nowMs))
    const usable = reports.filter(({ status }) => status === 'healthy' || status === 'degraded')
    const allHealthy = reports.every(({ status }) => status === 'healthy')
    const status = allHealthy ? 'healthy' : usable.length > 0 ? 'degraded' : 'unavailable'
    return { model: model.name, status, deployments: reports }
  })
}

function deploymentReport({ deployment, account, health }: FleetDeployment, nowMs: number): DeploymentReport {
  const availability = health.availability(nowMs, 0)
  const credential = account.credential.state()
  const common = {
    deployment: deployment.id,
    region: account.account.region,
    breaker: health.breaker.state(nowMs),
    inFlight: health.inFlight,
    ptuUtilization:
      health.bucket === null ? null : Math.round(health.bucket.utilization(nowMs) * 1000) / 1000,
    isDrained: health.drain !== null,
    drainReason: health.drain?.reason ?? null,
    tokensLeft: health.window === null ? null : Math.floor(health.window.remaining(nowMs)),
  }
  if (credential.kind === 'unavailable')
    return { ...common, status: 'unavailable', reason: credential.reason }
  switch (availability.kind) {
    case 'ready':
      // It may serve, and nobody knows whether it would: it failed, and no call has been through since.
      return common.breaker === 'half-open'
        ? { ...common, status: 'degraded', reason: 'it failed, and the next call is a trial' }
        : { ...common, status: 'healthy', reason: null }
    case 'reluctant':
      return { ...common, status: 'degraded', reason: availability.reason }
    case 'saturated':
      return { ...common, status: 'saturated', reason: availability.reason }
    case 'out':
      return { ...common, status: 'unavailable', reason: availability.reason }
  }
}

/**
 * Why a balancer should send no requests here; none where it should. A model that is down is no reason: another replica
 * fares no better.
 */
export function notReady(state: {
  draining: boolean
  keysReadable: boolean
  journal: Journal
}): readonly string[] {
  const reasons: string[] = []
  if (state.draining) reasons.push('draining')
  if (!state.keysReadable) reasons.push('the keys could not be read')
  if (state.journal.state.kind === 'failed')
    reasons.push(`the journal cannot be written: ${state.journal.state.reason}`)
  return reasons
}
