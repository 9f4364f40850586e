import type { Estate } from '../estate.ts'
import { idOf, propertyOf, resource, type Stage } from '../resource-graph.ts'
import type { RegionEntrance } from './application-gateway.ts'

const TTL_SECONDS = 30

/** One name for the entrances of several regions: DNS answers with the first region that is well. */
export function oneNameStage(estate: Estate, entrances: readonly RegionEntrance[]): Stage | null {
  const { symbols, name, tags, groups } = estate
  const open = entrances.flatMap(({ region, publicAddress, probePath }) =>
    publicAddress === null ? [] : [{ region, address: publicAddress, probePath }],
  )
  const [first] = open
  if (first === undefined || open.length < 2) return null
  const azureName = name('trafficManager')
  const profile = resource({
    symbol: symbols.of('trafficManager'),
    type: 'Microsoft.Network/trafficmanagerprofiles',
    apiVersion: '2022-04-01',
    name: azureName,
    body: {
      location: 'global',
      tags,
      properties: {
        profileStatus: 'Enabled',
        trafficRoutingMethod: 'Priority',
        dnsConfig: { relativeName: azureName, ttl: TTL_SECONDS },
        monitorConfig: {
          protocol: 'HTTPS',
          port: 443,
          path: first.probePath,
          intervalInSeconds: 10,
          timeoutInSeconds: 5,
          toleratedNumberOfFailures: 2,
        },
        endpoints: open.map(({ region, address }, i) => ({
          name: region,
          type: 'Microsoft.Network/trafficManagerProfiles/azureEndpoints',
          properties: { targetResourceId: idOf(address), endpointStatus: 'Enabled', priority: i + 1 },
        })),
      },
    },
    because: [{ rule: 'PNET-20', why: 'when one region fails, clients are led to another.' }],
  })
  return {
    name: '65-entrances',
    purpose: 'Traffic Manager, which leads clients to the entrance of a region that is well.',
    scope: estate.groupScope(groups.operations),
    parameters: [],
    resources: [profile],
    outputs: [
      {
        name: symbols.of('entranceHost'),
        description: 'Host name of the entrances; the name that clients call is a CNAME of it.',
        value: propertyOf(profile, 'dnsConfig', 'fqdn'),
      },
    ],
  }
}
