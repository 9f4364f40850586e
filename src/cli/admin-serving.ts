import type { Log } from '../base/index.ts'
import { isLiveOperatorKey } from '../identity/index.ts'
import { operatorFile } from '../storage/index.ts'
import type { AdminSettings, Plan } from '../workload/index.ts'
import { type AdminChild, startAdminChild } from './admin-child.ts'
import type { Environment } from './environment.ts'
import { NegativeAnswer } from './exit-code.ts'
import type { PlanTexts } from './plan-source.ts'
import type { Resolver } from './resolution.ts'
import { LOOPBACK_HOSTS, type ServingOptions, tlsOf } from './serving-parts.ts'
import type { StateFolder } from './state-folder.ts'

/** The admin process beside whatever serves, one process or several; null where the file opens no admin API. */
export interface AdminServing {
  /** Such as `http://127.0.0.1:8090`. */
  readonly address: string
  readonly child: AdminChild
}

export interface AdminServingParts {
  readonly state: StateFolder
  readonly texts: PlanTexts
  readonly resolver: Resolver
  readonly environment: Environment
  readonly log: Log
  readonly signingKey: Buffer
  /** In PEM; null where the gateway speaks plain HTTP. */
  readonly gatewayCertificate: string | null
}

export async function startAdminServing(
  plan: Plan,
  options: ServingOptions,
  { state, texts, resolver, environment, log, signingKey, gatewayCertificate }: AdminServingParts,
): Promise<AdminServing | null> {
  const settings = plan.admin ?? options.admin
  if (settings === null) return null
  await refuseOpenAdmin(settings, state, environment)
  const { listen, tlsEndsInFront, trustedProxies } = settings
  const tls = await tlsOf('admin', settings, resolver)
  const child = await startAdminChild(
    {
      shownAs: options.file,
      stateFolder: state.path,
      listen,
      tls,
      tlsEndsInFront,
      trustedProxies,
      signingKey: signingKey.toString('base64'),
      gatewayCertificate,
    },
    texts,
    { clock: environment.clock, log },
  )
  const { host, port } = child.listening
  const shownHost = host.includes(':') ? `[${host}]` : host
  const address = `${tls === null ? 'http' : 'https'}://${shownHost}:${port}`
  log.info({ host, port }, 'the admin API and the console listen')
  return { address, child }
}

/** As for the gateway: open to others, and usable by nobody, is a mistake, or about to become one. */
async function refuseOpenAdmin(
  { listen: { host } }: AdminSettings,
  state: StateFolder,
  { pid, clock }: Environment,
): Promise<void> {
  if (LOOPBACK_HOSTS.has(host)) return
  const keys = await operatorFile(state.operators, { pid, clock }).keys()
  if (keys.some((key) => isLiveOperatorKey(key, clock.nowMs()))) return
  throw new NegativeAnswer(
    `admin.listen is ${host}, which others can reach, and there is no operator key yet; make one first: causeway operators create --operator NAME --role owner`,
  )
}
