import type { Estate } from '../estate.ts'
import type { Stage } from '../resource-graph.ts'
import { isApiManagementWanted } from './api-management-wish.ts'
import { applicationGatewayStage } from './application-gateway.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { entranceWish, hiddenFromEntrances } from './entrance-wish.ts'
import { frontDoorStage, type LinkedTarget } from './front-door.ts'
import type { GatewayRegion, GatewayStages } from './gateway-stages.ts'
import { oneNameStage } from './one-name.ts'
import type { Operations } from './operations.ts'

/** What clients call, before the gateways of all regions. */
export function entranceStages(
  estate: Estate,
  regions: readonly GatewayRegion[],
  { workspaceId }: Operations,
  { targets, vaults }: Pick<GatewayStages, 'targets' | 'vaults'>,
): readonly Stage[] {
  const { plan, declaration, notes } = estate
  const wish = entranceWish(estate)
  if (wish === null) {
    const { via } = declaration.network?.ingress ?? {}
    const hidden = hiddenFromEntrances(estate)
    if (hidden !== null && (via === 'application-gateway' || via === 'front-door'))
      notes.add(`No entrance is built before the gateway, because ${hidden}.`)
    else if (isGatewayBuilt(estate) && plan.exposure === 'online' && via !== 'other')
      notes.add(
        'The workload is online, and nothing stands before its gateway: say `network: { ingress: { via: application-gateway } }`, or front-door, in the workload file.',
      )
    return []
  }
  if (wish.via === 'front-door') {
    const linked = targets.filter(isLinked)
    for (const kind of new Set(linked.map(({ link }) => link.kind)))
      notes.add(
        `Front Door reaches the gateways over private links that somebody has to approve, once: \`az network private-endpoint-connection list --id ID\` lists those of each ${kind}, and \`... approve\` lets one in.`,
      )
    return [frontDoorStage(estate, wish, linked, workspaceId)]
  }
  if (!wish.isPublic)
    notes.add(
      'Application Gateway without a public address wants a feature of the subscription: `az feature register --namespace Microsoft.Network --name EnableApplicationGatewayNetworkIsolation`.',
    )
  const entrances = regions.flatMap(({ estate: home, spoke }) => {
    const target = targets.find(({ region }) => region === home.region)
    const vault = vaults.get(home.region)
    if (target === undefined || vault === undefined) return []
    const parts = { workspaceId, network: spoke, vault, target }
    return [applicationGatewayStage(estate, wish, home, parts)]
  })
  const together = oneNameStage(estate, wish, entrances)
  return [...entrances.map(({ stage }) => stage), ...(together === null ? [] : [together])]
}

function isGatewayBuilt(estate: Estate): boolean {
  return estate.gateway !== null || isApiManagementWanted(estate)
}

function isLinked(target: EntranceTarget): target is LinkedTarget {
  return target.link !== null
}
