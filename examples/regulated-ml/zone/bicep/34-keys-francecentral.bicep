// Keys that content in francecentral is encrypted with, and the identities that may use them.

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

// PNET-08: it is reached over its private endpoint alone.
// WAF-03: it keeps the keys that confidential content is encrypted with.
resource keyVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-credit-risk-pro-b60m1'
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

resource keyIdentityApplicationsCopy 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-credit-risk-prod-key-applications-copy-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// WAF-03: who takes it away takes the content away; Azure renews it in time.
resource keyApplicationsCopy 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: keyVaultFrancecentral
  name: 'key-credit-risk-prod-applications-copy'
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
resource keyGrantApplicationsCopy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyApplicationsCopy
  name: guid(keyApplicationsCopy.id, keyIdentityApplicationsCopy.id, 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
    principalId: keyIdentityApplicationsCopy.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource keyIdentityMlMainFilesCopy 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-credit-risk-prod-key-ml-main-files-copy-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

// WAF-03: who takes it away takes the content away; Azure renews it in time.
resource keyMlMainFilesCopy 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: keyVaultFrancecentral
  name: 'key-credit-risk-prod-ml-main-files-copy'
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
resource keyGrantMlMainFilesCopy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyMlMainFilesCopy
  name: guid(keyMlMainFilesCopy.id, keyIdentityMlMainFilesCopy.id, 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
    principalId: keyIdentityMlMainFilesCopy.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointKeysFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-keys-francecentral-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-keys-francecentral-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'keys-francecentral'
        properties: {
          privateLinkServiceId: keyVaultFrancecentral.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupKeysFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointKeysFrancecentral
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
resource diagnosticsKeysFrancecentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: keyVaultFrancecentral
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
