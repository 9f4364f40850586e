// Secrets of the gateway in swedencentral, and the share that its journals are on.

@secure()
@description('Content of a keys.json that causeway keys create made: hashes of consumers’ keys.')
param gatewayKeys string

@secure()
@description('Value of env:CAUSEWAY_SIGNING_KEY in the workload file.')
param envCausewaySigningKey string

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
}

resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.vaultcore.azure.net'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'log-credit-risk-prod'
}

resource gatewayIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'id-credit-risk-prod-gateway-swedencentral'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

// PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource gatewayVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-credit-risk-pro-s6ixn'
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

resource gatewaySecretGatewayKeysSwedencentral 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultSwedencentral
  name: 'gateway-keys'
  properties: {
    value: gatewayKeys
    contentType: 'application/json'
  }
}

resource gatewaySecretEnvCausewaySigningKeySwedencentral 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultSwedencentral
  name: 'env-causeway-signing-key'
  properties: {
    value: envCausewaySigningKey
    contentType: 'text/plain'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewayVaultSwedencentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-gateway-vault-swedencentral-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-gateway-vault-swedencentral-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-vault-swedencentral'
        properties: {
          privateLinkServiceId: gatewayVaultSwedencentral.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewayVaultSwedencentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewayVaultSwedencentral
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
resource diagnosticsGatewayVaultSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: gatewayVaultSwedencentral
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
resource gatewaySecretsInSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gatewayVaultSwedencentral
  name: guid(gatewayVaultSwedencentral.id, gatewayIdentitySwedencentral.id, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: journals are reached over a private endpoint alone.
resource journalAccountSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcreditriskprodjouf0t13'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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

resource journalServiceSwedencentral 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: journalAccountSwedencentral
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

resource journalShareSwedencentral 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' = {
  parent: journalServiceSwedencentral
  name: 'journals'
  properties: {
    enabledProtocols: 'NFS'
    rootSquash: 'NoRootSquash'
    shareQuota: 100
  }
}

// NET-10: it has an address in the network of its region.
resource endpointJournalsSwedencentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-journals-swedencentral-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-journals-swedencentral-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'journals-swedencentral'
        properties: {
          privateLinkServiceId: journalAccountSwedencentral.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalShareSwedencentral
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupJournalsSwedencentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointJournalsSwedencentral
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
resource diagnosticsJournalsSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: journalAccountSwedencentral
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
