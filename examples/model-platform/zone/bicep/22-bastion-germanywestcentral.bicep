// Azure Bastion in germanywestcentral, the way to virtual machines.

resource hubGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-hub-germanywestcentral'
}

resource bastionSubnetHubGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubGermanywestcentral
  name: 'AzureBastionSubnet'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

// NET-01: it is protected from floods by itself, since the network has no plan.
resource bastionPublicAddressGermanywestcentral 'Microsoft.Network/publicIPAddresses@2025-09-01' = {
  name: 'pip-model-platform-prod-bastion-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
resource bastionGermanywestcentral 'Microsoft.Network/bastionHosts@2025-09-01' = {
  name: 'bas-model-platform-prod-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
            id: bastionSubnetHubGermanywestcentral.id
          }
          publicIPAddress: {
            id: bastionPublicAddressGermanywestcentral.id
          }
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsBastionGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionGermanywestcentral
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
resource diagnosticsOfBastionPublicAddressGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionPublicAddressGermanywestcentral
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
