// Flow logs of the networks of eastus2, with Traffic Analytics, under the Network Watcher that Azure has made
// there.

resource flowLogIdentityEastus2 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'id-shop-chat-prod-flow-logs-eastus2'
}

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

resource flowStoreEastus2 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'stshopchatprodflowesepdb'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

resource flowLogsWriterEastus2 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: guid(flowStoreEastus2.id, flowLogIdentityEastus2.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-eastus2')
  name: 'vnet-shop-chat-prod-hub-eastus2'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkEastus2 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_eastus2/flow-shop-chat-prod-network-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentityEastus2.id}': {}
    }
  }
  properties: {
    targetResourceId: networkEastus2.id
    storageId: flowStoreEastus2.id
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
resource flowLogHubEastus2 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_eastus2/flow-shop-chat-prod-hub-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentityEastus2.id}': {}
    }
  }
  properties: {
    targetResourceId: hubEastus2.id
    storageId: flowStoreEastus2.id
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
