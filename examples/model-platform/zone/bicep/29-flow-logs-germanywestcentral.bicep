// Flow logs of the networks of germanywestcentral, with Traffic Analytics, under the Network Watcher that Azure has
// made there.

resource flowLogIdentityGermanywestcentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'id-model-platform-prod-flow-logs-germanywestcentral'
}

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'vnet-model-platform-prod-germanywestcentral'
}

resource flowStoreGermanywestcentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'stmodelplatformprodvxek6'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

resource flowLogsWriterGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: guid(flowStoreGermanywestcentral.id, flowLogIdentityGermanywestcentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-germanywestcentral')
  name: 'vnet-model-platform-prod-hub-germanywestcentral'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkGermanywestcentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_germanywestcentral/flow-model-platform-prod-network-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentityGermanywestcentral.id}': {}
    }
  }
  properties: {
    targetResourceId: networkGermanywestcentral.id
    storageId: flowStoreGermanywestcentral.id
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
resource flowLogHubGermanywestcentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_germanywestcentral/flow-model-platform-prod-hub-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentityGermanywestcentral.id}': {}
    }
  }
  properties: {
    targetResourceId: hubGermanywestcentral.id
    storageId: flowStoreGermanywestcentral.id
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
