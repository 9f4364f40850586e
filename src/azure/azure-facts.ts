import type { FactTable, RowChange } from './fact-table.ts'
import { changedTable } from './fact-table.ts'
import { type Offers, offersOf, SHIPPED_OFFERS } from './model-availability.ts'
import { type ModelLimitsByVersion, modelLimitsOf, SHIPPED_MODEL_LIMITS } from './model-limits.ts'
import { type Prices, pricesOf, SHIPPED_PRICES } from './model-prices.ts'
import { type Quotas, quotasOf, SHIPPED_QUOTAS } from './model-quotas.ts'
import { type Retirements, retirementsOf, SHIPPED_RETIREMENTS } from './model-retirements.ts'
import { type Policies, policiesOf, SHIPPED_POLICIES } from './policies.ts'
import {
  type PrivateLink,
  privateLinkOf,
  SHIPPED_PRIVATE_LINK,
  SHIPPED_REGION_CODES,
} from './private-link.ts'
import { type PtuPrices, ptuPricesOf, SHIPPED_PTU_PRICES } from './ptu-prices.ts'
import { type Ptu, ptuOf, SHIPPED_PTU_STEPS, SHIPPED_PTU_THROUGHPUT } from './ptu.ts'
import { type RoundTrips, roundTripsOf, SHIPPED_ROUND_TRIPS } from './region-latency.ts'
import { type Regions, regionsOf, SHIPPED_REGIONS } from './regions.ts'
import { type ResourcePrices, resourcePricesOf, SHIPPED_RESOURCE_PRICES } from './resource-prices.ts'
import { type Roles, rolesOf, SHIPPED_ROLES } from './roles.ts'

/** By the name that files of one's own give them. */
const SHIPPED_TABLES = {
  regions: SHIPPED_REGIONS,
  offers: SHIPPED_OFFERS,
  retirements: SHIPPED_RETIREMENTS,
  quotas: SHIPPED_QUOTAS,
  model_limits: SHIPPED_MODEL_LIMITS,
  ptu_throughput: SHIPPED_PTU_THROUGHPUT,
  ptu_steps: SHIPPED_PTU_STEPS,
  ptu_prices: SHIPPED_PTU_PRICES,
  prices: SHIPPED_PRICES,
  resource_prices: SHIPPED_RESOURCE_PRICES,
  round_trips: SHIPPED_ROUND_TRIPS,
  private_link: SHIPPED_PRIVATE_LINK,
  region_codes: SHIPPED_REGION_CODES,
  policies: SHIPPED_POLICIES,
  roles: SHIPPED_ROLES,
} as const

export type FactTables = { readonly [Name in keyof typeof SHIPPED_TABLES]: (typeof SHIPPED_TABLES)[Name] }
export type FactTableName = keyof FactTables
export type FactRow<Name extends FactTableName> = FactTables[Name] extends FactTable<infer Row> ? Row : never
export type FactChanges = { readonly [Name in FactTableName]?: readonly RowChange<FactRow<Name>>[] }

/** Azure as it is taken to be: the tables that are shipped, and what files of one's own put in their place. */
export interface AzureFacts {
  readonly tables: FactTables
  readonly regions: Regions
  readonly offers: Offers
  readonly retirements: Retirements
  readonly quotas: Quotas
  readonly modelLimits: ModelLimitsByVersion
  readonly ptu: Ptu
  readonly ptuPrices: PtuPrices
  readonly prices: Prices
  readonly resourcePrices: ResourcePrices
  readonly roundTrips: RoundTrips
  readonly privateLink: PrivateLink
  readonly policies: Policies
  readonly roles: Roles
}

function azureFacts(tables: FactTables): AzureFacts {
  return Object.freeze({
    tables: Object.freeze(tables),
    regions: regionsOf(tables.regions),
    offers: offersOf(tables.offers),
    retirements: retirementsOf(tables.retirements),
    quotas: quotasOf(tables.quotas),
    modelLimits: modelLimitsOf(tables.model_limits),
    ptu: ptuOf(tables.ptu_throughput, tables.ptu_steps),
    ptuPrices: ptuPricesOf(tables.ptu_prices),
    prices: pricesOf(tables.prices),
    resourcePrices: resourcePricesOf(tables.resource_prices),
    roundTrips: roundTripsOf(tables.round_trips),
    privateLink: privateLinkOf(tables.private_link, tables.region_codes),
    policies: policiesOf(tables.policies),
    roles: rolesOf(tables.roles),
  })
}

/** What is shipped, and nothing of one's own. */
export const SHIPPED_FACTS: AzureFacts = azureFacts(SHIPPED_TABLES)

/** The facts with rows replaced, added and removed. */
export function changedFacts({ tables }: AzureFacts, changes: FactChanges): AzureFacts {
  return azureFacts({
    regions: changedTable(tables.regions, changes.regions ?? []),
    offers: changedTable(tables.offers, changes.offers ?? []),
    retirements: changedTable(tables.retirements, changes.retirements ?? []),
    quotas: changedTable(tables.quotas, changes.quotas ?? []),
    model_limits: changedTable(tables.model_limits, changes.model_limits ?? []),
    ptu_throughput: changedTable(tables.ptu_throughput, changes.ptu_throughput ?? []),
    ptu_steps: changedTable(tables.ptu_steps, changes.ptu_steps ?? []),
    ptu_prices: changedTable(tables.ptu_prices, changes.ptu_prices ?? []),
    prices: changedTable(tables.prices, changes.prices ?? []),
    resource_prices: changedTable(tables.resource_prices, changes.resource_prices ?? []),
    round_trips: changedTable(tables.round_trips, changes.round_trips ?? []),
    private_link: changedTable(tables.private_link, changes.private_link ?? []),
    region_codes: changedTable(tables.region_codes, changes.region_codes ?? []),
    policies: changedTable(tables.policies, changes.policies ?? []),
    roles: changedTable(tables.roles, changes.roles ?? []),
  })
}
