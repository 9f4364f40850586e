// The store of the flow logs of germanywestcentral, which Azure keeps in the region of the network alone.

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

// PNET-08: no network and no address is let in.
// WAF-03: old TLS and plain HTTP are refused.
// REL-15: what led to the loss of a region can be read in another, where Azure has a pair for it.
resource flowStoreGermanywestcentral 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stmodelplatformprodvxek6'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  kind: 'StorageV2'
  sku: {
    name: 'Standard_GZRS'
  }
  properties: {
    accessTier: 'Hot'
    publicNetworkAccess: 'Enabled'
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
  }
}

resource flowLogIdentityGermanywestcentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-model-platform-prod-flow-logs-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

// WAF-04: flow logs are written with an identity of their own, and without keys.
resource flowLogsWriterGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: flowStoreGermanywestcentral
  name: guid(flowStoreGermanywestcentral.id, flowLogIdentityGermanywestcentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    principalId: flowLogIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfFlowStoreGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: flowStoreGermanywestcentral
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
