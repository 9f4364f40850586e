// Azure Bastion in southcentralus, the way to virtual machines.

resource hubSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-hub-southcentralus'
}

resource bastionSubnetHubSouthcentralus 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubSouthcentralus
  name: 'AzureBastionSubnet'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

// NET-01: it is protected from floods by itself, since the network has no plan.
resource bastionPublicAddressSouthcentralus 'Microsoft.Network/publicIPAddresses@2025-09-01' = {
  name: 'pip-shop-chat-prod-bastion-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  sku: {
    name: 'Standard'
  }
  zones: [
    '1'
    '2'
    '3'
  ]
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
    ddosSettings: {
      protectionMode: 'Enabled'
    }
  }
}

// NET-03: no virtual machine has an address on the internet.
// NET-05: it takes native clients, and many sessions.
resource bastionSouthcentralus 'Microsoft.Network/bastionHosts@2025-09-01' = {
  name: 'bas-shop-chat-prod-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  sku: {
    name: 'Standard'
  }
  zones: [
    '1'
    '2'
    '3'
  ]
  properties: {
    enableTunneling: true
    enableShareableLink: false
    ipConfigurations: [
      {
        name: 'bastion'
        properties: {
          subnet: {
            id: bastionSubnetHubSouthcentralus.id
          }
          publicIPAddress: {
            id: bastionPublicAddressSouthcentralus.id
          }
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsBastionSouthcentralus 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionSouthcentralus
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

// NET-18: what happens there is in the logs.
resource diagnosticsOfBastionPublicAddressSouthcentralus 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionPublicAddressSouthcentralus
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
