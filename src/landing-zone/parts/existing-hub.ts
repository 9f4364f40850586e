import { formatRange } from '../address-plan.ts'
import type { Estate, ExistingHub, RegionEstate } from '../estate.ts'
import { neededOutside } from './firewall-rules.ts'
import type { RegionHub } from './hub.ts'

/** The hub of a region that the platform has: nothing of it is made here, and its half of things is its team's. */
export function existingHub(
  estate: Estate,
  { region, addresses, groups }: RegionEstate,
  { networkId, firewallAddress, hasGateway }: ExistingHub,
): RegionHub {
  const { notes, name, plan } = estate
  const { subscription, group, last: network } = partsOfId(networkId)
  const range = formatRange(addresses)
  const spokeId = `/subscriptions/SUBSCRIPTION/resourceGroups/${groups.network}/providers/Microsoft.Network/virtualNetworks/${name('virtualNetwork', region)}`
  const names = neededOutside(estate)
    .flatMap(({ to }) => to)
    .join(', ')
  notes.add(
    `The hub of ${region} is the platform's: its team makes the other half of the peering with \`az network vnet peering create --subscription ${subscription} --resource-group ${group} --vnet-name ${network} --name to-${plan.workload}-${region} --remote-vnet ${spokeId} --allow-vnet-access --allow-forwarded-traffic${hasGateway ? ' --allow-gateway-transit' : ''}\`, ${hasGateway ? `before 26-peering-${region} is deployed, ` : ''}where SUBSCRIPTION is the one of this workload.`,
  )
  if (firewallAddress === null)
    notes.add(
      `The hub of ${region} has no firewall: what leaves ${range} takes the routes that the hub announces, and where it announces none, nothing leaves.`,
    )
  else
    notes.add(
      `The firewall ${firewallAddress} of the hub of ${region} has to let ${range} reach these names by HTTPS: ${names}${estate.declaration.network?.egress?.allow === undefined ? '' : ', and what network.egress.allow lists'}.`,
    )
  return {
    stage: null,
    networkId,
    network: null,
    firewallAddress,
    subnet: (slot) => {
      throw new Error(`the hub of ${region} is not built here, and has no subnet ${slot}`)
    },
  }
}

function partsOfId(id: string): {
  readonly subscription: string
  readonly group: string
  readonly last: string
} {
  const segments = id.split('/')
  return {
    subscription: segments[2] ?? '',
    group: segments[4] ?? '',
    last: segments[segments.length - 1] ?? '',
  }
}
