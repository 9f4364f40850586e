// The ways of people to the portals of AI services, in the hub of swedencentral.

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-credit-risk-prod-hub-swedencentral'
}

resource endpointsSubnetHubSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubSwedencentral
  name: 'snet-endpoints'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'aif-credit-risk-prod-aoai-swc-ibetm'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-francecentral')
  name: 'aif-credit-risk-prod-aoai-frc-ved3n'
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneCognitiveservicesAzureComHubSwedencentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneOpenaiAzureComHubSwedencentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneServicesAiAzureComHubSwedencentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource zoneCognitiveservicesAzureComHubSwedencentralLinkSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureComHubSwedencentral
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

resource zoneOpenaiAzureComHubSwedencentralLinkSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureComHubSwedencentral
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

resource zoneServicesAiAzureComHubSwedencentralLinkSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureComHubSwedencentral
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiSwcSwedencentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-portal-accountaoaiswc-swedencentral-s-kfuwu'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-portal-accountaoaiswc-swedencentral-s-kfuwu-nic'
    subnet: {
      id: endpointsSubnetHubSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiSwc-swedencentral'
        properties: {
          privateLinkServiceId: accountAoaiSwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountAoaiSwcSwedencentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiSwcSwedencentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubSwedencentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubSwedencentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubSwedencentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiFrcSwedencentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-portal-accountaoaifrc-swedencentral-s-h6hm1'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-portal-accountaoaifrc-swedencentral-s-h6hm1-nic'
    subnet: {
      id: endpointsSubnetHubSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiFrc-swedencentral'
        properties: {
          privateLinkServiceId: accountAoaiFrc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountAoaiFrcSwedencentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiFrcSwedencentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubSwedencentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubSwedencentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubSwedencentral.id
        }
      }
    ]
  }
}
