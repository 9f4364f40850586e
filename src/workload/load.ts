import { type AzureFacts, SHIPPED_FACTS } from '../azure/index.ts'
import { checkAccounts } from './checks/accounts.ts'
import { checkCalendar } from './checks/calendar.ts'
import { checkChargeback } from './checks/chargeback.ts'
import { checkConsumers } from './checks/consumers.ts'
import { checkDesign } from './checks/design.ts'
import { checkDeployments, checkQuotaGroups } from './checks/deployments.ts'
import { checkAdmin, checkGateway, checkPrices } from './checks/gateway.ts'
import { checkLandingZone } from './checks/landing-zone.ts'
import { checkLimitOrder } from './checks/limit-order.ts'
import { checkLimits } from './checks/limits.ts'
import { checkModels } from './checks/models.ts'
import { checkOffers } from './checks/offers.ts'
import { checkPlaces } from './checks/places-of-processing.ts'
import { checkStorage } from './checks/storage.ts'
import { checkTelemetry } from './checks/telemetry.ts'
import { type Declared, keysOf } from './declared.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Findings } from './findings.ts'
import type { Places } from './places.ts'
import type { Plan } from './plan.ts'
import { planFrom } from './plan-from.ts'
import { type Declaration, declarationSchema, MAX_FACTS_FILES } from './schema.ts'
import { type FactsText, loadFacts } from './facts-file.ts'
import { knownKeys } from './json-schema.ts'
import { quoted } from './shape-messages.ts'
import { type FileShape, readShape } from './shape.ts'
import { readYaml } from './yaml-text.ts'

export type LoadResult = Loaded | Refused

export interface Loaded {
  readonly ok: true
  readonly plan: Plan
  readonly warnings: readonly Diagnostic[]
}

export interface Refused {
  readonly ok: false
  /** At least one error, and the warnings beside it. */
  readonly diagnostics: readonly Diagnostic[]
}

/** With the file as it is written, for those who speak of its settings; the running program needs the plan alone. */
export interface LoadedDesign extends Loaded {
  readonly declaration: Declaration
  readonly places: Places
  readonly text: string
}

export interface LoadOptions {
  /** The file's name, as messages show it. */
  readonly source: string
  /** The day to hold Azure's retirements and offers against; left out, nothing is said of them. */
  readonly nowMs?: number
  /** Azure as it is taken to be before the file's own rows; left out, as it is shipped. */
  readonly facts?: AzureFacts
  /** What was read of the files that `azure_facts` names, by name; see `factsFilesOf`. */
  readonly factsFiles?: FactsFiles
}

export type FactsFiles = ReadonlyMap<string, FactsText>

type Check = (declared: Declared, findings: Findings) => void

const CHECKS: readonly Check[] = [
  checkPlaces,
  checkAccounts,
  checkModels,
  checkDeployments,
  checkQuotaGroups,
  checkConsumers,
  checkCalendar,
  checkLimits,
  checkLimitOrder,
  checkGateway,
  checkAdmin,
  checkStorage,
  checkTelemetry,
  checkPrices,
  checkChargeback,
  checkDesign,
  checkLandingZone,
  checkOffers,
]

/**
 * Reads a workload file: its plan, or all that is wrong with it, each thing at its place. Pure: no file is read, no
 * reference followed, no clock read.
 */
export function loadWorkload(text: string, options: LoadOptions): LoadResult {
  const result = loadDesign(text, options)
  return result.ok ? { ok: true, plan: result.plan, warnings: result.warnings } : result
}

const SHAPE: FileShape<Declaration> = {
  schema: declarationSchema,
  knownKeys,
  standIns: { workload: 'unnamed', accounts: {}, models: {} },
}
const NO_FILES: FactsFiles = new Map()

export function loadDesign(text: string, options: LoadOptions): LoadedDesign | Refused {
  const { source, nowMs = null, factsFiles = NO_FILES } = options
  const { findings, content } = readYaml(text, source)
  if (content === null) return { ok: false, diagnostics: findings.sorted() }
  const accountNames = keysOf(content['accounts'])
  const modelNames = keysOf(content['models'])
  const declaration = readShape(content, SHAPE, findings)
  if (declaration === null) return { ok: false, diagnostics: findings.sorted() }
  const { facts, inFiles, hasErrors } = factsOf(declaration, options, findings)
  // Facts with errors would only lead to more of them.
  if (!hasErrors) {
    for (const check of CHECKS) check({ declaration, accountNames, modelNames, nowMs, facts }, findings)
  }
  const diagnostics = [...findings.sorted(), ...inFiles]
  if (hasErrors || findings.hasErrors) return { ok: false, diagnostics }
  const plan = planFrom(declaration, { source, texts: [text, ...textsOf(factsFiles)], facts })
  return { ok: true, plan, warnings: diagnostics, declaration, places: findings.places, text }
}

/** Azure as the workload file takes it: each file of facts stands in place of what those before it say. */
function factsOf(
  { azure_facts: names = [] }: Declaration,
  { facts: base = SHIPPED_FACTS, factsFiles = NO_FILES }: LoadOptions,
  findings: Findings,
): { readonly facts: AzureFacts; readonly inFiles: readonly Diagnostic[]; readonly hasErrors: boolean } {
  let facts = base
  let hasErrors = false
  const inFiles: Diagnostic[] = []
  for (const [index, name] of names.entries()) {
    const read = factsFiles.get(name) ?? { problem: 'was not read' }
    if ('problem' in read) {
      findings.error(['azure_facts', index], `${quoted(name)} ${read.problem}`)
      hasErrors = true
      continue
    }
    const result = loadFacts(read.text, read.shownAs, facts)
    inFiles.push(...(result.ok ? result.warnings : result.diagnostics))
    if (result.ok) facts = result.facts
    else hasErrors = true
  }
  return { facts, inFiles, hasErrors }
}

function textsOf(factsFiles: FactsFiles): readonly string[] {
  return [...factsFiles].flatMap(([name, read]) => ('text' in read ? [name, read.text] : []))
}

/** The files that a workload file names as `azure_facts`, for whoever reads files; what is wrong with them is told at load. */
export function factsFilesOf(text: string, source: string): readonly string[] {
  // Most files name none, and need not be parsed twice.
  if (!text.includes('azure_facts')) return []
  const names = readYaml(text, source).content?.['azure_facts']
  if (!Array.isArray(names)) return []
  return names.filter((name): name is string => typeof name === 'string').slice(0, MAX_FACTS_FILES)
}
