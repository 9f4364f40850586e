import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { parsePostgresAddress } from '../postgres-address.ts'
import { REFERENCE_FORMS } from '../references.ts'

/** Where state is kept that replicas share. */
export function checkStorage(declared: Declared, findings: Findings): void {
  checkDatabase(declared, findings)
  checkCounters(declared, findings)
}

function checkDatabase({ declaration: { storage } }: Declared, findings: Findings): void {
  if (storage.database === undefined || !findings.isWhole(['storage', 'database'])) return
  const at = ['storage', 'database', ...('kind' in storage.database ? [] : ['address'])]
  const { address, auth } =
    'kind' in storage.database ? { address: storage.database, auth: undefined } : storage.database
  if (address.kind !== 'literal') return
  const parsed = parsePostgresAddress(address.value)
  if (!parsed.ok) {
    findings.error(at, parsed.problem)
    return
  }
  const { password, tls, host } = parsed.address
  if (password !== null) {
    findings.error(
      at,
      auth === undefined
        ? `holds the password itself; keep secrets out of the file and write where the whole address stands: ${REFERENCE_FORMS}`
        : 'holds a password, and auth says to sign in without one: take it out',
    )
  }
  if (auth !== undefined && tls === 'off' && !host.startsWith('/'))
    findings.error(at, 'is without TLS, and auth would send a token in clear: set sslmode=verify-full')
}

function checkCounters({ declaration }: Declared, findings: Findings): void {
  const { storage, gateway, consumers, models } = declaration
  if (storage.counters === undefined || !findings.isWhole(['storage', 'counters'])) return
  checkRedis(storage.counters, findings)
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

function checkRedis(
  { redis, auth, user }: NonNullable<Declared['declaration']['storage']['counters']>,
  findings: Findings,
): void {
  if (user !== undefined && auth === undefined)
    findings.error(
      ['storage', 'counters', 'user'],
      'goes with auth; without it the user stands in the address',
    )
  if (redis.kind !== 'literal') return
  const at = ['storage', 'counters', 'redis']
  const url = URL.canParse(redis.value) ? new URL(redis.value) : null
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    findings.error(at, 'is no address of a Redis; write rediss://HOST:PORT, or redis:// without TLS')
  else if (url.password !== '')
    findings.error(
      at,
      auth === undefined
        ? `holds the password itself; keep secrets out of the file and write where the whole address stands: ${REFERENCE_FORMS}`
        : 'holds a password, and auth says to sign in without one: take it out',
    )
  else if (auth !== undefined && url.protocol === 'redis:')
    findings.error(at, 'is without TLS, and auth would send a token in clear: write rediss://')
}
