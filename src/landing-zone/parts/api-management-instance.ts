import type { Estate, RegionEstate } from '../estate.ts'
import {
  idOf,
  type Parameter,
  parameter,
  propertyOf,
  type Resource,
  resource,
  type Text,
  userAssigned,
} from '../resource-graph.ts'
import { CLIENT_ID_VALUE } from './api-management-policy.ts'
import { API, SERVICE } from './api-management-type.ts'
import type { RegionNetwork } from './networks.ts'
import { recipientsOf } from './recipients.ts'

/** Units stand in zones of their own where the region has some and there are several. */
const UNITS_WITH_ZONES = 2

const PUBLISHER: Parameter = {
  name: 'publisherEmail',
  description: 'Where Azure mails what it has to tell of API Management.',
  isSecret: false,
  default: null,
}

export interface ApiManagementPlace {
  readonly estate: RegionEstate
  readonly spoke: Pick<RegionNetwork, 'subnet'>
}

export interface ApiManagementInstance {
  readonly service: Resource
  readonly clientId: Resource
  /** What only the one who deploys can say. */
  readonly asked: readonly Parameter[]
  readonly host: string
  /** Where it answers in the network of one of its regions. */
  addressIn(this: void, region: string): Text
}

/** One instance with a gateway in each of `places`, the home region first: APIs, policies and keys are the same in all. */
export function apiManagementInstance(
  estate: Estate,
  [home, ...others]: readonly [ApiManagementPlace, ...ApiManagementPlace[]],
  identity: Resource,
): ApiManagementInstance {
  const [email] = recipientsOf(estate)
  const name = estate.name('apiManagement')
  const placeOf = ({ estate: region, spoke }: ApiManagementPlace) => ({
    // Of the tiers that this API version knows, this one alone has its address in a network and nowhere else.
    sku: { name: 'Premium', capacity: unitsIn(estate, region) },
    inNetwork: { virtualNetworkConfiguration: { subnetResourceId: idOf(spoke.subnet('apiManagement')) } },
  })
  const { sku, inNetwork } = placeOf(home)
  const service = resource({
    symbol: estate.symbols.of('apiManagement'),
    type: SERVICE,
    apiVersion: API,
    name,
    body: {
      location: home.estate.region,
      tags: estate.tags,
      sku,
      identity: userAssigned(identity),
      properties: {
        publisherEmail: email ?? parameter(PUBLISHER),
        publisherName: estate.plan.workload,
        virtualNetworkType: 'Internal',
        ...inNetwork,
        ...(others.length === 0
          ? {}
          : {
              additionalLocations: others.map((other) => {
                const { sku: skuThere, inNetwork: there } = placeOf(other)
                return { location: other.estate.region, sku: skuThere, ...there }
              }),
            }),
        // Azure's names of what is switched off: TLS before 1.2, and SSL.
        customProperties: Object.fromEntries(
          ['', 'Backend.'].flatMap((side) =>
            ['Tls10', 'Tls11', 'Ssl30'].map((protocol) => [
              `Microsoft.WindowsAzure.ApiManagement.Gateway.Security.${side}Protocols.${protocol}`,
              'False',
            ]),
          ),
        ),
        developerPortalStatus: 'Disabled',
      },
    },
    because: [
      { rule: 'PNET-18', why: 'it has an address in the network alone.' },
      { rule: 'APP-27', why: 'it calls the models as the identity of the gateway.' },
      ...(others.length === 0
        ? []
        : [{ rule: 'PNET-20', why: 'when one region fails, the gateway of the other goes on.' }]),
    ],
  })
  const clientId = resource({
    symbol: estate.symbols.of('apiManagementClientId'),
    type: `${SERVICE}/namedValues`,
    apiVersion: API,
    name: CLIENT_ID_VALUE,
    parent: service,
    body: {
      properties: {
        displayName: CLIENT_ID_VALUE,
        value: propertyOf(identity, 'clientId'),
        secret: false,
      },
    },
  })
  return {
    service,
    clientId,
    asked: email === undefined ? [PUBLISHER] : [],
    host: `${name}.azure-api.net`,
    addressIn: (region) => {
      if (region === home.estate.region) return propertyOf(service, 'privateIPAddresses[0]')
      const at = others.findIndex((other) => other.estate.region === region)
      if (at < 0) throw new Error(`API Management has no gateway in ${region}`)
      return propertyOf(service, `additionalLocations[${at}]`, 'privateIPAddresses[0]')
    },
  }
}

function unitsIn({ declaration }: Estate, { hasZones }: RegionEstate): number {
  return declaration.landing_zone?.gateway?.replicas?.least ?? (hasZones ? UNITS_WITH_ZONES : 1)
}
