// The ways of people to the portals of AI services, in the hub of francecentral.

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shelf-helper-prod-hub-francecentral'
}

resource endpointsSubnetHubFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubFrancecentral
  name: 'snet-endpoints'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ai-swedencentral')
  name: 'aif-shelf-helper-prod-aoai-swc-a9okt'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ai-francecentral')
  name: 'aif-shelf-helper-prod-aoai-frc-z8btu'
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneCognitiveservicesAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneOpenaiAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneServicesAiAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource zoneCognitiveservicesAzureComHubFrancecentralLinkFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureComHubFrancecentral
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

resource zoneOpenaiAzureComHubFrancecentralLinkFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureComHubFrancecentral
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

resource zoneServicesAiAzureComHubFrancecentralLinkFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureComHubFrancecentral
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiSwcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shelf-helper-prod-portal-accountaoaiswc-francecentral-g3efa'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shelf-helper-prod-portal-accountaoaiswc-francecentral-g3efa-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiSwc-francecentral'
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
resource zoneGroupPortalAccountAoaiSwcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiSwcFrancecentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubFrancecentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubFrancecentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubFrancecentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountAoaiFrcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shelf-helper-prod-portal-accountaoaifrc-francecentral-lnjxh'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shelf-helper-prod-portal-accountaoaifrc-francecentral-lnjxh-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountAoaiFrc-francecentral'
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
resource zoneGroupPortalAccountAoaiFrcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountAoaiFrcFrancecentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubFrancecentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubFrancecentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubFrancecentral.id
        }
      }
    ]
  }
}
