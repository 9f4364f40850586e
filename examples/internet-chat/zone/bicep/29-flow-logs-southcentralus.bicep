// Flow logs of the networks of southcentralus, with Traffic Analytics, under the Network Watcher that Azure has
// made there.

resource flowLogIdentitySouthcentralus 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'id-shop-chat-prod-flow-logs-southcentralus'
}

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'vnet-shop-chat-prod-southcentralus'
}

resource flowStoreSouthcentralus 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'stshopchatprodflowsgdn7c'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

resource flowLogsWriterSouthcentralus 'Microsoft.Authorization/roleAssignments@2022-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: guid(flowStoreSouthcentralus.id, flowLogIdentitySouthcentralus.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
}

resource hubSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-southcentralus')
  name: 'vnet-shop-chat-prod-hub-southcentralus'
}

// NET-17: who was connected to whom can be seen afterwards.
resource flowLogNetworkSouthcentralus 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_southcentralus/flow-shop-chat-prod-network-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentitySouthcentralus.id}': {}
    }
  }
  properties: {
    targetResourceId: networkSouthcentralus.id
    storageId: flowStoreSouthcentralus.id
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
resource flowLogHubSouthcentralus 'Microsoft.Network/networkWatchers/flowLogs@2025-09-01' = {
  name: 'NetworkWatcher_southcentralus/flow-shop-chat-prod-hub-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${flowLogIdentitySouthcentralus.id}': {}
    }
  }
  properties: {
    targetResourceId: hubSouthcentralus.id
    storageId: flowStoreSouthcentralus.id
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
