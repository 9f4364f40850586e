// Alerts on what shop-chat is made of and on the health of Azure, shown in the portal.

@description('Id of the subscription of the workload')
param subscriptionId string

resource firewallEastus2 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-eastus2')
  name: 'afw-shop-chat-prod-eastus2'
}

resource firewallSouthcentralus 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-southcentralus')
  name: 'afw-shop-chat-prod-southcentralus'
}

resource flowStoreEastus2 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'stshopchatprodflowesepdb'
}

resource flowStoreSouthcentralus 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'stshopchatprodflowsgdn7c'
}

resource storeCatalogue 'Microsoft.Search/searchServices@2025-05-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ai-eastus2')
  name: 'srch-shop-chat-prod-catalogue-eastus2-p9c71'
}

resource storeCatalogueCopy 'Microsoft.Search/searchServices@2025-05-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ai-southcentralus')
  name: 'srch-shop-chat-prod-catalogue-copy-southcentralus-ea8ry'
}

resource accountAoaiEus2 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ai-eastus2')
  name: 'aif-shop-chat-prod-aoai-eus2-t70td'
}

resource accountAoaiScus 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ai-southcentralus')
  name: 'aif-shop-chat-prod-aoai-scus-ezjdd'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'amr-shop-chat-prod-m51pl'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'psql-shop-chat-prod-ledger-dykej'
}

resource gatewayVaultEastus2 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'kv-shop-chat-prod-j346e'
}

resource journalAccountEastus2 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'stshopchatprodjournq9zfv'
}

resource gatewayVaultSouthcentralus 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-southcentralus')
  name: 'kv-shop-chat-prod-qgjzx'
}

resource journalAccountSouthcentralus 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-southcentralus')
  name: 'stshopchatprodjourneiamk'
}

resource gatewayEastus2 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'ca-shop-chat-prod-eastus2'
}

resource gatewaySouthcentralus 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-southcentralus')
  name: 'ca-shop-chat-prod-southcentralus'
}

resource entranceEastus2 'Microsoft.Network/applicationGateways@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-eastus2')
  name: 'agw-shop-chat-prod-eastus2'
}

