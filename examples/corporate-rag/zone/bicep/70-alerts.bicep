// Alerts on what policy-assistant is made of and on the health of Azure, shown in the portal.

@description('Id of the subscription of the workload')
param subscriptionId string

resource firewallSwedencentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-hub-swedencentral')
  name: 'afw-policy-assistant-prod-swedencentral'
}

resource firewallFrancecentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-hub-francecentral')
  name: 'afw-policy-assistant-prod-francecentral'
}

resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-net-swedencentral')
  name: 'stpolicyassistantprybcg4'
}

resource flowStoreFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-net-francecentral')
  name: 'stpolicyassistantprrle2j'
}

resource storePolicies 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-swedencentral')
  name: 'stpolicyassistantprnxpjj'
}

resource storePoliciesIndex 'Microsoft.Search/searchServices@2025-05-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-swedencentral')
  name: 'srch-policy-assistant-prod-policies-index-swedencentra-jsjoc'
}

resource storePoliciesCopy 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-francecentral')
  name: 'stpolicyassistantprmozlp'
}

resource storePoliciesIndexCopy 'Microsoft.Search/searchServices@2025-05-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-francecentral')
  name: 'srch-policy-assistant-prod-policies-index-copy-francec-w96kq'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-swedencentral')
  name: 'aif-policy-assistant-prod-aoai-swc-eb875'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ai-francecentral')
  name: 'aif-policy-assistant-prod-aoai-frc-xwr8u'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-swedencentral')
  name: 'amr-policy-assistant-prod-qwu5g'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-swedencentral')
  name: 'psql-policy-assistant-prod-ledger-l7kzl'
}

resource gatewayVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-swedencentral')
  name: 'kv-policy-assistan-om33p'
}

resource journalAccountSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-swedencentral')
  name: 'stpolicyassistantprm83iu'
}

resource gatewayVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-francecentral')
  name: 'kv-policy-assistan-gwmhu'
}

resource journalAccountFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-francecentral')
  name: 'stpolicyassistantprieau6'
}

resource gatewaySwedencentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-swedencentral')
  name: 'ca-policy-assistant-prod-sw-phib'
}

resource gatewayFrancecentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-gw-francecentral')
  name: 'ca-policy-assistant-prod-fr-bb0d'
}

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallSwedencentralUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-firewallswedencentral-unhealthy-ca2ly'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'The firewall, by which everything leaves, is not well.'
    severity: 1
    enabled: true
    scopes: [
      firewallSwedencentral.id
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
resource alertFirewallFrancecentralUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-firewallfrancecentral-unhealthy-vwgjr'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'The firewall, by which everything leaves, is not well.'
    severity: 1
    enabled: true
    scopes: [
      firewallFrancecentral.id
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
resource alertFlowStoreSwedencentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-flowstoreswedencentral-unavailable-d2ucc'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      flowStoreSwedencentral.id
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
resource alertFlowStoreFrancecentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-flowstorefrancecentral-unavailable-q4e5r'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      flowStoreFrancecentral.id
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
resource alertStorePoliciesUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-storepolicies-unavailable-l8yo5'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storePolicies.id
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
resource alertStorePoliciesIndexThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-storepoliciesindex-throttled-dh7vd'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'More than a tenth of the queries are refused for load.'
    severity: 2
    enabled: true
    scopes: [
      storePoliciesIndex.id
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

// WAF-09: less than 99 percent of its calls succeed.
resource alertStorePoliciesCopyUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-storepoliciescopy-unavailable-f7e8k'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storePoliciesCopy.id
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
resource alertStorePoliciesIndexCopyThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-storepoliciesindexcopy-throttled-l4zmb'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'More than a tenth of the queries are refused for load.'
    severity: 2
    enabled: true
    scopes: [
      storePoliciesIndexCopy.id
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
resource alertAccountAoaiSwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-accountaoaiswc-unavailable-oq540'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountAoaiSwc.id
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
resource alertAccountAoaiSwcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-accountaoaiswc-throttled-qto5x'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiSwc.id
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

// WAF-09: calls of models end in errors of the service.
resource alertAccountAoaiFrcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-accountaoaifrc-unavailable-gnfvv'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountAoaiFrc.id
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
resource alertAccountAoaiFrcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-accountaoaifrc-throttled-dow4x'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountAoaiFrc.id
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

// WAF-09: it is about to be out of memory.
resource alertRedisFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-redis-full'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
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
  name: 'alert-policy-assistant-prod-ledgerserver-down-k8zdv'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
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
  name: 'alert-policy-assistant-prod-ledgerserver-full-l7xts'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
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
resource alertGatewayVaultSwedencentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-gatewayvaultswedencentral-unavailable-syw17'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      gatewayVaultSwedencentral.id
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
resource alertJournalAccountSwedencentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-journalaccountswedencentral-unavailable-u0j3f'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      journalAccountSwedencentral.id
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
resource alertGatewayVaultFrancecentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-gatewayvaultfrancecentral-unavailable-vnbx8'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      gatewayVaultFrancecentral.id
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
resource alertJournalAccountFrancecentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-journalaccountfrancecentral-unavailable-iugu3'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      journalAccountFrancecentral.id
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
resource alertGatewaySwedencentralErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-gatewayswedencentral-errors-q29d5'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'It answers with errors of its own.'
    severity: 1
    enabled: true
    scopes: [
      gatewaySwedencentral.id
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
resource alertGatewaySwedencentralRestarts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-gatewayswedencentral-restarts-mmmdr'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Its containers start over and over.'
    severity: 2
    enabled: true
    scopes: [
      gatewaySwedencentral.id
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
resource alertGatewayFrancecentralErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-gatewayfrancecentral-errors-xdwpz'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'It answers with errors of its own.'
    severity: 1
    enabled: true
    scopes: [
      gatewayFrancecentral.id
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
resource alertGatewayFrancecentralRestarts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-gatewayfrancecentral-restarts-wa013'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    description: 'Its containers start over and over.'
    severity: 2
    enabled: true
    scopes: [
      gatewayFrancecentral.id
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

resource alertResourceHealth 'Microsoft.Insights/activityLogAlerts@2026-01-01' = {
  name: 'alert-policy-assistant-prod-resource-health'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
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
  name: 'alert-policy-assistant-prod-service-health'
  location: 'global'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
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
