// Private DNS zones, one of each name, linked to the networks of every region.

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'vnet-shop-chat-prod-southcentralus'
}

resource hubEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-eastus2')
  name: 'vnet-shop-chat-prod-hub-eastus2'
}

resource hubSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-southcentralus')
  name: 'vnet-shop-chat-prod-hub-southcentralus'
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneEastus2AzurecontainerappsIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.eastus2.azurecontainerapps.io'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.file.core.windows.net'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneOpenaiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zonePostgresDatabaseAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.postgres.database.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneRedisAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.redis.azure.net'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneSearchWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.search.windows.net'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneServicesAiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneSouthcentralusAzurecontainerappsIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.southcentralus.azurecontainerapps.io'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneCognitiveservicesAzureComInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureCom
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneCognitiveservicesAzureComInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureCom
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneEastus2AzurecontainerappsIoInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneEastus2AzurecontainerappsIo
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneEastus2AzurecontainerappsIoInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneEastus2AzurecontainerappsIo
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneEastus2AzurecontainerappsIoInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneEastus2AzurecontainerappsIo
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneEastus2AzurecontainerappsIoInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneEastus2AzurecontainerappsIo
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneOpenaiAzureComInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureCom
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneOpenaiAzureComInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureCom
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSearchWindowsNetInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSearchWindowsNet
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSearchWindowsNetInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSearchWindowsNet
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSearchWindowsNetInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSearchWindowsNet
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSearchWindowsNetInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSearchWindowsNet
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneServicesAiAzureComInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureCom
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneServicesAiAzureComInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureCom
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSouthcentralusAzurecontainerappsIoInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSouthcentralusAzurecontainerappsIo
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSouthcentralusAzurecontainerappsIoInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSouthcentralusAzurecontainerappsIo
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSouthcentralusAzurecontainerappsIoInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSouthcentralusAzurecontainerappsIo
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSouthcentralusAzurecontainerappsIoInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSouthcentralusAzurecontainerappsIo
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSouthcentralus.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInHubEastus2 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-hub-eastus2'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubEastus2.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInHubSouthcentralus 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-hub-southcentralus'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSouthcentralus.id
    }
  }
}
