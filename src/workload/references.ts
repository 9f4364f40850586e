import type { Reference, SecretReference } from './plan.ts'

/**
 * References: where a value stands that the workload file does not hold itself. `env:NAME`, `file:PATH`,
 * `keyvault:VAULT/SECRET` or `keyvault:https://host/secrets/name`. Messages here never repeat what was written: it may
 * be the secret itself, put in the wrong place.
 */
export const REFERENCE_FORMS = 'env:NAME, file:PATH or keyvault:VAULT/SECRET'

export type ParsedReference =
  { readonly ok: true; readonly reference: Reference } | { readonly ok: false; readonly problem: string }

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
/** Key Vault naming rules: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules. */
const VAULT_NAME = /^[A-Za-z](?:-?[A-Za-z0-9]){2,23}$/
const SECRET_NAME = /^[A-Za-z0-9-]{1,127}$/

export function parseReference(text: string): ParsedReference {
  const kind = /^(env|file|keyvault):/.exec(text)?.[1]
  if (kind === undefined) return sound({ kind: 'literal', value: text })
  const rest = text.slice(kind.length + 1)
  if (kind === 'env') {
    return ENV_NAME.test(rest)
      ? sound({ kind: 'env', name: rest })
      : wrong('is no reference to an environment variable: after env: comes its name, as in env:AOAI_KEY')
  }
  if (kind === 'file') {
    return rest !== '' && !rest.includes('\0')
      ? sound({ kind: 'file', path: rest })
      : wrong('is no reference to a file: after file: comes its path')
  }
  return rest.includes('://') ? parseSecretUrl(rest) : parseVaultName(rest)
}

function parseVaultName(text: string): ParsedReference {
  const [vault = '', secret = '', ...more] = text.split('/')
  if (!VAULT_NAME.test(vault) || !SECRET_NAME.test(secret) || more.length > 0) {
    return wrong('is no reference to a key vault: write keyvault:VAULT/SECRET')
  }
  return sound({ kind: 'keyvault', vaultUrl: `https://${vault.toLowerCase()}.vault.azure.net`, secret })
}

function parseSecretUrl(text: string): ParsedReference {
  const url = URL.canParse(text) ? new URL(text) : null
  const secret = url === null ? undefined : /^\/secrets\/([A-Za-z0-9-]{1,127})\/?$/.exec(url.pathname)?.[1]
  const plain = url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === ''
  if (url === null || secret === undefined || !plain) {
    return wrong(
      'is no reference to a secret: write keyvault:https://HOST/secrets/NAME, without version or query',
    )
  }
  return sound({ kind: 'keyvault', vaultUrl: url.origin, secret })
}

function sound(reference: Reference): ParsedReference {
  return { ok: true, reference }
}

function wrong(problem: string): ParsedReference {
  return { ok: false, problem }
}

/** How a reference is shown: where the value stands, never the value. */
export function formatReference(reference: Reference): string {
  if (reference.kind === 'literal') return 'a value in the workload file'
  if (reference.kind === 'env') return `env:${reference.name}`
  if (reference.kind === 'file') return `file:${reference.path}`
  return `keyvault:${reference.vaultUrl}/secrets/${reference.secret}`
}

/** Where references lead; each may throw. */
export interface ReferenceSources {
  env(name: string): string | undefined
  readFile(path: string): string
  keyvault(vaultUrl: string, secret: string): Promise<string>
}

/** A reference leads nowhere. The message names the place, never a value. */
export class UnresolvedReference extends Error {
  readonly reference: SecretReference

  constructor(reference: SecretReference, problem: string, cause?: unknown) {
    super(`${formatReference(reference)} ${problem}`, { cause })
    this.name = 'UnresolvedReference'
    this.reference = reference
  }
}

/** The value, without line ends after it. Throws `UnresolvedReference`. */
export async function resolveReference(reference: Reference, sources: ReferenceSources): Promise<string> {
  if (reference.kind === 'literal') return reference.value
  const value = (await lookUp(reference, sources)).replace(/[\r\n]+$/, '')
  if (value.trim() === '') throw new UnresolvedReference(reference, 'is empty')
  return value
}

async function lookUp(reference: SecretReference, sources: ReferenceSources): Promise<string> {
  if (reference.kind === 'env') {
    const value = sources.env(reference.name)
    if (value === undefined) throw new UnresolvedReference(reference, 'is not set in the environment')
    return value
  }
  try {
    if (reference.kind === 'file') return sources.readFile(reference.path)
    return await sources.keyvault(reference.vaultUrl, reference.secret)
  } catch (error) {
    throw new UnresolvedReference(reference, `cannot be read${reasonOf(error)}`, error)
  }
}

/** System error codes are harmless; messages of clients may repeat what was sent. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Za-z0-9_]{2,40}$/.test(code) ? ` (${code})` : ''
}
