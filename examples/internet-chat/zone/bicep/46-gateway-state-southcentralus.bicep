// Secrets of the gateway in southcentralus, and the share that its journals are on.

@secure()
@description('Content of a keys.json that causeway keys create made: hashes of consumers’ keys.')
param gatewayKeys string

@secure()
@description('Value of env:CAUSEWAY_SIGNING_KEY in the workload file.')
param envCausewaySigningKey string

@secure()
@description('Certificate of the entrance with its key: a PFX without a password, in base64.')
param entranceCertificate string

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'vnet-shop-chat-prod-southcentralus'
}

resource endpointsSubnetSouthcentralus 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSouthcentralus
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

resource gatewayIdentitySouthcentralus 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'id-shop-chat-prod-gateway-southcentralus'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

// PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource gatewayVaultSouthcentralus 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-shop-chat-prod-qgjzx'
  location: 'southcentralus'
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

resource gatewaySecretGatewayKeysSouthcentralus 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultSouthcentralus
  name: 'gateway-keys'
  properties: {
    value: gatewayKeys
    contentType: 'application/json'
  }
}

resource gatewaySecretEnvCausewaySigningKeySouthcentralus 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultSouthcentralus
  name: 'env-causeway-signing-key'
  properties: {
    value: envCausewaySigningKey
    contentType: 'text/plain'
  }
}

resource gatewaySecretEntranceCertificateSouthcentralus 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultSouthcentralus
  name: 'entrance-certificate'
  properties: {
    value: entranceCertificate
    contentType: 'application/x-pkcs12'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewayVaultSouthcentralus 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-gateway-vault-southcentralus-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-gateway-vault-southcentralus-southcentralus-nic'
    subnet: {
      id: endpointsSubnetSouthcentralus.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-vault-southcentralus'
        properties: {
          privateLinkServiceId: gatewayVaultSouthcentralus.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewayVaultSouthcentralus 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewayVaultSouthcentralus
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
resource diagnosticsGatewayVaultSouthcentralus 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: gatewayVaultSouthcentralus
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
resource gatewaySecretsInSouthcentralus 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gatewayVaultSouthcentralus
  name: guid(gatewayVaultSouthcentralus.id, gatewayIdentitySouthcentralus.id, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: gatewayIdentitySouthcentralus.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: journals are reached over a private endpoint alone.
resource journalAccountSouthcentralus 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stshopchatprodjourneiamk'
  location: 'southcentralus'
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

resource journalServiceSouthcentralus 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: journalAccountSouthcentralus
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

resource journalShareSouthcentralus 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' = {
  parent: journalServiceSouthcentralus
  name: 'journals'
  properties: {
    enabledProtocols: 'NFS'
    rootSquash: 'NoRootSquash'
    shareQuota: 100
  }
}

// NET-10: it has an address in the network of its region.
resource endpointJournalsSouthcentralus 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-journals-southcentralus-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-journals-southcentralus-southcentralus-nic'
    subnet: {
      id: endpointsSubnetSouthcentralus.id
    }
    privateLinkServiceConnections: [
      {
        name: 'journals-southcentralus'
        properties: {
          privateLinkServiceId: journalAccountSouthcentralus.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalShareSouthcentralus
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupJournalsSouthcentralus 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointJournalsSouthcentralus
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
resource diagnosticsJournalsSouthcentralus 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: journalAccountSouthcentralus
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
