import type { Estate } from '../estate.ts'
import { joined, subscriptionId } from '../resource-graph.ts'
import type { EntranceTarget } from './entrance-target.ts'
import { entranceWish } from './entrance-wish.ts'
import type { KubernetesRegion } from './kubernetes-stages.ts'
import { balancerAddress } from './kubernetes-subnet.ts'

/** Name of the private link service that AKS makes where Front Door is wanted. */
export const LINK_SERVICE = 'pls-causeway'

/** The gateways in clusters, as an entrance sees them; none where nothing outside of the clusters may be led to them. */
export function kubernetesTargets(
  estate: Estate,
  regions: readonly KubernetesRegion[],
): readonly EntranceTarget[] {
  const { host, via } = entranceWish(estate) ?? {}
  if (host === undefined || host === null) return []
  if (via === 'front-door')
    estate.notes.add(
      'The first run of the script stops at step 60, because AKS makes the private links with the manifests: run `kubernetes/deploy.sh`, and the script again.',
    )
  return regions.map(({ home }) => ({
    region: home.region,
    address: { ipAddress: balancerAddress(home) },
    host,
    probePath: '/readyz',
    link: {
      id: joined(
        '/subscriptions/',
        subscriptionId,
        `/resourceGroups/${estate.name('nodeGroup', 'nodes', home.region)}/providers/Microsoft.Network/privateLinkServices/${LINK_SERVICE}`,
      ),
      groupId: null,
      kind: 'private link service beside the nodes of AKS',
    },
  }))
}
