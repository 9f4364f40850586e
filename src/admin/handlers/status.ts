import type { z } from 'zod'

import type { Plan } from '../../workload/index.ts'
import type { OVERVIEW } from '../api/overview.ts'
import type { Handlers } from '../call.ts'
import { askGateway } from '../gateway-control.ts'
import { incidentsSince } from '../incidents.ts'

const DAY_MS = 86_400_000

/** What the control socket says of the program; more than is shown. */
export interface ControlStatus {
  readonly plan: string
  readonly address: { readonly host: string; readonly port: number }
  readonly startedMs: number
  /** Where the simulator is broken and mended; null where no account is simulated. */
  readonly simulator: string | null
  readonly warnings: readonly string[]
  readonly lastReload: ControlReload | null
  readonly records: z.output<typeof OVERVIEW.status.answer.schema>['records']
  /** Absent where one process serves. */
  readonly workers?: readonly unknown[]
}

type ControlReload =
  | { readonly outcome: 'swapped' | 'unchanged'; readonly plan: string; readonly atMs: number }
  | { readonly outcome: 'refused'; readonly atMs: number; readonly errors: readonly string[] }

export const STATUS_HANDLERS: Handlers<'status' | 'incidents' | 'live' | 'reload'> = {
  async status({ ports, shared }) {
    const { plan } = ports.design()
    const [status, recordedFromMs] = await Promise.all([
      askGateway<ControlStatus>(ports, 'GET', '/status'),
      shared.ledgerAge.fromMs(),
    ])
    const { records } = status
    return {
      version: ports.version,
      workload: plan.workload,
      environment: plan.environment,
      planRevision: status.plan,
      address: addressOf(status, plan),
      startedMs: status.startedMs,
      workers: status.workers?.length ?? 1,
      isSimulated: [...plan.accounts.values()].some(({ provider }) => provider === 'simulated'),
      warnings: [...status.warnings],
      lastReload: status.lastReload === null ? null : shownReload(status.lastReload),
      recordedFromMs,
      records:
        records === null
          ? null
          : { database: records.database, backlogBytes: records.backlogBytes, problem: records.problem },
    }
  },
  async incidents({ query: { sinceMs }, ports }) {
    const { incidents, alerts } = await incidentsSince(ports, sinceMs ?? ports.clock.nowMs() - DAY_MS)
    return { incidents: [...incidents], alerts: [...alerts] }
  },
  live:
    ({ shared }) =>
    (sink) =>
      shared.live.show(sink),
  async reload({ ports, note }) {
    const { isInForce, message } = shownReload(await askGateway<ControlReload>(ports, 'POST', '/reload'))
    note({ details: { isInForce } })
    return { isInForce, message }
  },
}

/** Where clients reach the gateway. */
export function addressOf({ address: { host, port } }: ControlStatus, { gateway: { tls } }: Plan): string {
  return `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function shownReload(reload: ControlReload): { atMs: number; isInForce: boolean; message: string } {
  switch (reload.outcome) {
    case 'swapped':
      return { atMs: reload.atMs, isInForce: true, message: `plan ${reload.plan} is in force` }
    case 'unchanged':
      return { atMs: reload.atMs, isInForce: true, message: 'nothing had changed' }
    case 'refused':
      return { atMs: reload.atMs, isInForce: false, message: reload.errors.join('\n') }
  }
}
