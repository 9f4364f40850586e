/**
 * The address of a Postgres, as its own tools write it: postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=... (PostgreSQL
 * documentation, "libpq", section "Connection URIs"). Stricter than they are about TLS: whatever asks for it gets the
 * certificate verified, and nothing falls back to a connection in clear.
 */
export interface PostgresAddress {
  /** A name or an IP address; the folder of its socket where it begins with a slash. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string | null
  readonly tls: 'off' | 'verified' | 'unverified'
  /** PEM file of the authority that signed its certificate; null takes those that Node knows. */
  readonly authorityFile: string | null
}

export type ParsedPostgresAddress =
  | { readonly ok: true; readonly address: PostgresAddress }
  /** Never repeats the address: it may hold a password. */
  | { readonly ok: false; readonly problem: string }

export const POSTGRES_FORM = 'postgres://USER@HOST:PORT/DATABASE'
const DEFAULT_PORT = 5432
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])
const PARAMETERS = new Set(['host', 'sslmode', 'sslrootcert'])
const TLS: Readonly<Record<string, PostgresAddress['tls']>> = {
  disable: 'off',
  require: 'verified',
  'verify-ca': 'verified',
  'verify-full': 'verified',
  'no-verify': 'unverified',
}

export function parsePostgresAddress(text: string): ParsedPostgresAddress {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol))
    return wrong(`is no address of a Postgres; write ${POSTGRES_FORM}`)
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name))
  if (unknown !== undefined)
    return wrong(`has a parameter that is not known here; known are ${[...PARAMETERS].join(', ')}`)
  const host = url.searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isSocket = host.startsWith('/')
  const decoded = decodedParts(url)
  if (decoded === null) return wrong('has a % that stands for no character; write %25 for one')
  const { database, user, password } = decoded
  if (host === '' || database === '' || user === '') return wrong(`lacks a part; write ${POSTGRES_FORM}`)
  const isNear = isSocket || LOOPBACK.has(host)
  const mode = url.searchParams.get('sslmode') ?? (isNear ? 'disable' : 'verify-full')
  const tls = TLS[mode]
  if (tls === undefined) return wrong(`has an sslmode that is not one of ${Object.keys(TLS).join(', ')}`)
  if (isSocket && tls !== 'off') return wrong('asks for TLS on a socket of this machine')
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port)
  const authorityFile = url.searchParams.get('sslrootcert')
  return { ok: true, address: { host, port, database, user, password, tls, authorityFile } }
}

function decodedParts(url: URL): Pick<PostgresAddress, 'database' | 'user' | 'password'> | null {
  try {
    return {
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username),
      password: url.password === '' ? null : decodeURIComponent(url.password),
    }
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function wrong(problem: string): ParsedPostgresAddress {
  return { ok: false, problem }
}
