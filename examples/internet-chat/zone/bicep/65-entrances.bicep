// Traffic Manager, which leads clients to the entrance of a region that is well.

resource entrancePublicAddressEastus2 'Microsoft.Network/publicIPAddresses@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'pip-shop-chat-prod-entrance-eastus2'
}

resource entrancePublicAddressSouthcentralus 'Microsoft.Network/publicIPAddresses@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-southcentralus')
  name: 'pip-shop-chat-prod-entrance-southcentralus'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: 'log-shop-chat-prod'
}

// PNET-20: when one region fails, clients are led to another.
resource trafficManager 'Microsoft.Network/trafficmanagerprofiles@2022-04-01' = {
  name: 'traf-shop-chat-prod-m51pl'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    profileStatus: 'Enabled'
    trafficRoutingMethod: 'Priority'
    dnsConfig: {
      relativeName: 'traf-shop-chat-prod-m51pl'
      ttl: 30
    }
    monitorConfig: {
      protocol: 'HTTPS'
      port: 443
      path: '/readyz'
      intervalInSeconds: 10
      timeoutInSeconds: 5
      toleratedNumberOfFailures: 2
    }
    endpoints: [
      {
        name: 'eastus2'
        type: 'Microsoft.Network/trafficManagerProfiles/azureEndpoints'
        properties: {
          targetResourceId: entrancePublicAddressEastus2.id
          endpointStatus: 'Enabled'
          priority: 1
        }
      }
      {
        name: 'southcentralus'
        type: 'Microsoft.Network/trafficManagerProfiles/azureEndpoints'
        properties: {
          targetResourceId: entrancePublicAddressSouthcentralus.id
          endpointStatus: 'Enabled'
          priority: 2
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfTrafficManager 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: trafficManager
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

@description('Host name of the entrances; the name that clients call is a CNAME of it.')
output entranceHost string = trafficManager.properties.dnsConfig.fqdn
