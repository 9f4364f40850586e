import { LineCounter, parseDocument } from 'yaml'
import { checkAccounts } from './checks/accounts.ts'
import { checkConsumers } from './checks/consumers.ts'
import { checkDeployments, checkQuotaGroups } from './checks/deployments.ts'
import { checkGateway, checkPrices } from './checks/gateway.ts'
import { checkModels } from './checks/models.ts'
import { checkPlaces } from './checks/places-of-processing.ts'
import { type Declared, keysOf } from './declared.ts'
import type { Diagnostic } from './diagnostic.ts'
import { Findings } from './findings.ts'
import { Places } from './places.ts'
import type { Plan } from './plan.ts'
import { planFrom } from './plan-from.ts'
import { readShape } from './shape.ts'

export type LoadResult =
  | { readonly ok: true; readonly plan: Plan; readonly warnings: readonly Diagnostic[] }
  /** At least one error, and the warnings beside it. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

export interface LoadOptions {
  /** The file's name, as messages show it. */
  readonly source: string
}

/** Far above any real workload file. */
export const MAX_WORKLOAD_CHARACTERS = 4 * 1024 * 1024
/** Aliases may stand for more aliases; this bounds what a small file can grow to. */
const MAX_ALIASES = 100

type Check = (declared: Declared, findings: Findings) => void

const CHECKS: readonly Check[] = [
  checkPlaces,
  checkAccounts,
  checkModels,
  checkDeployments,
  checkQuotaGroups,
  checkConsumers,
  checkGateway,
  checkPrices,
]

/**
 * Reads a workload file: its plan, or all that is wrong with it, each thing at its place. Pure: no file is read, no
 * reference followed.
 */
export function loadWorkload(text: string, { source }: LoadOptions): LoadResult {
  const lines = new LineCounter()
  if (text.length > MAX_WORKLOAD_CHARACTERS) {
    const findings = new Findings(source, new Places(parseDocument(''), lines))
    findings.errorAt(0, 'the file is too large for a workload file (more than 4 MB)')
    return failed(findings)
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    logLevel: 'silent',
  })
  const findings = new Findings(source, new Places(document, lines))
  let hasText = true
  for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
    if (code === 'DUPLICATE_KEY') findings.errorAt(pos[0], 'this key is in the map already')
    else {
      hasText = false
      findings.errorAt(pos[0], `this is not valid YAML: ${yamlProblem(code, message)}`)
    }
  }
  if (!hasText) return failed(findings)
  const raw = toPlain(document, findings)
  if (raw === null) return failed(findings)
  const accountNames = keysOf(raw['accounts'])
  const modelNames = keysOf(raw['models'])
  const declaration = readShape(raw, findings)
  if (declaration !== null) {
    for (const check of CHECKS) check({ declaration, accountNames, modelNames }, findings)
    if (!findings.hasErrors)
      return { ok: true, plan: planFrom(declaration, source, text), warnings: findings.sorted() }
  }
  return failed(findings)
}

function failed(findings: Findings): LoadResult {
  return { ok: false, diagnostics: findings.sorted() }
}

/** Messages about a token repeat it, and it may be a secret. */
function yamlProblem(code: string, message: string): string {
  return /"|'|:/.test(message) && code === 'UNEXPECTED_TOKEN' ? 'something stands where it cannot' : message
}

/** The file's content as plain objects; null where it is no map. */
function toPlain(
  document: ReturnType<typeof parseDocument>,
  findings: Findings,
): Record<string, unknown> | null {
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    findings.errorAt(
      0,
      `the file cannot be read: ${error instanceof Error ? error.message : 'its aliases lead nowhere'}`,
    )
    return null
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content))
    return content as Record<string, unknown>
  findings.errorAt(
    0,
    content === null || content === undefined
      ? 'the file is empty: a workload file begins with workload: NAME'
      : 'the file must be a map that begins with workload: NAME',
  )
  return null
}
