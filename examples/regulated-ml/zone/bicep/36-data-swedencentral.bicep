// Stores of data, private and without keys, and who may reach them, in swedencentral.

resource keyIdentityApplications 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-credit-risk-prod-key-applications-swedencentral'
}

resource keyVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-credit-risk-pro-ri4c4'
}

resource identityScoring 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'id-credit-risk-prod-scoring'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
}

resource zoneBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.blob.core.windows.net'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'log-credit-risk-prod'
}

resource keyIdentityMlMainFiles 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-credit-risk-prod-key-ml-main-files-swedencentral'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.vaultcore.azure.net'
}

resource keyIdentityMlMainImages 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-credit-risk-prod-key-ml-main-images-swedencentral'
}

resource keyMlMainImages 'Microsoft.KeyVault/vaults/keys@2026-02-01' existing = {
  parent: keyVaultSwedencentral
  name: 'key-credit-risk-prod-ml-main-images'
}

resource zoneAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.azurecr.io'
}

// PNET-08: it is reached over its private endpoints alone.
// WAF-03: its key is yours.
// REL-15: its content is kept in a second region.
resource storeApplications 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcreditriskprodapphkm1x'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  kind: 'StorageV2'
  sku: {
    name: 'Standard_RAGZRS'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${keyIdentityApplications.id}': {}
    }
  }
  properties: {
    accessTier: 'Hot'
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    encryption: {
      keySource: 'Microsoft.Keyvault'
      identity: {
        userAssignedIdentity: keyIdentityApplications.id
      }
      keyvaultproperties: {
        keyname: 'key-credit-risk-prod-applications'
        keyvaulturi: keyVaultSwedencentral.properties.vaultUri
      }
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
        queue: {
          enabled: true
          keyType: 'Account'
        }
        table: {
          enabled: true
          keyType: 'Account'
        }
      }
      requireInfrastructureEncryption: true
    }
  }
}

resource storeApplicationsBlob 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: storeApplications
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    isVersioningEnabled: true
    changeFeed: {
      enabled: true
      retentionInDays: 30
    }
  }
}

// WAF-04: scoring reads it, and may do nothing else there.
resource grantApplicationsToScoringStorageBlobDataReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeApplications
  name: guid(storeApplications.id, identityScoring.id, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
    principalId: identityScoring.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointApplicationsBlob 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-applications-blob-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-applications-blob-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'applications-blob'
        properties: {
          privateLinkServiceId: storeApplications.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeApplicationsBlob
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupApplicationsBlob 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointApplicationsBlob
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

// NET-18: what happens there is in the logs.
resource diagnosticsStoreApplications 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeApplications
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreApplicationsBlob 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeApplicationsBlob
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// PNET-08: it is reached over its private endpoints alone.
// WAF-03: its key is yours.
// REL-15: its content is kept in a second region.
resource storeMlMainFiles 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcreditriskprodmlma2lg8'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  kind: 'StorageV2'
  sku: {
    name: 'Standard_RAGZRS'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${keyIdentityMlMainFiles.id}': {}
    }
  }
  properties: {
    accessTier: 'Hot'
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    encryption: {
      keySource: 'Microsoft.Keyvault'
      identity: {
        userAssignedIdentity: keyIdentityMlMainFiles.id
      }
      keyvaultproperties: {
        keyname: 'key-credit-risk-prod-ml-main-files'
        keyvaulturi: keyVaultSwedencentral.properties.vaultUri
      }
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
        queue: {
          enabled: true
          keyType: 'Account'
        }
        table: {
          enabled: true
          keyType: 'Account'
        }
      }
      requireInfrastructureEncryption: true
    }
  }
}

resource storeMlMainFilesBlob 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: storeMlMainFiles
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    isVersioningEnabled: true
    changeFeed: {
      enabled: true
      retentionInDays: 30
    }
  }
}

resource storeMlMainFilesFile 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: storeMlMainFiles
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
  }
}

// NET-10: it has an address in the network of its region.
resource endpointMlMainFilesBlob 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-ml-main-files-blob-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-ml-main-files-blob-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ml-main-files-blob'
        properties: {
          privateLinkServiceId: storeMlMainFiles.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeMlMainFilesBlob
    storeMlMainFilesFile
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupMlMainFilesBlob 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMlMainFilesBlob
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

// NET-10: it has an address in the network of its region.
resource endpointMlMainFilesFile 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-ml-main-files-file-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-ml-main-files-file-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ml-main-files-file'
        properties: {
          privateLinkServiceId: storeMlMainFiles.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeMlMainFilesBlob
    storeMlMainFilesFile
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupMlMainFilesFile 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMlMainFilesFile
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-file-core-windows-net'
        properties: {
          privateDnsZoneId: zoneFileCoreWindowsNet.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreMlMainFiles 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainFiles
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreMlMainFilesBlob 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainFilesBlob
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreMlMainFilesFile 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainFilesFile
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// PNET-08: it is reached over its private endpoint alone.
resource storeMlMainSecrets 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-credit-risk-pro-sy21k'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
  }
}

// NET-10: it has an address in the network of its region.
resource endpointMlMainSecretsVault 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-ml-main-secrets-vault-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-ml-main-secrets-vault-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ml-main-secrets-vault'
        properties: {
          privateLinkServiceId: storeMlMainSecrets.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupMlMainSecretsVault 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMlMainSecretsVault
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-vaultcore-azure-net'
        properties: {
          privateDnsZoneId: zoneVaultcoreAzureNet.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreMlMainSecrets 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainSecrets
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// PNET-08: it is reached over its private endpoint alone.
// WAF-03: its key is yours.
resource storeMlMainImages 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crcreditriskprodmlmainimagesswedencentrala4hzj'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  sku: {
    name: 'Premium'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${keyIdentityMlMainImages.id}': {}
    }
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: 'Disabled'
    networkRuleBypassOptions: 'None'
    dataEndpointEnabled: true
    zoneRedundancy: 'Enabled'
    policies: {
      exportPolicy: {
        status: 'disabled'
      }
    }
    encryption: {
      status: 'enabled'
      keyVaultProperties: {
        keyIdentifier: keyMlMainImages.properties.keyUri
        identity: keyIdentityMlMainImages.properties.clientId
      }
    }
  }
}

// REL-16: images of models are pulled there when the first region is lost.
resource storeMlMainImagesReplication 'Microsoft.ContainerRegistry/registries/replications@2025-11-01' = {
  parent: storeMlMainImages
  name: 'francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    regionEndpointEnabled: true
    zoneRedundancy: 'Enabled'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointMlMainImagesRegistry 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-ml-main-images-registry-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-ml-main-images-registry-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ml-main-images-registry'
        properties: {
          privateLinkServiceId: storeMlMainImages.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeMlMainImagesReplication
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupMlMainImagesRegistry 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMlMainImagesRegistry
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-azurecr-io'
        properties: {
          privateDnsZoneId: zoneAzurecrIo.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreMlMainImages 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainImages
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
