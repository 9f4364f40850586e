// Secrets of the gateway in eastus2, and the share that its journals are on.

@secure()
@description('Content of a keys.json that causeway keys create made: hashes of consumers’ keys.')
param gatewayKeys string

@secure()
@description('Value of env:CAUSEWAY_SIGNING_KEY in the workload file.')
param envCausewaySigningKey string

@secure()
@description('Certificate of the entrance with its key: a PFX without a password, in base64.')
param entranceCertificate string

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

resource endpointsSubnetEastus2 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkEastus2
  name: 'snet-endpoints'
}

resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.vaultcore.azure.net'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

resource gatewayIdentityEastus2 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'id-shop-chat-prod-gateway-eastus2'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

// PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource gatewayVaultEastus2 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-shop-chat-prod-j346e'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
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

resource gatewaySecretGatewayKeysEastus2 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultEastus2
  name: 'gateway-keys'
  properties: {
    value: gatewayKeys
    contentType: 'application/json'
  }
}

resource gatewaySecretEnvCausewaySigningKeyEastus2 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultEastus2
  name: 'env-causeway-signing-key'
  properties: {
    value: envCausewaySigningKey
    contentType: 'text/plain'
  }
}

resource gatewaySecretEntranceCertificateEastus2 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultEastus2
  name: 'entrance-certificate'
  properties: {
    value: entranceCertificate
    contentType: 'application/x-pkcs12'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewayVaultEastus2 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-gateway-vault-eastus2-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-gateway-vault-eastus2-eastus2-nic'
    subnet: {
      id: endpointsSubnetEastus2.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-vault-eastus2'
        properties: {
          privateLinkServiceId: gatewayVaultEastus2.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewayVaultEastus2 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewayVaultEastus2
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
resource diagnosticsGatewayVaultEastus2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: gatewayVaultEastus2
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
resource gatewaySecretsInEastus2 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gatewayVaultEastus2
  name: guid(gatewayVaultEastus2.id, gatewayIdentityEastus2.id, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: gatewayIdentityEastus2.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: journals are reached over a private endpoint alone.
resource journalAccountEastus2 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stshopchatprodjournq9zfv'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
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

resource journalServiceEastus2 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: journalAccountEastus2
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

resource journalShareEastus2 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' = {
  parent: journalServiceEastus2
  name: 'journals'
  properties: {
    enabledProtocols: 'NFS'
    rootSquash: 'NoRootSquash'
    shareQuota: 100
  }
}

// NET-10: it has an address in the network of its region.
resource endpointJournalsEastus2 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-journals-eastus2-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-journals-eastus2-eastus2-nic'
    subnet: {
      id: endpointsSubnetEastus2.id
    }
    privateLinkServiceConnections: [
      {
        name: 'journals-eastus2'
        properties: {
          privateLinkServiceId: journalAccountEastus2.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalShareEastus2
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupJournalsEastus2 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointJournalsEastus2
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
resource diagnosticsJournalsEastus2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: journalAccountEastus2
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
