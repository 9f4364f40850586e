import path from 'node:path'
import { createSecureContext } from 'node:tls'

import type { Log } from '../base/index.ts'
import type { Gateway } from '../gateway/index.ts'
import { costNanoUsd, type Journal, openJournal, type Pricing } from '../ledger/index.ts'
import type { UsedSinceReader } from '../limits/index.ts'
import { openRecords, type RecordsOptions } from '../storage/index.ts'
import { type AdminSettings, formatDiagnostic, type Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import { type PlanTexts, readPlan } from './plan-source.ts'
import type { Resolver } from './resolution.ts'
import { localSigningKey, SIGNING_KEY_BYTES, type StateFolder } from './state-folder.ts'

/** What starting to serve has in common, whether one process does it or several. */
export interface ServingOptions {
  readonly file: string
  readonly log: Log
  /** Port to listen on instead of the file's; 0 takes any free one. */
  readonly port: number | null
  /** State folder instead of the file's. */
  readonly stateFolder: string | null
  /** Told of each plan before it is in force: the first one, and those of reloads that are not refused. */
  readonly takePlan?: (plan: Plan) => void
  /** Runs the embedded database and projects the journal into it. */
  readonly records: boolean
  /** Where the admin API listens where the file does not say it; null for nowhere. */
  readonly admin: AdminSettings | null
}

export const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost'])

/** How to end what was started; the last one first. */
export type Undo = () => Promise<unknown> | void

export async function unwind(undo: Undo[]): Promise<void> {
  for (let end = undo.pop(); end !== undefined; end = undo.pop()) await end()
}

export const BEHIND = 'the ledger does not answer yet: quotas and budgets count from the start only'

/** Where no records process runs beside the gateway: one is started for each question. */
export function recordsOnDemand(options: RecordsOptions): UsedSinceReader {
  return {
    async usedSince(query) {
      const records = await openRecords(options)
      try {
        return await records.usedSince(query)
      } finally {
        await records.close()
      }
    },
  }
}

export function shownAddress(
  { gateway: { tls } }: Plan,
  { host, port }: { readonly host: string; readonly port: number },
): string {
  return `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Relative to the workload file where the file says it, to the working folder where the command line does. */
export function stateFolderOf(
  file: string,
  plan: Plan,
  { stateFolder }: ServingOptions,
  { cwd }: Environment,
): string {
  return stateFolder === null
    ? path.resolve(path.dirname(file), plan.gateway.stateFolder)
    : path.resolve(cwd, stateFolder)
}

export function openPlanJournal(
  plan: Plan,
  folder: string,
  prices: { readonly current: Pricing },
  { clock }: Environment,
  log: Log,
): Journal {
  const { journal, interrupted } = openJournal(folder, {
    clock,
    log,
    commit: plan.gateway.journalCommit,
    price: (opened, usage) => {
      const type = plan.deployments.get(opened.deployment)?.type ?? null
      return costNanoUsd(prices.current.ratesFor(opened.baseModel, type), usage, null)
    },
  })
  if (interrupted.length > 0) {
    const attempts = interrupted.length
    log.warn(
      { attempts },
      'the last run ended in the middle of attempts; they are in the ledger as interrupted',
    )
  }
  return journal
}

export async function signingKey(plan: Plan, state: StateFolder, resolver: Resolver): Promise<Buffer> {
  const reference = plan.gateway.signingKey
  if (reference === null) return localSigningKey(state.signingKey)
  const key = Buffer.from(await resolver.value(reference))
  if (key.length >= SIGNING_KEY_BYTES) return key
  throw new NegativeAnswer(
    `gateway.signing_key has ${key.length} bytes; it needs at least ${SIGNING_KEY_BYTES}`,
  )
}

export async function tlsOf(
  section: 'gateway' | 'admin',
  { tls }: Pick<AdminSettings, 'tls'>,
  resolver: Resolver,
): Promise<{ certificate: string; key: string } | null> {
  if (tls === null) return null
  const certificate = await resolver.value(tls.certificate)
  const key = await resolver.value(tls.key)
  try {
    createSecureContext({ cert: certificate, key })
  } catch (error) {
    throw new NegativeAnswer(
      `${section}.tls cannot be used: ${(error as Error).message}; the certificate and its own private key are PEM`,
      { cause: error },
    )
  }
  return { certificate, key }
}

export async function firstPlan(
  file: string,
  options: ServingOptions,
  environment: Environment,
): Promise<{ texts: PlanTexts; plan: Plan }> {
  const read = await readPlan(file, options.file, environment.clock).catch((error: unknown) => {
    throw new CouldNotRun(`${options.file} cannot be read: ${(error as Error).message}`, { cause: error })
  })
  const { loaded, texts } = read
  if (!loaded.ok) {
    throw new NegativeAnswer(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'))
  }
  for (const warning of loaded.warnings) environment.stderr.write(`${formatDiagnostic(warning)}\n`)
  const { plan } = loaded
  if (options.port === null) return { texts, plan }
  const listen = { host: plan.gateway.listen.host, port: options.port }
  return { texts, plan: { ...plan, gateway: { ...plan.gateway, listen } } }
}

/** No key, no answer: a gateway that the world can reach and nobody may use is a mistake, or about to become one. */
export function refuseOpenBind(plan: Plan, liveKeys: number): void {
  const { host } = plan.gateway.listen
  if (LOOPBACK_HOSTS.has(host) || liveKeys > 0) return
  throw new NegativeAnswer(
    `gateway.listen is ${host}, which others can reach, and there is no key yet; make one first: causeway keys create --consumer PATH`,
  )
}

export async function listen(
  gateway: Gateway,
  tls: { certificate: string; key: string } | null,
): Promise<void> {
  const { host, port } = gateway.fleet.plan.gateway.listen
  try {
    await gateway.listen(tls)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const hint =
      code === 'EADDRINUSE'
        ? 'another program listens there; stop it, or set gateway.listen or --port'
        : message
    throw new CouldNotRun(`cannot listen on ${host}:${port}: ${hint}`, { cause: error })
  }
}
