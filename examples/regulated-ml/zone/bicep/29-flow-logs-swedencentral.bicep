// Flow logs of the networks of swedencentral, with Traffic Analytics, under the Network Watcher that Azure has made
// there.

resource flowLogIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'id-credit-risk-prod-flow-logs-swedencentral'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'stcreditriskprodflooexsj'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'log-credit-risk-prod'
}

resource flowLogsWriterSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: guid(flowStoreSwedencentral.id, flowLogIdentitySwedencentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-swedencentral')
  name: 'vnet-credit-risk-prod-hub-swedencentral'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkSwedencentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_swedencentral/flow-credit-risk-prod-network-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentitySwedencentral.id}': {}
    }
  }
  properties: {
    targetResourceId: networkSwedencentral.id
    storageId: flowStoreSwedencentral.id
    enabled: true
    format: {
      type: 'JSON'
      version: 2
    }
    retentionPolicy: {
      enabled: true
      days: 90
    }
    flowAnalyticsConfiguration: {
      networkWatcherFlowAnalyticsConfiguration: {
        enabled: true
        workspaceResourceId: logWorkspace.id
        trafficAnalyticsInterval: 60
      }
    }
  }
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogHubSwedencentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_swedencentral/flow-credit-risk-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentitySwedencentral.id}': {}
    }
  }
  properties: {
    targetResourceId: hubSwedencentral.id
    storageId: flowStoreSwedencentral.id
    enabled: true
    format: {
      type: 'JSON'
      version: 2
    }
    retentionPolicy: {
      enabled: true
      days: 90
    }
    flowAnalyticsConfiguration: {
      networkWatcherFlowAnalyticsConfiguration: {
        enabled: true
        workspaceResourceId: logWorkspace.id
        trafficAnalyticsInterval: 60
      }
    }
  }
}
