// Keys that content in swedencentral is encrypted with, and the identities that may use them.

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

// PNET-08: it is reached over its private endpoint alone.
// WAF-03: it keeps the keys that confidential content is encrypted with.
resource keyVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-credit-risk-pro-ri4c4'
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
      bypass: 'AzureServices'
    }
  }
}

resource keyIdentityApplications 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-credit-risk-prod-key-applications-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// WAF-03: who takes it away takes the content away; Azure renews it in time.
resource keyApplications 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: keyVaultSwedencentral
  name: 'key-credit-risk-prod-applications'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    rotationPolicy: {
      attributes: {
        expiryTime: 'P2Y'
      }
      lifetimeActions: [
        {
          trigger: {
            timeBeforeExpiry: 'P30D'
          }
          action: {
            type: 'rotate'
          }
        }
      ]
    }
  }
}

// WAF-04: it may encrypt with this key, and do nothing else in the vault.
resource keyGrantApplications 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyApplications
  name: guid(keyApplications.id, keyIdentityApplications.id, 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
    principalId: keyIdentityApplications.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource keyIdentityMlMainFiles 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-credit-risk-prod-key-ml-main-files-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// WAF-03: who takes it away takes the content away; Azure renews it in time.
resource keyMlMainFiles 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: keyVaultSwedencentral
  name: 'key-credit-risk-prod-ml-main-files'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    rotationPolicy: {
      attributes: {
        expiryTime: 'P2Y'
      }
      lifetimeActions: [
        {
          trigger: {
            timeBeforeExpiry: 'P30D'
          }
          action: {
            type: 'rotate'
          }
        }
      ]
    }
  }
}

// WAF-04: it may encrypt with this key, and do nothing else in the vault.
resource keyGrantMlMainFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyMlMainFiles
  name: guid(keyMlMainFiles.id, keyIdentityMlMainFiles.id, 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
    principalId: keyIdentityMlMainFiles.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource keyIdentityMlMainImages 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-credit-risk-prod-key-ml-main-images-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// WAF-03: who takes it away takes the content away; Azure renews it in time.
resource keyMlMainImages 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: keyVaultSwedencentral
  name: 'key-credit-risk-prod-ml-main-images'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    rotationPolicy: {
      attributes: {
        expiryTime: 'P2Y'
      }
      lifetimeActions: [
        {
          trigger: {
            timeBeforeExpiry: 'P30D'
          }
          action: {
            type: 'rotate'
          }
        }
      ]
    }
  }
}

// WAF-04: it may encrypt with this key, and do nothing else in the vault.
resource keyGrantMlMainImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyMlMainImages
  name: guid(keyMlMainImages.id, keyIdentityMlMainImages.id, 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
    principalId: keyIdentityMlMainImages.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointKeysSwedencentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-keys-swedencentral-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-keys-swedencentral-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'keys-swedencentral'
        properties: {
          privateLinkServiceId: keyVaultSwedencentral.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupKeysSwedencentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointKeysSwedencentral
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
resource diagnosticsKeysSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: keyVaultSwedencentral
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
