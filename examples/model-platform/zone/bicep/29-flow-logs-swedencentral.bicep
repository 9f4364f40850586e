// Flow logs of the networks of swedencentral, with Traffic Analytics, under the Network Watcher that Azure has made
// there.

resource flowLogIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'id-model-platform-prod-flow-logs-swedencentral'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'vnet-model-platform-prod-swedencentral'
}

resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'stmodelplatformprodnx488'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

resource flowLogsWriterSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: guid(flowStoreSwedencentral.id, flowLogIdentitySwedencentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-swedencentral')
  name: 'vnet-model-platform-prod-hub-swedencentral'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkSwedencentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_swedencentral/flow-model-platform-prod-network-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'NetworkWatcher_swedencentral/flow-model-platform-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
