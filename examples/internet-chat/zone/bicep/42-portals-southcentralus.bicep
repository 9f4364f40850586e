// The ways of people to the portals of AI services, in the hub of southcentralus.

resource hubSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-hub-southcentralus'
}

resource endpointsSubnetHubSouthcentralus 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubSouthcentralus
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
resource zoneCognitiveservicesAzureComHubSouthcentralus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
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
resource zoneOpenaiAzureComHubSouthcentralus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
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
resource zoneServicesAiAzureComHubSouthcentralus 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource zoneCognitiveservicesAzureComHubSouthcentralusLinkSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureComHubSouthcentralus
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

resource zoneOpenaiAzureComHubSouthcentralusLinkSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureComHubSouthcentralus
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

resource zoneServicesAiAzureComHubSouthcentralusLinkSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureComHubSouthcentralus
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiEus2Southcentralus 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-portal-accountaoaieus2-southcentralus-s-h7bvi'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-portal-accountaoaieus2-southcentralus-s-h7bvi-nic'
    subnet: {
      id: endpointsSubnetHubSouthcentralus.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiEus2-southcentralus'
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
resource zoneGroupPortalAccountAoaiEus2Southcentralus 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiEus2Southcentralus
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubSouthcentralus.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubSouthcentralus.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubSouthcentralus.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiScusSouthcentralus 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-portal-accountaoaiscus-southcentralus-s-xf484'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-portal-accountaoaiscus-southcentralus-s-xf484-nic'
    subnet: {
      id: endpointsSubnetHubSouthcentralus.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiScus-southcentralus'
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
resource zoneGroupPortalAccountAoaiScusSouthcentralus 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiScusSouthcentralus
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubSouthcentralus.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubSouthcentralus.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubSouthcentralus.id
        }
      }
    ]
  }
}
