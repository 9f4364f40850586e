// Ways from francecentral to what Azure copies of the data of other regions.

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-net-francecentral')
  name: 'vnet-policy-assistant-prod-francecentral'
}

resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
  name: 'snet-endpoints'
}

resource storePolicies 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-swedencentral')
  name: 'stpolicyassistantprnxpjj'
}

resource zoneBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.blob.core.windows.net'
}

// NET-10: it has an address in the network of its region.
resource endpointPoliciesBlobSecondary 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-policy-assistant-prod-policies-blob-secondary-francece-h2mul'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    customNetworkInterfaceName: 'pep-policy-assistant-prod-policies-blob-secondary-francece-h2mul-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'policies-blob_secondary'
        properties: {
          privateLinkServiceId: storePolicies.id
          groupIds: [
            'blob_secondary'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPoliciesBlobSecondary 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPoliciesBlobSecondary
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-blob-core-windows-net'
        properties: {
          privateDnsZoneId: zoneBlobCoreWindowsNet.id
        }
      }
    ]
  }
}
