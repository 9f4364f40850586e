import type { AddressInfo } from 'node:net'
import type { Clock, Log, Random } from '../base/index.ts'
import { type Bill, Bills } from './bills.ts'
import { CONTROL_PATH, reset } from './control-api.ts'
import { Estate } from './estate.ts'
import { type Fault, Faults, type NumberedFault } from './faults.ts'
import { Identifiers } from './identifiers.ts'
import { IDENTITY_PATH } from './identity-endpoint.ts'
import type { JsonObject } from './json.ts'
import type { ModelCall } from './model-call.ts'
import type { Room } from './room.ts'
import { simulatorServer } from './server.ts'
import { DEFAULT_BILLS_KEPT, type SimulatorSettings } from './settings.ts'
import { simulatorState } from './state.ts'
import { Timeline } from './timeline.ts'

export interface Simulator {
  readonly port: number
  /** Where the control API is: `{controlUrl}/faults`. */
  readonly controlUrl: string
  /** `IDENTITY_ENDPOINT` of whoever signs in as a managed identity; any `IDENTITY_HEADER` will do. */
  readonly identityUrl: string
  readonly faults: SimulatorFaults
  /** Base URL of an account, to which `/openai/...` is added. Throws for one that is not simulated. */
  url(accountName: string): string
  /** What Azure would have billed, the newest last. */
  bills(): readonly Bill[]
  state(): JsonObject
  /** Faults, bills, windows, buckets, caches and stored responses are gone. */
  reset(): void
  /** Cuts what is under way and frees the port. */
  close(): Promise<void>
}

export interface SimulatorFaults {
  /** These and no others. */
  set(faults: readonly Fault[]): readonly NumberedFault[]
  add(fault: Fault): NumberedFault
  remove(id: number): boolean
  clear(): void
  all(): readonly NumberedFault[]
}

/** Opens the port; rejects when it is taken or the settings contradict themselves. */
export async function startSimulator(
  settings: SimulatorSettings,
  deps: { clock: Clock; random: Random; log: Log },
): Promise<Simulator> {
  const underWay = new Set<ModelCall>()
  const faults = new Faults(deps, (fault) => cutUnderWay(underWay, faults, fault))
  const room: Room = {
    settings,
    ...deps,
    estate: new Estate(settings),
    faults,
    bills: new Bills(settings.billsKept ?? DEFAULT_BILLS_KEPT, settings.billFile ?? null),
    timeline: new Timeline(deps.clock),
    ids: new Identifiers(deps.random),
    underWay,
  }
  const server = simulatorServer(room)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      room.bills.close()
      reject(error)
    })
    server.listen(settings.port, settings.host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  const origin = `http://${hostInUrl(settings.host)}:${port}`
  deps.log.info({ port, accounts: [...room.estate.accounts.keys()] }, 'the simulator is up')
  return {
    port,
    controlUrl: `${origin}${CONTROL_PATH.slice(0, -1)}`,
    identityUrl: `${origin}${IDENTITY_PATH}`,
    faults,
    url(accountName) {
      if (!room.estate.accounts.has(accountName))
        throw new TypeError(`no simulated account is called ${accountName}`)
      return `${origin}/${encodeURIComponent(accountName)}`
    },
    bills: () => room.bills.all(),
    state: () => simulatorState(room),
    reset: () => reset(room),
    async close() {
      for (const call of underWay) call.cut('fault')
      room.timeline.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      room.bills.close()
    },
  }
}

function cutUnderWay(underWay: ReadonlySet<ModelCall>, faults: Faults, fault: Fault): void {
  for (const call of underWay) {
    if (faults.hits(fault, call.place)) call.cut('fault')
  }
}

/** Where a simulator that listens everywhere is reached from this machine. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
