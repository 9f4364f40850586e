import { modelFormat } from '../azure/index.ts'
import {
  type Account,
  type Declaration,
  type Deployment,
  landingZoneAddresses,
  type Plan,
} from '../workload/index.ts'
import { AddressSpace, type AddressRange } from './address-plan.ts'
import { type GatewayDesign, gatewayDesignOf } from './gateway-design.ts'
import { ddosPlanOf } from './parts/ddos-protection.ts'
import type { Body, Resource, StageScope } from './resource-graph.ts'
import { type NamedKind, resourceName } from './resource-names.ts'
import { Notes } from './notes.ts'
import { HUB_PREFIX_LENGTH, SPOKE_PREFIX_LENGTH } from './subnet-slots.ts'
import { Symbols } from './symbols.ts'

/** A workload file as it was loaded: what is served, and what the file says of the design around it. */
export interface Design {
  readonly plan: Plan
  readonly declaration: Declaration
  /** The file as it is written, which the gateway is given. */
  readonly text: string
}

/** What of a design is on Azure, and where its parts go: what every part of the landing zone starts from. */
export interface Estate extends Design {
  /** Regions that hold an account, those that the file names first. */
  readonly regions: readonly RegionEstate[]
  /** Where what the whole workload shares is kept. */
  readonly homeRegion: string
  readonly groups: { readonly operations: string; readonly dns: string }
  readonly existing: Existing
  /** That the networks join: an id, or what is built; null where each public address is protected by itself. */
  readonly ddosPlan: Resource | string | null
  /** Null where the gateway is not built. */
  readonly gateway: GatewayDesign | null
  /** On every resource that takes tags. */
  readonly tags: Body
  readonly symbols: Symbols
  readonly notes: Notes
  name(this: void, kind: NamedKind, ...words: readonly string[]): string
  groupScope(this: void, resourceGroup: string): StageScope
}

/** What the platform has already, by id; null where the landing zone makes its own. */
export interface Existing {
  /** The resource group of the private DNS zones. */
  readonly privateDnsZones: string | null
  readonly logWorkspace: string | null
  readonly ddosPlan: string | null
}

export interface ExistingHub {
  readonly networkId: string
  /** Null where it has no firewall. */
  readonly firewallAddress: string | null
  /** Whether it has a gateway to networks on premises that the workload's network uses. */
  readonly hasGateway: boolean
}

export interface RegionEstate {
  readonly region: string
  readonly addresses: AddressRange
  readonly hubAddresses: AddressRange
  /** Null where the region gets a hub of its own. */
  readonly existingHub: ExistingHub | null
  /** Whether the region has availability zones. */
  readonly hasZones: boolean
  readonly groups: {
    readonly hub: string
    readonly network: string
    readonly services: string
    readonly gateway: string
  }
  readonly accounts: readonly AccountEstate[]
}

export interface AccountEstate {
  readonly account: Account
  /** The account's name in Azure, which is also the first label of its host name. */
  readonly azureName: string
  readonly deployments: readonly Deployment[]
}

/** What keeps a plan from having a landing zone. */
export type Unbuildable =
  | { readonly kind: 'nothing-on-azure' }
  | { readonly kind: 'too-many-regions'; readonly most: number }
  /** ARM wants the maker of a model beside its name, and of these no table says how it is written. */
  | { readonly kind: 'unknown-maker'; readonly models: readonly string[] }

const ENVIRONMENTS: Readonly<Record<Plan['environment'], string>> = {
  production: 'prod',
  staging: 'stg',
  development: 'dev',
}
/** Whether deployments of the model can be written into templates. */
export function isMakerKnown(baseModel: string): boolean {
  return modelFormat(baseModel) !== null
}

