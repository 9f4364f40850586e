// Secrets of the gateway in germanywestcentral, and the share that its journals are on.

@secure()
@description('Content of a keys.json that causeway keys create made: hashes of consumers’ keys.')
param gatewayKeys string

@secure()
@description('Value of env:CAUSEWAY_SIGNING_KEY in the workload file.')
param envCausewaySigningKey string

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'vnet-model-platform-prod-germanywestcentral'
}

resource endpointsSubnetGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkGermanywestcentral
  name: 'snet-endpoints'
}

resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.vaultcore.azure.net'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

resource gatewayIdentityGermanywestcentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'id-model-platform-prod-gateway-germanywestcentral'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

// PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource gatewayVaultGermanywestcentral 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-model-platform-lpydd'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
  }
}

resource gatewaySecretGatewayKeysGermanywestcentral 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultGermanywestcentral
  name: 'gateway-keys'
  properties: {
    value: gatewayKeys
    contentType: 'application/json'
  }
}

resource gatewaySecretEnvCausewaySigningKeyGermanywestcentral 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultGermanywestcentral
  name: 'env-causeway-signing-key'
  properties: {
    value: envCausewaySigningKey
    contentType: 'text/plain'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewayVaultGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-gateway-vault-germanywestcentral-ge-hale'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-gateway-vault-germanywestcentral-ge-hale-nic'
    subnet: {
      id: endpointsSubnetGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-vault-germanywestcentral'
        properties: {
          privateLinkServiceId: gatewayVaultGermanywestcentral.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewayVaultGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewayVaultGermanywestcentral
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
resource diagnosticsGatewayVaultGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: gatewayVaultGermanywestcentral
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

// WAF-04: the gateway reads its own secrets, and writes none.
resource gatewaySecretsInGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gatewayVaultGermanywestcentral
  name: guid(gatewayVaultGermanywestcentral.id, gatewayIdentityGermanywestcentral.id, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: journals are reached over a private endpoint alone.
resource journalAccountGermanywestcentral 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stmodelplatformprodh1fq2'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  kind: 'FileStorage'
  sku: {
    name: 'Premium_ZRS'
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource journalServiceGermanywestcentral 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: journalAccountGermanywestcentral
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: true
      days: 14
    }
    protocolSettings: {
      nfs: {
        encryptionInTransit: {
          required: false
        }
      }
    }
  }
}

resource journalShareGermanywestcentral 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' = {
  parent: journalServiceGermanywestcentral
  name: 'journals'
  properties: {
    enabledProtocols: 'NFS'
    rootSquash: 'NoRootSquash'
    shareQuota: 100
  }
}

// NET-10: it has an address in the network of its region.
resource endpointJournalsGermanywestcentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-journals-germanywestcentral-germany-u4bb'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-journals-germanywestcentral-germany-u4bb-nic'
    subnet: {
      id: endpointsSubnetGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'journals-germanywestcentral'
        properties: {
          privateLinkServiceId: journalAccountGermanywestcentral.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalShareGermanywestcentral
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupJournalsGermanywestcentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointJournalsGermanywestcentral
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
resource diagnosticsJournalsGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: journalAccountGermanywestcentral
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
