// Copies of stores of other regions, to go on with when those are lost, in southcentralus.

resource identityChatApi 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'id-shop-chat-prod-chat-api'
}

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'vnet-shop-chat-prod-southcentralus'
}

resource endpointsSubnetSouthcentralus 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSouthcentralus
  name: 'snet-endpoints'
}

resource zoneSearchWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.search.windows.net'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

// PNET-09: it is reached over its private endpoint alone.
// PLAT-06: its replicas stand in several zones.
// REL-15: indexes go on there when the first region is lost.
resource storeCatalogueCopy 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-shop-chat-prod-catalogue-copy-southcentralus-ea8ry'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  sku: {
    name: 'standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    replicaCount: 3
    partitionCount: 1
    hostingMode: 'Default'
    publicNetworkAccess: 'Disabled'
    networkRuleSet: {
      bypass: 'None'
    }
    disableLocalAuth: true
  }
}

// WAF-04: chat-api asks its indexes, and may not change them.
resource grantCatalogueCopyToChatApi 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeCatalogueCopy
  name: guid(storeCatalogueCopy.id, identityChatApi.id, '1407120a-92aa-4202-b7e9-c0e197c71c8f')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1407120a-92aa-4202-b7e9-c0e197c71c8f')
    principalId: identityChatApi.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointCatalogueCopySearchService 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-catalogue-copy-searchservice-southcentr-c6yin'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-catalogue-copy-searchservice-southcentr-c6yin-nic'
    subnet: {
      id: endpointsSubnetSouthcentralus.id
    }
    privateLinkServiceConnections: [
      {
        name: 'catalogue-copy-searchService'
        properties: {
          privateLinkServiceId: storeCatalogueCopy.id
          groupIds: [
            'searchService'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupCatalogueCopySearchService 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointCatalogueCopySearchService
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-search-windows-net'
        properties: {
          privateDnsZoneId: zoneSearchWindowsNet.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsStoreCatalogueCopy 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storeCatalogueCopy
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
