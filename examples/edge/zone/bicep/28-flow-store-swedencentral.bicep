// The store of the flow logs of swedencentral, which Azure keeps in the region of the network alone.

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'log-shelf-helper-prod'
}

// PNET-08: no network and no address is let in.
// WAF-03: old TLS and plain HTTP are refused.
// REL-15: what led to the loss of a region can be read in another, where Azure has a pair for it.
resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stshelfhelperprodflxlh2x'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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

resource flowLogIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-shelf-helper-prod-flow-logs-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

// WAF-04: flow logs are written with an identity of their own, and without keys.
resource flowLogsWriterSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: flowStoreSwedencentral
  name: guid(flowStoreSwedencentral.id, flowLogIdentitySwedencentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    principalId: flowLogIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfFlowStoreSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: flowStoreSwedencentral
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
