import { Expression, type Resource } from '../resource-graph.ts'
import { type BuiltResources, bodyOf, itemsOf, nameOf, textOf } from './built-resources.ts'
import { ENTRANCE_RECOVERIES } from './entrance-recovery.ts'
import { type Loss, lostWith, type Recover, type Step } from './loss.ts'

/** By type, in the order in which a runbook has them. */
export const RECOVERIES: Readonly<Record<string, Recover>> = {
  'Microsoft.DocumentDB/databaseAccounts': (account, loss) => {
    const places = itemsOf(bodyOf(account.body['properties'])['locations']).map((place) =>
      textOf(bodyOf(place)['locationName']),
    )
    const next = places.find((place) => place !== loss.region)
    if (next === undefined) return lostWith(account, 'it stands in one region, and its backups with it')
    return {
      byItself: `${nameOf(account)} is written to in ${next}, some minutes after Azure declares the outage.`,
      steps: newEndpoints(account, loss),
    }
  },
  'Microsoft.Storage/storageAccounts': (account, loss) => {
    const copy = loss.built.copyOf(account)
    if (copy !== null)
      return {
        byItself: null,
        steps: [
          {
            what: `Let the application use ${nameOf(copy)} in ${textOf(copy.body['location'])}, which has what was replicated until then, and end the replication so that it can be written to.`,
            commands: [
              `az storage account or-policy list --resource-group ${loss.built.groupOf(copy)} --account-name ${nameOf(copy)} --query "[].policyId" --output tsv |`,
              `  xargs -I ID az storage account or-policy delete --resource-group ${loss.built.groupOf(copy)} --account-name ${nameOf(copy)} --policy-id ID`,
            ],
          },
        ],
      }
    if (!textOf(bodyOf(account.body['sku'])['name']).startsWith('Standard_RA'))
      return lostWith(account, 'it is copied to no other region')
    return {
      byItself: `${nameOf(account)} is read at ${nameOf(account)}-secondary, as it was some minutes before.`,
      steps: [
        {
          what: `Where it has to be written to, fail ${nameOf(account)} over. What was not copied yet is lost, and it is locally redundant afterwards.`,
          commands: [
            `az storage account show --name ${nameOf(account)} --expand geoReplicationStats --query geoReplicationStats.lastSyncTime`,
            `az storage account failover --resource-group ${loss.built.groupOf(account)} --name ${nameOf(account)} --yes`,
          ],
        },
        ...newEndpoints(account, loss),
      ],
    }
  },
  'Microsoft.Search/searchServices': (service, { built }) => {
    const copy = built.copyOf(service)
    if (copy === null)
      return lostWith(service, 'there is no second one: build it in another region and fill it again')
    return {
      byItself: null,
      steps: [
        {
          what: `Let the application ask ${nameOf(copy)} in ${textOf(copy.body['location'])}. Azure copies no indexes: it knows what the pipeline filled it with.`,
          commands: [
            `az search service show --resource-group ${built.groupOf(copy)} --name ${nameOf(copy)} --query status`,
          ],
        },
      ],
    }
  },
  'Microsoft.DBforPostgreSQL/flexibleServers': (server, { built, pair }) => {
    const copy = built.copyOf(server)
    if (copy !== null)
      return {
        byItself: null,
        steps: [
          {
            what: `Promote the replica ${nameOf(copy)}, and let the application use it. What did not reach it is lost.`,
            commands: [
              `az postgres flexible-server replica promote --resource-group ${built.groupOf(copy)} --name ${nameOf(copy)} --promote-mode standalone --promote-option forced --yes`,
            ],
          },
        ],
      }
    const isGeo = bodyOf(bodyOf(server.body['properties'])['backup'])['geoRedundantBackup'] === 'Enabled'
    if (!isGeo || pair === null) return lostWith(server, 'it has neither a replica nor backups elsewhere')
    return {
      byItself: null,
      steps: [
        {
          what: `Restore ${nameOf(server)} from its backup in ${pair}, which is up to an hour old, and give it a private endpoint.`,
          commands: [
            `az postgres flexible-server geo-restore --resource-group ${built.groupOf(server)} --name ${nameOf(server)}-restored --source-server ${nameOf(server)} --location ${pair}`,
          ],
        },
      ],
    }
  },
  'Microsoft.ContainerRegistry/registries': (registry, loss) => {
    const replica = loss.built
      .childrenOf(registry)
      .find(({ type }) => type === 'Microsoft.ContainerRegistry/registries/replications')
    if (replica === undefined)
      return lostWith(registry, 'it has no replica: images are pushed again from the pipeline')
    return {
      byItself: `Images of ${nameOf(registry)} are pulled from ${nameOf(replica)}; settings of the registry cannot be changed meanwhile.`,
      steps: newEndpoints(registry, loss),
    }
  },
  'Microsoft.MachineLearningServices/registries': (registry, loss) => {
    const places = itemsOf(bodyOf(registry.body['properties'])['regionDetails'])
    const others = places
      .map((place) => textOf(bodyOf(place)['location']))
      .filter((place) => place !== loss.region)
    if (others.length === 0) return lostWith(registry, 'it keeps its models in one region')
    return {
      byItself: `Models of ${nameOf(registry)} are taken from ${others.join(', ')}; none can be registered meanwhile.`,
      steps: newEndpoints(registry, loss),
    }
  },
  ...ENTRANCE_RECOVERIES,
  'Microsoft.KeyVault/vaults': (vault, loss) => ({
    byItself: `${nameOf(vault)} answers from the paired region within minutes, where there is one, and takes no changes.`,
    steps: newEndpoints(vault, loss),
  }),
}

