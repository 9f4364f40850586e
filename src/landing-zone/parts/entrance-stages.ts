import type { Estate } from '../estate.ts'
import type { Stage } from '../resource-graph.ts'
import { applicationGatewayStage } from './application-gateway.ts'
import { entranceWish } from './entrance-wish.ts'
import { frontDoorStage } from './front-door.ts'
import type { GatewayRegion, GatewayStages } from './gateway-stages.ts'
import { oneNameStage } from './one-name.ts'
import type { Operations } from './operations.ts'

/** What clients call, before the gateways of all regions. */
export function entranceStages(
  estate: Estate,
  regions: readonly GatewayRegion[],
  { workspaceId }: Operations,
  { gateways, vaults }: GatewayStages,
): readonly Stage[] {
  const { gateway, plan, declaration, notes } = estate
  const wish = entranceWish(estate)
  if (wish === null) {
    const { via } = declaration.network?.ingress ?? {}
    if (gateway?.runsOn === 'aks' && (via === 'application-gateway' || via === 'front-door'))
      notes.add(
        'No entrance is built before a gateway on AKS: lead yours to the address of its Service in each region, which `kubernetes/REGION/gateway.json` has, and whose health is at `/readyz`.',
      )
    else if (gateway !== null && plan.exposure === 'online' && via !== 'other')
      notes.add(
        'The workload is online, and nothing stands before its gateway: say `network: { ingress: { via: application-gateway } }`, or front-door, in the workload file.',
      )
    return []
  }
  if (wish.via === 'front-door') {
    notes.add(
      'Front Door reaches the gateways over private links that somebody has to approve, once: `az network private-endpoint-connection list --id ENVIRONMENT_ID` lists those of each Container Apps environment, and `... approve` lets one in.',
    )
    return [frontDoorStage(estate, wish, gateways, workspaceId)]
  }
  if (!wish.isPublic)
    notes.add(
      'Application Gateway without a public address wants a feature of the subscription: `az feature register --namespace Microsoft.Network --name EnableApplicationGatewayNetworkIsolation`.',
    )
  const entrances = regions.flatMap(({ estate: home, spoke }) => {
    const ofRegion = gateways.find(({ region }) => region === home.region)
    const vault = vaults.get(home.region)
    if (ofRegion === undefined || vault === undefined) return []
    const parts = { workspaceId, network: spoke, vault, gateway: ofRegion }
    return [applicationGatewayStage(estate, wish, home, parts)]
  })
  const together = oneNameStage(estate, entrances)
  return [...entrances.map(({ stage }) => stage), ...(together === null ? [] : [together])]
}