export function estateOf({ plan, declaration, text }: Design): Estate | Unbuildable {
  const onAzure = [...plan.accounts.values()].filter(({ provider }) => provider === 'azure-openai')
  const accountNames = new Set(onAzure.map(({ name }) => name))
  const foreign = [...plan.models.values()].filter(
    ({ baseModel, deployments }) =>
      !isMakerKnown(baseModel) && deployments.some(({ account }) => accountNames.has(account)),
  )
  if (foreign.length > 0) return { kind: 'unknown-maker', models: foreign.map(({ baseModel }) => baseModel) }
  const regions = orderedRegions(plan, onAzure)
  const homeRegion = regions[0]
  if (homeRegion === undefined) return { kind: 'nothing-on-azure' }
  const environment = ENVIRONMENTS[plan.environment]
  const name = (kind: NamedKind, ...words: readonly string[]): string =>
    resourceName(kind, plan.workload, environment, ...words)
  const ranges = landingZoneAddresses(declaration)
  const existing = declaration.landing_zone?.existing
  const space = new AddressSpace(ranges.networks)
  const hubs = new AddressSpace(ranges.hubs)
  const built: RegionEstate[] = []
  for (const region of regions) {
    const addresses = space.take(SPOKE_PREFIX_LENGTH)
    const hubAddresses = hubs.take(HUB_PREFIX_LENGTH)
    if (addresses === null || hubAddresses === null) return { kind: 'too-many-regions', most: built.length }
    built.push({
      region,
      addresses,
      hubAddresses,
      existingHub: existingHubOf(region, declaration),
      hasZones: plan.facts.regions.find(region)?.availabilityZones ?? false,
      groups: {
        hub: name('resourceGroup', 'hub', region),
        network: name('resourceGroup', 'net', region),
        services: name('resourceGroup', 'ai', region),
        gateway: name('resourceGroup', 'gw', region),
      },
      accounts: onAzure
        .filter((account) => account.region === region)
        .map((account) => accountEstate(account, plan, name)),
    })
  }
  const notes = new Notes()
  const estate: Omit<Estate, 'ddosPlan'> = {
    plan,
    declaration,
    text,
    gateway: gatewayDesignOf(plan, declaration, notes),
    regions: built,
    homeRegion,
    groups: { operations: name('resourceGroup', 'ops'), dns: name('resourceGroup', 'dns') },
    existing: {
      privateDnsZones: existing?.private_dns_zones ?? null,
      logWorkspace: existing?.log_workspace ?? null,
      ddosPlan: existing?.ddos_plan ?? null,
    },
    tags: tagsOf(plan, declaration),
    symbols: new Symbols(),
    notes,
    name,
    groupScope: (resourceGroup) => ({ kind: 'resource-group', resourceGroup }),
  }
  return { ...estate, ddosPlan: ddosPlanOf(estate) }
}

function orderedRegions(plan: Plan, accounts: readonly Account[]): readonly string[] {
  const used = new Set(accounts.flatMap(({ region }) => (region === null ? [] : [region])))
  const named = [plan.regions?.primary, plan.regions?.secondary].filter(
    (region): region is string => typeof region === 'string' && used.has(region),
  )
  return [...new Set([...named, ...[...used].sort()])].filter(
    (region) => plan.facts.regions.find(region) !== null,
  )
}

function tagsOf(plan: Plan, { consumers, landing_zone: zone }: Declaration): Body {
  const centers = new Set(Object.values(consumers).flatMap(({ cost_center: center }) => center ?? []))
  const [only] = centers
  const isNamed = Object.keys(zone?.tags ?? {}).some((name) => name.toLowerCase() === COST_CENTER)
  return {
    workload: plan.workload,
    environment: plan.environment,
    'managed-by': 'causeway',
    ...(only !== undefined && centers.size === 1 && !isNamed ? { [COST_CENTER]: only } : {}),
    ...zone?.tags,
  }
}

/** Name of the tag. */
export const COST_CENTER = 'cost-center'

function existingHubOf(region: string, { landing_zone: zone }: Declaration): ExistingHub | null {
  const hub = zone?.existing?.hubs?.[region]
  if (hub === undefined) return null
  return {
    networkId: hub.network,
    firewallAddress: hub.firewall_address === 'none' ? null : hub.firewall_address,
    hasGateway: hub.gateway ?? false,
  }
}

const AZURE_HOST =
  /^https:\/\/([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com)(?:\/|$)/i

/** The name that the file's own endpoint has, where it stands in the file; otherwise one by rule. */
function accountEstate(account: Account, plan: Plan, name: Estate['name']): AccountEstate {
  const written =
    account.endpoint?.kind === 'literal' ? AZURE_HOST.exec(account.endpoint.value)?.[1] : undefined
  return {
    account,
    azureName: written?.toLowerCase() ?? name('aiServices', account.name),
    deployments: [...plan.deployments.values()].filter((deployment) => deployment.account === account.name),
  }
}
