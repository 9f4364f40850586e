// Private DNS zones, one of each name, linked to the networks of every region.

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-francecentral')
  name: 'vnet-credit-risk-prod-francecentral'
}

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-swedencentral')
  name: 'vnet-credit-risk-prod-hub-swedencentral'
}

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-francecentral')
  name: 'vnet-credit-risk-prod-hub-francecentral'
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.azureml.ms'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.core.windows.net'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.file.core.windows.net'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneFrancecentralAzurecontainerappsIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.francecentral.azurecontainerapps.io'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.notebooks.azure.net'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneOpenaiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zonePostgresDatabaseAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.postgres.database.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneRedisAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.redis.azure.net'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneServicesAiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneSwedencentralAzurecontainerappsIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.swedencentral.azurecontainerapps.io'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-11: names of private endpoints resolve to their private addresses.
resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// NET-12: one central zone serves every network.
resource zoneApiAzuremlMsInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneApiAzuremlMs
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneApiAzuremlMsInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneApiAzuremlMs
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneAzurecrIoInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneAzurecrIo
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneBlobCoreWindowsNetInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneBlobCoreWindowsNet
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneBlobCoreWindowsNetInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneBlobCoreWindowsNet
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneBlobCoreWindowsNetInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneBlobCoreWindowsNet
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneBlobCoreWindowsNetInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneBlobCoreWindowsNet
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneCognitiveservicesAzureComInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureCom
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneCognitiveservicesAzureComInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneCognitiveservicesAzureCom
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFileCoreWindowsNetInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFileCoreWindowsNet
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFrancecentralAzurecontainerappsIoInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFrancecentralAzurecontainerappsIo
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFrancecentralAzurecontainerappsIoInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFrancecentralAzurecontainerappsIo
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFrancecentralAzurecontainerappsIoInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFrancecentralAzurecontainerappsIo
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneFrancecentralAzurecontainerappsIoInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneFrancecentralAzurecontainerappsIo
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneNotebooksAzureNetInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneNotebooksAzureNet
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneNotebooksAzureNetInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneNotebooksAzureNet
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneOpenaiAzureComInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureCom
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneOpenaiAzureComInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneOpenaiAzureCom
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zonePostgresDatabaseAzureComInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zonePostgresDatabaseAzureCom
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneRedisAzureNetInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneRedisAzureNet
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneServicesAiAzureComInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureCom
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneServicesAiAzureComInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneServicesAiAzureCom
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSwedencentralAzurecontainerappsIoInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSwedencentralAzurecontainerappsIo
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSwedencentralAzurecontainerappsIoInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSwedencentralAzurecontainerappsIo
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSwedencentralAzurecontainerappsIoInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSwedencentralAzurecontainerappsIo
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneSwedencentralAzurecontainerappsIoInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneSwedencentralAzurecontainerappsIo
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkFrancecentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInHubSwedencentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-hub-swedencentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubSwedencentral.id
    }
  }
}

// NET-12: one central zone serves every network.
resource zoneVaultcoreAzureNetInHubFrancecentral 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zoneVaultcoreAzureNet
  name: 'link-hub-francecentral'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: hubFrancecentral.id
    }
  }
}
