// Flow logs of the networks of francecentral, with Traffic Analytics, under the Network Watcher that Azure has made
// there.

resource flowLogIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-francecentral')
  name: 'id-shelf-helper-prod-flow-logs-francecentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-francecentral')
  name: 'vnet-shelf-helper-prod-francecentral'
}

resource flowStoreFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-francecentral')
  name: 'stshelfhelperprodflde4se'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'log-shelf-helper-prod'
}

resource flowLogsWriterFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-francecentral')
  name: guid(flowStoreFrancecentral.id, flowLogIdentityFrancecentral.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-hub-francecentral')
  name: 'vnet-shelf-helper-prod-hub-francecentral'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkFrancecentral 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_francecentral/flow-shelf-helper-prod-network-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'NetworkWatcher_francecentral/flow-shelf-helper-prod-hub-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
