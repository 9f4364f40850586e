import type { Rule } from '../rule.ts'
import type { Resource } from '../estate.ts'
import { isOnline, setting } from '../setting.ts'

const GATEWAYS = 'Microsoft.Network/applicationGateways'
const FRONTENDS = 'properties.frontendIPConfigurations'

/** Whether all its addresses are known to be of the network. */
function isPrivate(gateway: Resource): boolean {
  const frontends = gateway.items(FRONTENDS)
  return (
    frontends.length > 0 &&
    frontends.every((_, i) => gateway.ask(`${FRONTENDS}[${i}].properties.publicIPAddress`).kind === 'unset')
  )
}

export const net01: Rule = {
  id: 'NET-01',
  title: 'Internet-facing workloads are behind DDoS Protection',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.ingress.ddos_protection` of workloads that are `online`.',
  why: 'A flood of traffic takes the entrance down, and with it all that is behind it.',
  remedy: 'Turn Azure DDoS Protection on for the virtual network of the entrance, or for its public address.',
  workload: {
    check: setting(
      ['network', 'ingress', 'ddos_protection'],
      ({ network }) => network?.ingress?.ddos_protection,
      {
        isGood: (on) => on,
        good: 'DDoS Protection is on',
        bad: 'the entrance faces the internet without DDoS Protection',
      },
      isOnline,
    ),
    cases: {
      fails: [
        `exposure: online
network: { ingress: { ddos_protection: false } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { ddos_protection: true } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
  resources: {
    *check(estate) {
      const addresses = estate.ofType('Microsoft.Network/publicIPAddresses')
      const gateways = estate.ofType(GATEWAYS)
      if (addresses.length === 0 && gateways.every(isPrivate)) return
      const mode = 'properties.ddosSettings.protectionMode'
      if (addresses.length > 0 && addresses.every((address) => address.text(mode) === 'enabled')) {
        // DDoS IP Protection: each address has its own, and their networks need none.
        for (const address of addresses)
          yield address.judge(mode, {
            whenUnset: null,
            isGood: (own) => own === 'enabled',
            bad: 'the address is not protected',
          })
        return
      }
      for (const network of estate.ofType('Microsoft.Network/virtualNetworks'))
        yield network.judge('properties.enableDdosProtection', {
          whenUnset: false,
          isGood: (on) => on === true,
          bad: 'the estate has public addresses',
        })
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: { sku: { name: 'WAF_v2', tier: 'WAF_v2' } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: {
              addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
              subnets: [],
              enableDdosProtection: true,
            },
          },
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: { sku: { name: 'WAF_v2', tier: 'WAF_v2' } },
          },
        ],
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'hub',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
          {
            type: 'Microsoft.Network/publicIPAddresses',
            apiVersion: '2024-10-01',
            name: 'outbound',
            location: 'swedencentral',
            sku: { name: 'Standard' },
            properties: {
              publicIPAllocationMethod: 'Static',
              ddosSettings: { protectionMode: 'Enabled' },
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: {
              addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
              subnets: [],
              enableDdosProtection: "[parameters('given')]",
            },
          },
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: { sku: { name: 'WAF_v2', tier: 'WAF_v2' } },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
        ],
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
          {
            type: 'Microsoft.Network/applicationGateways',
            apiVersion: '2024-10-01',
            name: 'entrance',
            location: 'swedencentral',
            properties: {
              sku: { name: 'WAF_v2', tier: 'WAF_v2' },
              frontendIPConfigurations: [
                {
                  name: 'inside',
                  properties: { privateIPAddress: '10.1.0.10', privateIPAllocationMethod: 'Static' },
                },
              ],
            },
          },
        ],
      ],
    },
  },
}
