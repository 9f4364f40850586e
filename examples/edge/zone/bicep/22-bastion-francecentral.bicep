// Azure Bastion in francecentral, the way to virtual machines.

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shelf-helper-prod-hub-francecentral'
}

resource bastionSubnetHubFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubFrancecentral
  name: 'AzureBastionSubnet'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'log-shelf-helper-prod'
}

// NET-01: it is protected from floods by itself, since the network has no plan.
resource bastionPublicAddressFrancecentral 'Microsoft.Network/publicIPAddresses@2025-09-01' = {
  name: 'pip-shelf-helper-prod-bastion-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
resource bastionFrancecentral 'Microsoft.Network/bastionHosts@2025-09-01' = {
  name: 'bas-shelf-helper-prod-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
            id: bastionSubnetHubFrancecentral.id
          }
          publicIPAddress: {
            id: bastionPublicAddressFrancecentral.id
          }
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsBastionFrancecentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionFrancecentral
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
resource diagnosticsOfBastionPublicAddressFrancecentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionPublicAddressFrancecentral
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
