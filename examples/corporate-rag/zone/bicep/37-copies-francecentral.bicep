// Copies of stores of other regions, to go on with when those are lost, in francecentral.

resource identityIndexer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'id-policy-assistant-prod-indexer'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-net-francecentral')
  name: 'vnet-policy-assistant-prod-francecentral'
}

resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
  name: 'snet-endpoints'
}

resource zoneBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.blob.core.windows.net'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'log-policy-assistant-prod'
}

resource identityAnswers 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'id-policy-assistant-prod-answers'
}

resource zoneSearchWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.search.windows.net'
}

// PNET-08: it is reached over its private endpoints alone.
// WAF-03: old TLS and plain HTTP are refused.
// REL-15: it takes the copy that the file asks for.
resource storePoliciesCopy 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stpolicyassistantprmozlp'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  kind: 'StorageV2'
  sku: {
    name: 'Standard_RAGZRS'
  }
  identity: {
    type: 'SystemAssigned'
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
  }
}

resource storePoliciesCopyBlob 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: storePoliciesCopy
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

// WAF-04: indexer reads it, and may do nothing else there.
resource grantPoliciesCopyToIndexerStorageBlobDataReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storePoliciesCopy
  name: guid(storePoliciesCopy.id, identityIndexer.id, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
    principalId: identityIndexer.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointPoliciesCopyBlob 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-policy-assistant-prod-policies-copy-blob-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    customNetworkInterfaceName: 'pep-policy-assistant-prod-policies-copy-blob-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'policies-copy-blob'
        properties: {
          privateLinkServiceId: storePoliciesCopy.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
  dependsOn: [
    storePoliciesCopyBlob
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupPoliciesCopyBlob 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPoliciesCopyBlob
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
resource diagnosticsStorePoliciesCopy 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storePoliciesCopy
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
resource diagnosticsStorePoliciesCopyBlob 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storePoliciesCopyBlob
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

// PNET-09: it is reached over its private endpoint alone.
// PLAT-06: its replicas stand in several zones.
// REL-15: indexes go on there when the first region is lost.
resource storePoliciesIndexCopy 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-policy-assistant-prod-policies-index-copy-francec-w96kq'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  sku: {
    name: 'standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    replicaCount: 3
    partitionCount: 1
    hostingMode: 'Default'
    publicNetworkAccess: 'Disabled'
    networkRuleSet: {
      bypass: 'None'
    }
    disableLocalAuth: true
  }
}

// WAF-04: answers asks its indexes, and may not change them.
resource grantPoliciesIndexCopyToAnswers 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storePoliciesIndexCopy
  name: guid(storePoliciesIndexCopy.id, identityAnswers.id, '1407120a-92aa-4202-b7e9-c0e197c71c8f')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1407120a-92aa-4202-b7e9-c0e197c71c8f')
    principalId: identityAnswers.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointPoliciesIndexCopySearchService 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-policy-assistant-prod-policies-index-copy-searchservic-dvnme'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    customNetworkInterfaceName: 'pep-policy-assistant-prod-policies-index-copy-searchservic-dvnme-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'policies-index-copy-searchService'
        properties: {
          privateLinkServiceId: storePoliciesIndexCopy.id
          groupIds: [
            'searchService'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupPoliciesIndexCopySearchService 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointPoliciesIndexCopySearchService
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-search-windows-net'
        properties: {
          privateDnsZoneId: zoneSearchWindowsNet.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStorePoliciesIndexCopy 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storePoliciesIndexCopy
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
