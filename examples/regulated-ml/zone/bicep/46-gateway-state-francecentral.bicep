// Secrets of the gateway in francecentral, and the share that its journals are on.

@secure()
@description('Content of a keys.json that causeway keys create made: hashes of consumers’ keys.')
param gatewayKeys string

@secure()
@description('Value of env:CAUSEWAY_SIGNING_KEY in the workload file.')
param envCausewaySigningKey string

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-francecentral')
  name: 'vnet-credit-risk-prod-francecentral'
}

resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
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

resource gatewayIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'id-credit-risk-prod-gateway-francecentral'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

// PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource gatewayVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-credit-risk-pro-oduzy'
  location: 'francecentral'
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

resource gatewaySecretGatewayKeysFrancecentral 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultFrancecentral
  name: 'gateway-keys'
  properties: {
    value: gatewayKeys
    contentType: 'application/json'
  }
}

resource gatewaySecretEnvCausewaySigningKeyFrancecentral 'Microsoft.KeyVault/vaults/secrets@2026-02-01' = {
  parent: gatewayVaultFrancecentral
  name: 'env-causeway-signing-key'
  properties: {
    value: envCausewaySigningKey
    contentType: 'text/plain'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewayVaultFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-gateway-vault-francecentral-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-gateway-vault-francecentral-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-vault-francecentral'
        properties: {
          privateLinkServiceId: gatewayVaultFrancecentral.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewayVaultFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewayVaultFrancecentral
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
resource diagnosticsGatewayVaultFrancecentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: gatewayVaultFrancecentral
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
resource gatewaySecretsInFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gatewayVaultFrancecentral
  name: guid(gatewayVaultFrancecentral.id, gatewayIdentityFrancecentral.id, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: journals are reached over a private endpoint alone.
resource journalAccountFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stcreditriskprodjouad3bv'
  location: 'francecentral'
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

resource journalServiceFrancecentral 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' = {
  parent: journalAccountFrancecentral
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

resource journalShareFrancecentral 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' = {
  parent: journalServiceFrancecentral
  name: 'journals'
  properties: {
    enabledProtocols: 'NFS'
    rootSquash: 'NoRootSquash'
    shareQuota: 100
  }
}

// NET-10: it has an address in the network of its region.
resource endpointJournalsFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-journals-francecentral-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-journals-francecentral-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'journals-francecentral'
        properties: {
          privateLinkServiceId: journalAccountFrancecentral.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalShareFrancecentral
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupJournalsFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointJournalsFrancecentral
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
resource diagnosticsJournalsFrancecentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: journalAccountFrancecentral
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
