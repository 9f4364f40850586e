import { COLLECTION_FUNCTIONS } from './collection.ts'
import { DATE_FUNCTIONS } from './dates.ts'
import type { ArmFunction, FunctionTable } from './function-table.ts'
import { LAMBDA_FUNCTIONS } from './lambda.ts'
import { LOGICAL_FUNCTIONS } from './logical.ts'
import { NETWORK_FUNCTIONS } from './network.ts'
import { NUMERIC_FUNCTIONS } from './numeric.ts'
import { askedOfAzure, RESOURCE_FUNCTIONS } from './resources.ts'
import { SCOPE_FUNCTIONS } from './scope-functions.ts'
import { STRING_FUNCTIONS } from './strings.ts'

const TABLES: readonly FunctionTable[] = [
  COLLECTION_FUNCTIONS,
  DATE_FUNCTIONS,
  LAMBDA_FUNCTIONS,
  LOGICAL_FUNCTIONS,
  NETWORK_FUNCTIONS,
  NUMERIC_FUNCTIONS,
  RESOURCE_FUNCTIONS,
  SCOPE_FUNCTIONS,
  STRING_FUNCTIONS,
]

/** Functions that Azure has and that depend on it, or on what is not evaluated here. */
const ASKED_OF_AZURE = [
  'buildUri',
  'externalInput',
  'parseUri',
  'pickZones',
  'providers',
  'toLogicalZone',
  'toLogicalZones',
  'toPhysicalZone',
  'toPhysicalZones',
]

const FUNCTIONS: ReadonlyMap<string, ArmFunction> = new Map([
  ...TABLES.flatMap((table) => Object.entries(table)),
  ...ASKED_OF_AZURE.map((name) => [name.toLowerCase(), askedOfAzure(name)] as const),
])

export function findFunction(name: string): ArmFunction | undefined {
  const lowerName = name.toLowerCase()
  const found = FUNCTIONS.get(lowerName)
  if (found !== undefined) return found
  return lowerName.startsWith('list') ? askedOfAzure(name) : undefined
}

/** In lower case; for tests and documents. */
export function functionNames(): readonly string[] {
  return [...FUNCTIONS.keys()]
}