/** The private endpoint was in the network that is lost; its names have to lead into another. */
function newEndpoints(target: Resource, { built, region, other }: Loss): readonly Step[] {
  const lost = built
    .endpointsTo(target)
    .filter(
      ({ endpoint, groupId }) => endpoint.body['location'] === region && !groupId.endsWith('_secondary'),
    )
  const subnet = other === null ? null : endpointSubnetOf(built, other)
  if (lost.length === 0 || subnet === null || other === null) return []
  const network = subnet.parent
  if (network === null) return []
  return [
    {
      what: `Give ${nameOf(target)} a private endpoint in ${other}, whose zone group takes its names over from the one that is lost.`,
      commands: lost.flatMap(({ endpoint, groupId, zoneIds }) => {
        const name = `${nameOf(endpoint)}-moved`
        const group = built.groupOf(target)
        return [
          `az network private-endpoint create --resource-group ${group} --name ${name} --location ${other} \\`,
          `  --subnet "$(az network vnet subnet show --resource-group ${built.groupOf(subnet)} --vnet-name ${nameOf(network)} --name ${nameOf(subnet)} --query id --output tsv)" \\`,
          `  --private-connection-resource-id "$(az resource show --resource-group ${group} --resource-type ${target.type} --name ${nameOf(target)} --query id --output tsv)" \\`,
          `  --group-id ${groupId} --connection-name moved`,
          ...zoneIds.map((zone, at) =>
            [
              `az network private-endpoint dns-zone-group ${at === 0 ? 'create' : 'add'} --resource-group ${group} --endpoint-name ${name} --name default`,
              `  --zone-name zone${at} --private-dns-zone ${zoneText(built, zone)}`,
            ].join(' \\\n'),
          ),
        ]
      }),
    },
  ]
}

function zoneText(built: BuiltResources, zone: string | Expression): string {
  if (typeof zone === 'string') return zone
  if (zone.of.kind !== 'id-of') throw new Error('a zone is named by its id')
  const { resource } = zone.of
  return `"$(az network private-dns zone show --resource-group ${built.groupOf(resource)} --name ${nameOf(resource)} --query id --output tsv)"`
}

function endpointSubnetOf(built: BuiltResources, region: string): Resource | null {
  return (
    built
      .ofType('Microsoft.Network/virtualNetworks', region)
      .flatMap((network) => built.childrenOf(network))
      .find(({ name }) => name === 'snet-endpoints') ?? null
  )
}
