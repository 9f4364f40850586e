import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { ManualClock, silentLog } from '../base/index.ts'
import {
  createOperatorKey,
  PlaygroundTokens,
  revokeOperatorKey,
  type Role,
  type StoredKey,
  type StoredOperatorKey,
} from '../identity/index.ts'
import { loadDesign } from '../workload/index.ts'
import { ApiProblem } from './api-problem.ts'
import { type ApiServer, type ApiServerSettings, startApiServer } from './api-server.ts'
import type { ApiPorts, AuditRecord, ControlReply } from './ports.ts'

/** The admin API on ports made up in memory, with a clock that stands still. */
export interface Desk {
  readonly url: string
  readonly port: number
  readonly clock: ImpatientClock
  readonly audit: AuditRecord[]
  /** Where the console would be built to. */
  readonly consoleFolder: string
  /** What the gateway answers by path; one that is not here is away. */
  readonly gateway: Map<string, ControlReply>
  operator(name: string, role: Role): string
  revoke(key: string): void
  close(): Promise<void>
}

const EXAMPLE = new URL('../../examples/quickstart/workload.yaml', import.meta.url)

/** Answers to wrong keys wait in the program; here nobody has time, or they wait until they are let go. */
class ImpatientClock extends ManualClock {
  isHolding = false
  readonly #held: (() => void)[] = []

  override sleep(): Promise<void> {
    return this.isHolding ? new Promise((resolve) => this.#held.push(resolve)) : Promise.resolve()
  }

  letGo(): void {
    this.isHolding = false
    for (const resolve of this.#held.splice(0)) resolve()
  }
}

export async function openDesk(settings: Partial<ApiServerSettings> = {}): Promise<Desk> {
  const clock = new ImpatientClock()
  const loaded = loadDesign(readFileSync(EXAMPLE, 'utf8'), { source: 'workload.yaml' })
  if (!loaded.ok) throw new Error('the example has errors')
  const gateway = new Map<string, ControlReply>()
  const audit: AuditRecord[] = []
  let operators: readonly StoredOperatorKey[] = []
  const uses = new Map<string, number>()
  let keys: readonly StoredKey[] = []
  const away = () => Promise.reject(new ApiProblem('unavailable', 'there is no ledger here'))
  const ports: ApiPorts = {
    clock,
    log: silentLog,
    version: '0.0.0',
    design: () => loaded,
    control: { ask: (_method, at) => Promise.resolve(gateway.get(at) ?? null) },
    ledger: new Proxy({}, { get: () => away }) as ApiPorts['ledger'],
    statementParquet: () => new Uint8Array(),
    keys: {
      list: () => keys,
      change: (edit) => {
        const { keys: next, result } = edit(keys)
        keys = next
        return Promise.resolve(result)
      },
    },
    operators: {
      keys: () => Promise.resolve(operators),
      noteUse: (keyId) => void uses.set(keyId, clock.nowMs()),
      uses: () => ({ fromMs: 0, lastMs: uses }),
      change: (edit) => {
        const { keys: next, result } = edit(operators)
        operators = next
        return Promise.resolve(result)
      },
    },
    audit: {
      append: (entry) => Promise.resolve(void audit.push(entry)),
      read: () => Promise.resolve(audit.toReversed()),
    },
    designWork: { review: away, zone: away },
    scores: { read: () => Promise.resolve([]), append: () => Promise.resolve() },
    playground: new PlaygroundTokens(Buffer.alloc(32, 1)),
    gatewayCertificate: null,
  }
  const consoleFolder = mkdtempSync(path.join(tmpdir(), 'console-'))
  const server: ApiServer = await startApiServer(
    {
      host: '127.0.0.1',
      port: 0,
      tls: null,
      tlsEndsInFront: false,
      trustedProxies: [],
      consoleFolder,
      ...settings,
    },
    ports,
  )
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    clock,
    audit,
    consoleFolder,
    gateway,
    operator(name, role) {
      const made = createOperatorKey(operators, { operator: name, role, expiresMs: null }, clock.nowMs())
      if (!made.ok) throw new Error(made.problem)
      operators = made.keys
      return made.key
    },
    revoke(key) {
      const id = key.split('_')[1] ?? ''
      operators = revokeOperatorKey(operators, id, clock.nowMs()) ?? operators
    },
    close: () => server.close(),
  }
}
