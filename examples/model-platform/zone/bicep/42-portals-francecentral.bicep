// The ways of people to the portals of AI services, in the hub of francecentral.

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-hub-francecentral'
}

resource endpointsSubnetHubFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubFrancecentral
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
resource zoneCognitiveservicesAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneOpenaiAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

// NET-11: names of endpoints for people resolve to their private addresses.
resource zoneServicesAiAzureComHubFrancecentral 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
resource endpointPortalAccountLiveSwcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountliveswc-francecentra-nkjgk'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountliveswc-francecentra-nkjgk-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountLiveSwc-francecentral'
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
resource zoneGroupPortalAccountLiveSwcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountLiveSwcFrancecentral
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
resource endpointPortalAccountNightSwcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountnightswc-francecentr-ocz91'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountnightswc-francecentr-ocz91-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountNightSwc-francecentral'
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
resource zoneGroupPortalAccountNightSwcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountNightSwcFrancecentral
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
resource endpointPortalAccountLiveFrcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountlivefrc-francecentra-ygu7y'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountlivefrc-francecentra-ygu7y-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountLiveFrc-francecentral'
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
resource zoneGroupPortalAccountLiveFrcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountLiveFrcFrancecentral
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
resource endpointPortalAccountNightFrcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountnightfrc-francecentr-f8bab'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountnightfrc-francecentr-f8bab-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountNightFrc-francecentral'
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
resource zoneGroupPortalAccountNightFrcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountNightFrcFrancecentral
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
resource endpointPortalAccountLiveGwcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountlivegwc-francecentra-iiqey'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountlivegwc-francecentra-iiqey-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountLiveGwc-francecentral'
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
resource zoneGroupPortalAccountLiveGwcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountLiveGwcFrancecentral
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
resource endpointPortalAccountNightGwcFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-portal-accountnightgwc-francecentr-mrc3x'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-portal-accountnightgwc-francecentr-mrc3x-nic'
    subnet: {
      id: endpointsSubnetHubFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'portal-accountNightGwc-francecentral'
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
resource zoneGroupPortalAccountNightGwcFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPortalAccountNightGwcFrancecentral
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
