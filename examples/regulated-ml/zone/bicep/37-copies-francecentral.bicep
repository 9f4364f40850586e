// Copies of stores of other regions, to go on with when those are lost, in francecentral.

resource keyIdentityApplicationsCopy 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-credit-risk-prod-key-applications-copy-francecentral'
}

resource keyVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-credit-risk-pro-b60m1'
}

resource identityScoring 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'id-credit-risk-prod-scoring'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-francecentral')
  name: 'vnet-credit-risk-prod-francecentral'
}

resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
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

resource keyIdentityMlMainFilesCopy 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-credit-risk-prod-key-ml-main-files-copy-francecentral'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

// PNET-08: it is reached over its private endpoints alone.
// WAF-03: its key is yours.
// REL-15: it takes the copy that the file asks for.
resource storeApplicationsCopy 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcreditriskprodappefrfn'
  location: 'francecentral'
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
      '${keyIdentityApplicationsCopy.id}': {}
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
        userAssignedIdentity: keyIdentityApplicationsCopy.id
      }
      keyvaultproperties: {
        keyname: 'key-credit-risk-prod-applications-copy'
        keyvaulturi: keyVaultFrancecentral.properties.vaultUri
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

resource storeApplicationsCopyBlob 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: storeApplicationsCopy
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
resource grantApplicationsCopyToScoringStorageBlobDataReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeApplicationsCopy
  name: guid(storeApplicationsCopy.id, identityScoring.id, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
    principalId: identityScoring.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointApplicationsCopyBlob 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-applications-copy-blob-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-applications-copy-blob-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'applications-copy-blob'
        properties: {
          privateLinkServiceId: storeApplicationsCopy.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeApplicationsCopyBlob
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupApplicationsCopyBlob 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointApplicationsCopyBlob
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
resource diagnosticsStoreApplicationsCopy 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeApplicationsCopy
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
resource diagnosticsStoreApplicationsCopyBlob 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeApplicationsCopyBlob
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
// REL-15: it takes the copy that the file asks for.
resource storeMlMainFilesCopy 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcreditriskprodmlmuvywm'
  location: 'francecentral'
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
      '${keyIdentityMlMainFilesCopy.id}': {}
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
        userAssignedIdentity: keyIdentityMlMainFilesCopy.id
      }
      keyvaultproperties: {
        keyname: 'key-credit-risk-prod-ml-main-files-copy'
        keyvaulturi: keyVaultFrancecentral.properties.vaultUri
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

resource storeMlMainFilesCopyBlob 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: storeMlMainFilesCopy
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

resource storeMlMainFilesCopyFile 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: storeMlMainFilesCopy
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
  }
}

// NET-10: it has an address in the network of its region.
resource endpointMlMainFilesCopyBlob 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-ml-main-files-copy-blob-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-ml-main-files-copy-blob-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ml-main-files-copy-blob'
        properties: {
          privateLinkServiceId: storeMlMainFilesCopy.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeMlMainFilesCopyBlob
    storeMlMainFilesCopyFile
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupMlMainFilesCopyBlob 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMlMainFilesCopyBlob
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
resource endpointMlMainFilesCopyFile 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-ml-main-files-copy-file-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-ml-main-files-copy-file-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ml-main-files-copy-file'
        properties: {
          privateLinkServiceId: storeMlMainFilesCopy.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storeMlMainFilesCopyBlob
    storeMlMainFilesCopyFile
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupMlMainFilesCopyFile 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMlMainFilesCopyFile
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
resource diagnosticsStoreMlMainFilesCopy 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainFilesCopy
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
resource diagnosticsStoreMlMainFilesCopyBlob 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainFilesCopyBlob
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
resource diagnosticsStoreMlMainFilesCopyFile 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeMlMainFilesCopyFile
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
