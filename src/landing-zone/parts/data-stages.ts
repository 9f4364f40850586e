import type { Estate, RegionEstate } from '../estate.ts'
import { type Resource, resource, type Stage } from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'
import { customerKeys } from './stores/customer-keys.ts'
import type { CustomerKey, StoreContext } from './stores/store-maker.ts'
import { type PlannedSite, plannedSites } from './stores/planned-sites.ts'

/** What the data of the workload lives in. */
export interface DataStages {
  readonly stages: readonly Stage[]
  readonly sites: readonly BuiltSite[]
}

/** A store, or the copy of one, as it was built. */
export interface BuiltSite extends PlannedSite {
  readonly main: Resource
}

/** Stores of data in each region, with the keys that encrypt them and the identities that reach them. */
export function dataStages(
  estate: Estate,
  { workspaceId }: Operations,
  dns: PrivateDns,
  networks: readonly RegionNetwork[],
): DataStages {
  const { sites, notes } = plannedSites(estate)
  for (const note of notes) estate.notes.add(note)
  const identities = new Identities(estate)
  const networkOf = ({ region }: RegionEstate): RegionNetwork => {
    const found = networks.find((network) => network.region === region)
    if (found === undefined) throw new Error(`${region} has no network`)
    return found
  }
  const keyStages: Stage[] = []
  const keys = new Map<string, CustomerKey>()
  for (const [home, encrypted] of Map.groupBy(
    sites.filter(({ store }) => store.hasCustomerKey),
    (site) => site.home,
  )) {
    const resources: Resource[] = []
    for (const [region, here] of Map.groupBy(encrypted, (site) => site.region)) {
      const made = customerKeys(
        estate,
        region,
        here.map(({ words }) => words),
      )
      resources.push(
        ...made.resources,
        ...privateEndpointOf(estate, networkOf(home), dns, {
          target: made.vault,
          groupId: 'vault',
          words: ['keys', region],
        }),
        diagnosticsOf(estate, ['keys', region], made.vault, workspaceId),
      )
      for (const [words, key] of made.keys) keys.set(words, key)
    }
    keyStages.push({
      name: `34-keys-${home.region}`,
      purpose: `Keys that content in ${home.region} is encrypted with, and the identities that may use them.`,
      scope: estate.groupScope(home.groups.services),
      parameters: [],
      resources,
      outputs: [],
    })
  }
  const context: StoreContext = { estate, identityOf: (part) => identities.of(part) }
  const built: BuiltSite[] = []
  const resourcesOf = (site: PlannedSite): readonly Resource[] => {
    const { maker, store, words, home } = site
    const key = keys.get(words.join('\0')) ?? null
    const original = site.isCopy ? (built.find((one) => one.store === store)?.main ?? null) : null
    const { main, resources, watched } = maker.build(store, { ...site, key, original }, context)
    built.push({ ...site, main })
    return [
      ...resources,
      ...site.groupIds.flatMap((groupId) =>
        privateEndpointOf(estate, networkOf(home), dns, {
          target: main,
          groupId,
          words: [...words, groupId],
          after: resources.filter(({ parent }) => parent === main),
        }),
      ),
      ...watched.map((one) =>
        diagnosticsOf(estate, ['store', ...one.words], one.resource, workspaceId, one.has),
      ),
    ]
  }
  const stagesOf = (some: readonly PlannedSite[], title: string, purpose: string): readonly Stage[] =>
    [...Map.groupBy(some, ({ home }) => home)].map(([home, here]) => ({
      name: `${title}-${home.region}`,
      purpose: `${purpose} ${home.region}.`,
      scope: estate.groupScope(home.groups.services),
      parameters: [],
      outputs: [],
      resources: here.flatMap(resourcesOf),
    }))
  const originals = stagesOf(
    sites.filter(({ isCopy }) => !isCopy),
    '36-data',
    'Stores of data, private and without keys, and who may reach them, in',
  )
  // After all originals: each region may hold copies of another.
  const copies = stagesOf(
    sites.filter(({ isCopy }) => isCopy),
    '37-copies',
    'Copies of stores of other regions, to go on with when those are lost, in',
  )
  return {
    stages: [
      ...identities.stages(),
      ...keyStages,
      ...originals,
      ...copies,
      ...secondaryStages(estate, built, dns, networkOf),
    ],
    sites: built,
  }
}

/** Ways to what Azure copies elsewhere by itself: names of their own, which are read when the first region is lost. */
function secondaryStages(
  estate: Estate,
  sites: readonly BuiltSite[],
  dns: PrivateDns,
  networkOf: (home: RegionEstate) => RegionNetwork,
): readonly Stage[] {
  const readable = sites.flatMap((site) =>
    site.secondaryHome === null || site.secondaryGroupIds.length === 0
      ? []
      : [{ ...site, secondaryHome: site.secondaryHome }],
  )
  return [...Map.groupBy(readable, ({ secondaryHome }) => secondaryHome)].map(([home, here]) => ({
    name: `38-data-elsewhere-${home.region}`,
    purpose: `Ways from ${home.region} to what Azure copies of the data of other regions.`,
    scope: estate.groupScope(home.groups.services),
    parameters: [],
    outputs: [],
    resources: here.flatMap(({ main, words, secondaryGroupIds }) =>
      secondaryGroupIds.flatMap((groupId) =>
        privateEndpointOf(estate, networkOf(home), dns, {
          target: main,
          groupId,
          words: [...words, groupId],
        }),
      ),
    ),
  }))
}

/** Identities that parts of the application act as, made when the first store asks for them. */
class Identities {
  readonly #estate: Estate
  readonly #byPart = new Map<string, Resource>()

  constructor(estate: Estate) {
    this.#estate = estate
  }

  of(part: string): Resource {
    const known = this.#byPart.get(part)
    if (known !== undefined) return known
    const { symbols, name, homeRegion, tags } = this.#estate
    const made = resource({
      symbol: symbols.of('identity', part),
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2024-11-30',
      name: name('managedIdentity', part),
      body: { location: homeRegion, tags },
      because: [{ rule: 'APP-27', why: `${part} signs in as itself: it has no key that could leak.` }],
    })
    this.#byPart.set(part, made)
    return made
  }

  stages(): readonly Stage[] {
    if (this.#byPart.size === 0) return []
    return [
      {
        name: '32-identities',
        purpose: 'Identities that the parts of the application act as.',
        scope: this.#estate.groupScope(this.#estate.groups.operations),
        parameters: [],
        resources: [...this.#byPart.values()],
        outputs: [],
      },
    ]
  }
}