resource entranceSouthcentralus 'Microsoft.Network/applicationGateways@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-gw-southcentralus')
  name: 'agw-shop-chat-prod-southcentralus'
}

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallEastus2Unhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-firewalleastus2-unhealthy-v2aer'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'The firewall, by which everything leaves, is not well.'
    severity: 1
    enabled: true
    scopes: [
      firewallEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Network/azureFirewalls'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unhealthy'
          metricNamespace: 'Microsoft.Network/azureFirewalls'
          metricName: 'FirewallHealth'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 90
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallSouthcentralusUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-firewallsouthcentralus-unhealthy-odwv0'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'The firewall, by which everything leaves, is not well.'
    severity: 1
    enabled: true
    scopes: [
      firewallSouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Network/azureFirewalls'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unhealthy'
          metricNamespace: 'Microsoft.Network/azureFirewalls'
          metricName: 'FirewallHealth'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 90
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: less than 99 percent of its calls succeed.
resource alertFlowStoreEastus2Unavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-flowstoreeastus2-unavailable-u25bs'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      flowStoreEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Storage/storageAccounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: less than 99 percent of its calls succeed.
resource alertFlowStoreSouthcentralusUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-flowstoresouthcentralus-unavailable-qkhk5'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      flowStoreSouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Storage/storageAccounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: more than a tenth of the queries are refused for load.
resource alertStoreCatalogueThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-storecatalogue-throttled-gpw34'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'More than a tenth of the queries are refused for load.'
    severity: 2
    enabled: true
    scopes: [
      storeCatalogue.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Search/searchServices'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.Search/searchServices'
          metricName: 'ThrottledSearchQueriesPercentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: more than a tenth of the queries are refused for load.
resource alertStoreCatalogueCopyThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-storecataloguecopy-throttled-hte5w'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'More than a tenth of the queries are refused for load.'
    severity: 2
    enabled: true
    scopes: [
      storeCatalogueCopy.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Search/searchServices'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.Search/searchServices'
          metricName: 'ThrottledSearchQueriesPercentage'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: calls of models end in errors of the service.
resource alertAccountAoaiEus2Unavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaieus2-unavailable-dzhq6'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountAoaiEus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAIAvailabilityRate'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: calls are refused because the quota or the provisioned units are used up.
resource alertAccountAoaiEus2Throttled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaieus2-throttled-yn2sa'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiEus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAIRequests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: [
            {
              name: 'StatusCode'
              operator: 'Include'
              values: [
                '429'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: provisioned units are nearly used up, and calls spill over or wait.
resource alertAccountAoaiEus2ProvisionedFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaieus2-provisioned-full-m3i9o'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Provisioned units are nearly used up, and calls spill over or wait.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiEus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'provisioned-full'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAIProvisionedManagedUtilizationV2'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 90
          dimensions: [
            {
              name: 'ModelDeploymentName'
              operator: 'Include'
              values: [
                'chat-ptu-eus2'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: the first token comes late.
resource alertAccountAoaiEus2Slow 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaieus2-slow-ptw3y'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'The first token comes late.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiEus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'slow'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAITimeToResponse'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 2000
          dimensions: [
            {
              name: 'ModelDeploymentName'
              operator: 'Include'
              values: [
                'chat-ptu-eus2'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: calls of models end in errors of the service.
resource alertAccountAoaiScusUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaiscus-unavailable-c7652'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountAoaiScus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAIAvailabilityRate'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: calls are refused because the quota or the provisioned units are used up.
resource alertAccountAoaiScusThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaiscus-throttled-zv6rb'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiScus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAIRequests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: [
            {
              name: 'StatusCode'
              operator: 'Include'
              values: [
                '429'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: provisioned units are nearly used up, and calls spill over or wait.
resource alertAccountAoaiScusProvisionedFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaiscus-provisioned-full-yz88j'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Provisioned units are nearly used up, and calls spill over or wait.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiScus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'provisioned-full'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAIProvisionedManagedUtilizationV2'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 90
          dimensions: [
            {
              name: 'ModelDeploymentName'
              operator: 'Include'
              values: [
                'chat-ptu-scus'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: the first token comes late.
resource alertAccountAoaiScusSlow 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-accountaoaiscus-slow-ucz50'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'The first token comes late.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiScus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.CognitiveServices/accounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'slow'
          metricNamespace: 'Microsoft.CognitiveServices/accounts'
          metricName: 'AzureOpenAITimeToResponse'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 2000
          dimensions: [
            {
              name: 'ModelDeploymentName'
              operator: 'Include'
              values: [
                'chat-ptu-scus'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: it is about to be out of memory.
resource alertRedisFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-redis-full'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'It is about to be out of memory.'
    severity: 2
    enabled: true
    scopes: [
      redis.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Cache/redisEnterprise'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'full'
          metricNamespace: 'Microsoft.Cache/redisEnterprise'
          metricName: 'usedmemorypercentage'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 85
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: the database does not answer.
resource alertLedgerServerDown 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-ledgerserver-down-p6qkf'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'The database does not answer.'
    severity: 1
    enabled: true
    scopes: [
      ledgerServer.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    targetResourceType: 'Microsoft.DBforPostgreSQL/flexibleServers'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'down'
          metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
          metricName: 'is_db_alive'
          timeAggregation: 'Maximum'
          operator: 'LessThan'
          threshold: 1
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: more than four fifths of its storage are used.
resource alertLedgerServerFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-ledgerserver-full-ffa72'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'More than four fifths of its storage are used.'
    severity: 2
    enabled: true
    scopes: [
      ledgerServer.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.DBforPostgreSQL/flexibleServers'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'full'
          metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
          metricName: 'storage_percent'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 80
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: less than 99 percent of its calls succeed.
resource alertGatewayVaultEastus2Unavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-gatewayvaulteastus2-unavailable-fcr3e'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      gatewayVaultEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.KeyVault/vaults'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.KeyVault/vaults'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: less than 99 percent of its calls succeed.
resource alertJournalAccountEastus2Unavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-journalaccounteastus2-unavailable-t3nz6'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      journalAccountEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Storage/storageAccounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: less than 99 percent of its calls succeed.
resource alertGatewayVaultSouthcentralusUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-gatewayvaultsouthcentralus-unavailable-f671j'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      gatewayVaultSouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.KeyVault/vaults'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.KeyVault/vaults'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: less than 99 percent of its calls succeed.
resource alertJournalAccountSouthcentralusUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-journalaccountsouthcentralus-unavailable-m7ig4'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      journalAccountSouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Storage/storageAccounts'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unavailable'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 99
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: it answers with errors of its own.
resource alertGatewayEastus2Errors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-gatewayeastus2-errors-z23gk'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'It answers with errors of its own.'
    severity: 1
    enabled: true
    scopes: [
      gatewayEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    targetResourceType: 'Microsoft.App/containerApps'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricNamespace: 'Microsoft.App/containerApps'
          metricName: 'Requests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: [
            {
              name: 'statusCodeCategory'
              operator: 'Include'
              values: [
                '5xx'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: its containers start over and over.
resource alertGatewayEastus2Restarts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-gatewayeastus2-restarts-d2s34'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Its containers start over and over.'
    severity: 2
    enabled: true
    scopes: [
      gatewayEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.App/containerApps'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'restarts'
          metricNamespace: 'Microsoft.App/containerApps'
          metricName: 'RestartCount'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 3
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: it answers with errors of its own.
resource alertGatewaySouthcentralusErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-gatewaysouthcentralus-errors-n28zs'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'It answers with errors of its own.'
    severity: 1
    enabled: true
    scopes: [
      gatewaySouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    targetResourceType: 'Microsoft.App/containerApps'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'errors'
          metricNamespace: 'Microsoft.App/containerApps'
          metricName: 'Requests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: [
            {
              name: 'statusCodeCategory'
              operator: 'Include'
              values: [
                '5xx'
              ]
            }
          ]
        }
      ]
    }
    actions: []
  }
}

// WAF-09: its containers start over and over.
resource alertGatewaySouthcentralusRestarts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-gatewaysouthcentralus-restarts-hmzrl'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Its containers start over and over.'
    severity: 2
    enabled: true
    scopes: [
      gatewaySouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.App/containerApps'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'restarts'
          metricNamespace: 'Microsoft.App/containerApps'
          metricName: 'RestartCount'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 3
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: some of what stands behind it does not answer.
resource alertEntranceEastus2UnhealthyHosts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-entranceeastus2-unhealthy-hosts-byonr'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Some of what stands behind it does not answer.'
    severity: 1
    enabled: true
    scopes: [
      entranceEastus2.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Network/applicationGateways'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unhealthy-hosts'
          metricNamespace: 'Microsoft.Network/applicationGateways'
          metricName: 'UnhealthyHostCount'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

// WAF-09: some of what stands behind it does not answer.
resource alertEntranceSouthcentralusUnhealthyHosts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-entrancesouthcentralus-unhealthy-hosts-o2vil'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Some of what stands behind it does not answer.'
    severity: 1
    enabled: true
    scopes: [
      entranceSouthcentralus.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    targetResourceType: 'Microsoft.Network/applicationGateways'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'unhealthy-hosts'
          metricNamespace: 'Microsoft.Network/applicationGateways'
          metricName: 'UnhealthyHostCount'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: []
        }
      ]
    }
    actions: []
  }
}

resource alertResourceHealth 'Microsoft.Insights/activityLogAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-resource-health'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'A resource of the subscription is degraded or unavailable.'
    enabled: true
    scopes: [
      '/subscriptions/${subscriptionId}'
    ]
    condition: {
      allOf: [
        {
          field: 'category'
          equals: 'ResourceHealth'
        }
        {
          anyOf: [
            {
              field: 'properties.currentHealthStatus'
              equals: 'Degraded'
            }
            {
              field: 'properties.currentHealthStatus'
              equals: 'Unavailable'
            }
          ]
        }
      ]
    }
    actions: {
      actionGroups: []
    }
  }
}

resource alertServiceHealth 'Microsoft.Insights/activityLogAlerts@2026-01-01' = {
  name: 'alert-shop-chat-prod-service-health'
  location: 'global'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    description: 'Azure has an incident or maintenance that concerns the subscription, or asks for something to be done.'
    enabled: true
    scopes: [
      '/subscriptions/${subscriptionId}'
    ]
    condition: {
      allOf: [
        {
          field: 'category'
          equals: 'ServiceHealth'
        }
        {
          anyOf: [
            {
              field: 'properties.incidentType'
              equals: 'Incident'
            }
            {
              field: 'properties.incidentType'
              equals: 'Maintenance'
            }
            {
              field: 'properties.incidentType'
              equals: 'ActionRequired'
            }
            {
              field: 'properties.incidentType'
              equals: 'Security'
            }
          ]
        }
      ]
    }
    actions: {
      actionGroups: []
    }
  }
}
