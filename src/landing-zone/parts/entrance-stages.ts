import type { Estate } from '../estate.ts'
import type { Stage, Text } from '../resource-graph.ts'
import { applicationGatewayStage, type RegionEntrance } from './application-gateway.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { type EntranceWish, entranceWish, gatewayRegions, hiddenFromEntrances } from './entrance-wish.ts'
import { type FrontDoorOrigin, frontDoorStage } from './front-door.ts'
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
    else if (gatewayRegions(estate).length > 0 && plan.exposure === 'online' && via !== 'other')
      notes.add(
        'The workload is online, and nothing stands before its gateway: say `network: { ingress: { via: application-gateway } }`, or front-door, in the workload file.',
      )
    return []
  }
  if (wish.applicationGateways === 'network')
    notes.add(
      'Application Gateway without a public address wants a feature of the subscription: `az feature register --namespace Microsoft.Network --name EnableApplicationGatewayNetworkIsolation`.',
    )
  const inRegions = regions.flatMap(({ estate: home, spoke }) => {
    const target = targets.find(({ region }) => region === home.region)
    const vault = vaults.get(home.region)
    if (wish.applicationGateways === null || target === undefined || vault === undefined) return []
    const parts = { workspaceId, network: spoke, vault, target }
    return [applicationGatewayStage(estate, wish, home, parts)]
  })
  const before =
    wish.via === 'front-door'
      ? frontDoor(estate, wish, originsOf(wish, inRegions, targets), workspaceId)
      : oneNameStage(estate, inRegions)
  return [...inRegions.map(({ stage }) => stage), ...(before === null ? [] : [before])]
}

function originsOf(
  { applicationGateways }: EntranceWish,
  inRegions: readonly RegionEntrance[],
  targets: readonly EntranceTarget[],
): readonly FrontDoorOrigin[] {
  return applicationGateways === null
    ? targets.flatMap(({ link, ...target }) => (link === null ? [] : [{ ...target, link }]))
    : inRegions.flatMap(({ origin }) => origin ?? [])
}

function frontDoor(
  estate: Estate,
  wish: EntranceWish,
  origins: readonly FrontDoorOrigin[],
  workspaceId: Text,
): Stage {
  for (const kind of new Set(origins.map(({ link }) => link.kind)))
    estate.notes.add(
      `Front Door reaches the gateways over private links that somebody has to approve, once: \`az network private-endpoint-connection list --id ID\` lists those of each ${kind}, and \`... approve\` lets one in.`,
    )
  return frontDoorStage(estate, wish, origins, workspaceId)
}
