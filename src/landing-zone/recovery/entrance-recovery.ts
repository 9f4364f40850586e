import type { Resource } from '../resource-graph.ts'
import { type BuiltResources, bodyOf, itemsOf, nameOf, textOf } from './built-resources.ts'
import { type Loss, lostWith, type Recover, type Recovery } from './loss.ts'

const ENTRANCE = 'Microsoft.Network/applicationGateways'
const LEADERS = ['Microsoft.Network/trafficmanagerprofiles', 'Microsoft.Cdn/profiles']

/** What clients call in a region that is lost: its gateway, and what stands before that. */
export const ENTRANCE_RECOVERIES: Readonly<Record<string, Recover>> = {
  'Microsoft.ApiManagement/service': (service) => {
    const [other] = itemsOf(bodyOf(service.body['properties'])['additionalLocations'])
    if (other === undefined) return lostWith(service, 'it has a gateway in no other region')
    const place = textOf(bodyOf(other)['location'])
    return {
      byItself: `${nameOf(service)} goes on in ${place}, whose networks find it there, as it was last set: nobody changes it, or makes keys, until its own region is back.`,
      steps: [],
    }
  },
  'Microsoft.App/containerApps': (gateway, loss) =>
    calledElsewhere(gateway, loss, (next) => [
      `${shown(loss.built, next)} --query properties.configuration.ingress.fqdn --output tsv`,
    ]),
  'Microsoft.ContainerService/managedClusters': (cluster, loss) =>
    calledElsewhere(cluster, loss, (next) => [
      `az aks get-credentials --resource-group ${loss.built.groupOf(next)} --name ${nameOf(next)}`,
      `kubectl get service causeway --namespace causeway --output "jsonpath={.status.loadBalancer.ingress[0].ip}"`,
    ]),
  [ENTRANCE]: (entrance, loss) =>
    calledElsewhere(entrance, loss, (next) => [
      `${shown(loss.built, next)} --query "properties.frontendIPConfigurations[0].properties.privateIPAddress" --output tsv`,
    ]),
}

/** `place`: commands that tell where the one of the other region answers. */
function calledElsewhere(
  lost: Resource,
  { built, region, other }: Loss,
  place: (next: Resource) => readonly string[],
): Recovery {
  const [next] = other === null ? [] : built.ofType(lost.type, other)
  if (next === undefined || other === null) return lostWith(lost, 'there is none in another region')
  // Clients call what stands before it.
  if (lost.type !== ENTRANCE && built.ofType(ENTRANCE, region).length > 0)
    return { byItself: null, steps: [] }
  const [leader] = LEADERS.flatMap((type) => built.ofType(type, 'global'))
  if (leader !== undefined)
    return {
      byItself: `${nameOf(leader)} leads clients to ${nameOf(next)} in ${other} within about two minutes.`,
      steps: [],
    }
  return {
    byItself: null,
    steps: [
      {
        what: `Let the name that clients call lead to ${nameOf(next)} in ${other}, which answers at:`,
        commands: place(next),
      },
    ],
  }
}

function shown(built: BuiltResources, resource: Resource): string {
  return `az resource show --resource-group ${built.groupOf(resource)} --resource-type ${resource.type} --name ${nameOf(resource)}`
}
