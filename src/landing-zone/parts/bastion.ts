import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, resource, type Stage, type Text } from '../resource-graph.ts'
import { bastionPlace, wantsBastion } from './bastion-subnet.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { RegionHub } from './hub.ts'
import type { RegionNetwork } from './networks.ts'
import { publicAddress, zonesOf } from './public-address.ts'

/** Azure Bastion of a region; null where none is wanted, or the platform's is enough. */
export function bastionStage(
  estate: Estate,
  regionEstate: RegionEstate,
  hub: RegionHub,
  network: RegionNetwork,
  workspaceId: Text,
): Stage | null {
  const { region, groups, hasZones } = regionEstate
  if (!wantsBastion(estate)) return null
  const place = bastionPlace(estate, regionEstate)
  if (place === null) {
    estate.notes.add(
      `The hub of ${region} is the platform's: people reach virtual machines in it through the Bastion of its team.`,
    )
    return null
  }
  const address = publicAddress(estate, regionEstate, 'bastion', [])
  const bastion = resource({
    symbol: estate.symbols.of('bastion', region),
    type: 'Microsoft.Network/bastionHosts',
    apiVersion: '2025-09-01',
    name: estate.name('bastion', region),
    body: {
      location: region,
      tags: estate.tags,
      sku: { name: 'Standard' },
      ...zonesOf(hasZones),
      properties: {
        // For `az network bastion ssh`, which signs in with Entra ID.
        enableTunneling: true,
        enableShareableLink: false,
        ipConfigurations: [
          {
            name: 'bastion',
            properties: {
              subnet: { id: idOf(place === 'hub' ? hub.subnet('bastion') : network.subnet('bastion')) },
              publicIPAddress: { id: idOf(address) },
            },
          },
        ],
      },
    },
    because: [
      { rule: 'NET-03', why: 'no virtual machine has an address on the internet.' },
      { rule: 'NET-05', why: 'it takes native clients, and many sessions.' },
    ],
  })
  return {
    name: `22-bastion-${region}`,
    purpose: `Azure Bastion in ${region}, the way to virtual machines.`,
    scope: estate.groupScope(place === 'hub' ? groups.hub : groups.network),
    parameters: [],
    resources: [address, bastion, diagnosticsOf(estate, ['bastion', region], bastion, workspaceId)],
    outputs: [],
  }
}
