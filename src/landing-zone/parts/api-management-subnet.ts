import type { Estate, RegionEstate } from '../estate.ts'
import { apiManagementRegions } from './api-management-wish.ts'
import { allow, httpsFromNetwork } from './security-rules.ts'
import type { SubnetWish } from './spoke-subnets.ts'

/**
 * What an API Management inside of a network has to reach, and what reaches it. No route leads from it to a firewall:
 * answers to those who manage it would take another way than the calls ("Virtual network configuration reference: API
 * Management", "Recommended NSG rules", read 2026-11-21).
 */
export function apiManagementSubnet(estate: Estate, { region }: RegionEstate): readonly SubnetWish[] {
  if (!apiManagementRegions(estate).some((place) => place.region === region)) return []
  const reached = [...REACHED, ...(estate.declaration.network?.dns?.servers === 'custom' ? [NAMES] : [])]
  const out = (range: string) =>
    reached.map((one, i) => allow({ ...one, direction: 'Outbound', priority: 100 + 10 * i, from: range }))
  return [
    {
      use: 'api-management',
      slot: 'apiManagement',
      hasOwnWayOut: true,
      inbound: (range) => [
        httpsFromNetwork(range),
        allow({
          name: 'AllowAzureToManage',
          direction: 'Inbound',
          priority: 110,
          from: 'ApiManagement',
          to: range,
          ports: ['3443'],
        }),
        allow({
          name: 'AllowHealthProbes',
          direction: 'Inbound',
          priority: 120,
          from: 'AzureLoadBalancer',
          to: range,
          ports: ['6390'],
        }),
      ],
      outbound: out,
      properties: {},
      because: [{ rule: 'PNET-18', why: 'the gateway to the models stands inside of the network.' }],
    },
  ]
}

const REACHED = [
  { name: 'AllowModels', to: 'VirtualNetwork', ports: ['443'] },
  { name: 'AllowStorage', to: 'Storage', ports: ['443'] },
  { name: 'AllowSql', to: 'Sql', ports: ['1433'] },
  { name: 'AllowKeyVault', to: 'AzureKeyVault', ports: ['443'] },
  { name: 'AllowMonitor', to: 'AzureMonitor', ports: ['443', '1886'] },
  { name: 'AllowSignIn', to: 'AzureActiveDirectory', ports: ['443'] },
  // Lists of certificates that were taken back.
  { name: 'AllowCertificateChecks', to: 'Internet', ports: ['80'] },
] as const

/** Of name servers in the hub. */
const NAMES = { name: 'AllowNames', to: 'VirtualNetwork', ports: ['53'], protocol: '*' } as const
