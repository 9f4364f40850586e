// The ways of people to the portals of AI services, in the hub of eastus2.

resource hubEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-hub-eastus2'
}

resource endpointsSubnetHubEastus2 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubEastus2
  name: 'snet-endpoints'
}

resource accountAoaiEus2 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ai-eastus2')
  name: 'aif-shop-chat-prod-aoai-eus2-t70td'
}

resource accountAoaiScus 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ai-southcentralus')
  name: 'aif-shop-chat-prod-aoai-scus-ezjdd'
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneCognitiveservicesAzureComHubEastus2 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneOpenaiAzureComHubEastus2 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneServicesAiAzureComHubEastus2 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource zoneCognitiveservicesAzureComHubEastus2LinkEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureComHubEastus2
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

resource zoneOpenaiAzureComHubEastus2LinkEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureComHubEastus2
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

resource zoneServicesAiAzureComHubEastus2LinkEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureComHubEastus2
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiEus2Eastus2 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-portal-accountaoaieus2-eastus2-eastus2-jhwv2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-portal-accountaoaieus2-eastus2-eastus2-jhwv2-nic'
    subnet: {
      id: endpointsSubnetHubEastus2.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiEus2-eastus2'
        properties: {
          privateLinkServiceId: accountAoaiEus2.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountAoaiEus2Eastus2 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiEus2Eastus2
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubEastus2.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubEastus2.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubEastus2.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiScusEastus2 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-portal-accountaoaiscus-eastus2-eastus2-ulxck'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-portal-accountaoaiscus-eastus2-eastus2-ulxck-nic'
    subnet: {
      id: endpointsSubnetHubEastus2.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiScus-eastus2'
        properties: {
          privateLinkServiceId: accountAoaiScus.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountAoaiScusEastus2 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiScusEastus2
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubEastus2.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubEastus2.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubEastus2.id
        }
      }
    ]
  }
}
