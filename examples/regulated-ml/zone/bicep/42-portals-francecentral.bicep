// The ways of people to the portals of AI services, in the hub of francecentral.

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-credit-risk-prod-hub-francecentral'
}

resource endpointsSubnetHubFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubFrancecentral
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
resource zoneCognitiveservicesAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
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
resource zoneOpenaiAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
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
resource zoneServicesAiAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'pep-credit-risk-prod-portal-accountaoaiswc-francecentral-f-bp395'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-portal-accountaoaiswc-francecentral-f-bp395-nic'
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
  name: 'pep-credit-risk-prod-portal-accountaoaifrc-francecentral-f-fqmgs'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-portal-accountaoaifrc-francecentral-f-fqmgs-nic'
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
