// The ways of people to the portals of AI services, in the hub of germanywestcentral.

resource hubGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-hub-germanywestcentral'
}

resource endpointsSubnetHubGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubGermanywestcentral
  name: 'snet-endpoints'
}

resource accountLiveSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-swedencentral')
  name: 'aif-model-platform-prod-live-swc-jfz7d'
}

resource accountNightSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-swedencentral')
  name: 'aif-model-platform-prod-night-swc-cyqly'
}

resource accountLiveFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-francecentral')
  name: 'aif-model-platform-prod-live-frc-aayq0'
}

resource accountNightFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-francecentral')
  name: 'aif-model-platform-prod-night-frc-tya3q'
}

resource accountLiveGwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-germanywestcentral')
  name: 'aif-model-platform-prod-live-gwc-r4qzl'
}

resource accountNightGwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-germanywestcentral')
  name: 'aif-model-platform-prod-night-gwc-h51nf'
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneCognitiveservicesAzureComHubGermanywestcentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneOpenaiAzureComHubGermanywestcentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneServicesAiAzureComHubGermanywestcentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource zoneCognitiveservicesAzureComHubGermanywestcentralLinkGermanywestcentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureComHubGermanywestcentral
  name: 'link-hub-germanywestcentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubGermanywestcentral.id
    }
  }
}

resource zoneOpenaiAzureComHubGermanywestcentralLinkGermanywestcentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureComHubGermanywestcentral
  name: 'link-hub-germanywestcentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubGermanywestcentral.id
    }
  }
}

resource zoneServicesAiAzureComHubGermanywestcentralLinkGermanywestcentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureComHubGermanywestcentral
  name: 'link-hub-germanywestcentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubGermanywestcentral.id
    }
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountLiveSwcGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountliveswc-germanywestc-unhbd'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountliveswc-germanywestc-unhbd-nic'
    subnet: {
      id: endpointsSubnetHubGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountLiveSwc-germanywestcentral'
        properties: {
          privateLinkServiceId: accountLiveSwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountLiveSwcGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountLiveSwcGermanywestcentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubGermanywestcentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountNightSwcGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountnightswc-germanywest-g5w3j'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountnightswc-germanywest-g5w3j-nic'
    subnet: {
      id: endpointsSubnetHubGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountNightSwc-germanywestcentral'
        properties: {
          privateLinkServiceId: accountNightSwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountNightSwcGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountNightSwcGermanywestcentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubGermanywestcentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountLiveFrcGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountlivefrc-germanywestc-vt6yz'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountlivefrc-germanywestc-vt6yz-nic'
    subnet: {
      id: endpointsSubnetHubGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountLiveFrc-germanywestcentral'
        properties: {
          privateLinkServiceId: accountLiveFrc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountLiveFrcGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountLiveFrcGermanywestcentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubGermanywestcentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountNightFrcGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountnightfrc-germanywest-qjjyx'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountnightfrc-germanywest-qjjyx-nic'
    subnet: {
      id: endpointsSubnetHubGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountNightFrc-germanywestcentral'
        properties: {
          privateLinkServiceId: accountNightFrc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountNightFrcGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountNightFrcGermanywestcentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubGermanywestcentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountLiveGwcGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountlivegwc-germanywestc-km6l9'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountlivegwc-germanywestc-km6l9-nic'
    subnet: {
      id: endpointsSubnetHubGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountLiveGwc-germanywestcentral'
        properties: {
          privateLinkServiceId: accountLiveGwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountLiveGwcGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountLiveGwcGermanywestcentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubGermanywestcentral.id
        }
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
// PNET-10: people reach its portal privately.
resource endpointPortalAccountNightGwcGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountnightgwc-germanywest-kgqim'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountnightgwc-germanywest-kgqim-nic'
    subnet: {
      id: endpointsSubnetHubGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountNightGwc-germanywestcentral'
        properties: {
          privateLinkServiceId: accountNightGwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPortalAccountNightGwcGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountNightGwcGermanywestcentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: zoneCognitiveservicesAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: zoneOpenaiAzureComHubGermanywestcentral.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: zoneServicesAiAzureComHubGermanywestcentral.id
        }
      }
    ]
  }
}
