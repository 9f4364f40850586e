// Flow logs of the networks of francecentral, with Traffic Analytics, under the Network Watcher that Azure has made
// there.

resource flowLogIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'id-model-platform-prod-flow-logs-francecentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'vnet-model-platform-prod-francecentral'
}

resource flowStoreFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'stmodelplatformprodtg0j4'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

resource flowLogsWriterFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: guid(flowStoreFrancecentral.id, flowLogIdentityFrancecentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-francecentral')
  name: 'vnet-model-platform-prod-hub-francecentral'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkFrancecentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_francecentral/flow-model-platform-prod-network-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentityFrancecentral.id}': {}
    }
  }
  properties: {
    targetResourceId: networkFrancecentral.id
    storageId: flowStoreFrancecentral.id
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
resource flowLogHubFrancecentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_francecentral/flow-model-platform-prod-hub-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentityFrancecentral.id}': {}
    }
  }
  properties: {
    targetResourceId: hubFrancecentral.id
    storageId: flowStoreFrancecentral.id
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
