// Alerts on what credit-risk is made of and on the health of Azure, shown in the portal.

@description('Id of the subscription of the workload')
param subscriptionId string

resource firewallSwedencentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-swedencentral')
  name: 'afw-credit-risk-prod-swedencentral'
}

resource firewallFrancecentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-francecentral')
  name: 'afw-credit-risk-prod-francecentral'
}

resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'stcreditriskprodflooexsj'
}

resource flowStoreFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-francecentral')
  name: 'stcreditriskprodflolyt5k'
}

resource keyVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'kv-credit-risk-pro-ri4c4'
}

resource keyVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-francecentral')
  name: 'kv-credit-risk-pro-b60m1'
}

resource storeApplications 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'stcreditriskprodapphkm1x'
}

resource storeMlMainFiles 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'stcreditriskprodmlma2lg8'
}

resource storeMlMainSecrets 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'kv-credit-risk-pro-sy21k'
}

resource storeApplicationsCopy 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-francecentral')
  name: 'stcreditriskprodappefrfn'
}

resource storeMlMainFilesCopy 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-francecentral')
  name: 'stcreditriskprodmlmuvywm'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'aif-credit-risk-prod-aoai-swc-ibetm'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-francecentral')
  name: 'aif-credit-risk-prod-aoai-frc-ved3n'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-swedencentral')
  name: 'amr-credit-risk-prod-usvja'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-swedencentral')
  name: 'psql-credit-risk-prod-ledger-rxkjb'
}

resource gatewayVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-swedencentral')
  name: 'kv-credit-risk-pro-s6ixn'
}

resource journalAccountSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-swedencentral')
  name: 'stcreditriskprodjouf0t13'
}

resource gatewayVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-francecentral')
  name: 'kv-credit-risk-pro-oduzy'
}

resource journalAccountFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-francecentral')
  name: 'stcreditriskprodjouad3bv'
}

resource gatewaySwedencentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-swedencentral')
  name: 'ca-credit-risk-prod-swedenc-n41y'
}

resource gatewayFrancecentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-gw-francecentral')
  name: 'ca-credit-risk-prod-francec-bafy'
}

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallSwedencentralUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-firewallswedencentral-unhealthy-n3sg4'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-firewallfrancecentral-unhealthy-n9xsf'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-flowstoreswedencentral-unavailable-q9pqj'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-flowstorefrancecentral-unavailable-ywt3x'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
resource alertKeyVaultSwedencentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-keyvaultswedencentral-unavailable-psrzj'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      keyVaultSwedencentral.id
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
resource alertKeyVaultFrancecentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-keyvaultfrancecentral-unavailable-xspr9'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      keyVaultFrancecentral.id
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
resource alertStoreApplicationsUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-storeapplications-unavailable-d57bj'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storeApplications.id
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
resource alertStoreMlMainFilesUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-storemlmainfiles-unavailable-vjvwi'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storeMlMainFiles.id
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
resource alertStoreMlMainSecretsUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-storemlmainsecrets-unavailable-ntban'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storeMlMainSecrets.id
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
resource alertStoreApplicationsCopyUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-storeapplicationscopy-unavailable-lhu7t'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storeApplicationsCopy.id
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
resource alertStoreMlMainFilesCopyUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-storemlmainfilescopy-unavailable-h4hto'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      storeMlMainFilesCopy.id
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

// WAF-09: calls of models end in errors of the service.
resource alertAccountAoaiSwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-credit-risk-prod-accountaoaiswc-unavailable-d0wzk'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-accountaoaiswc-throttled-op2g9'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-accountaoaifrc-unavailable-ua3v0'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-accountaoaifrc-throttled-el06w'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-redis-full'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-ledgerserver-down-udq0d'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-ledgerserver-full-xe46g'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-gatewayvaultswedencentral-unavailable-vdxmz'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-journalaccountswedencentral-unavailable-qngu4'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-gatewayvaultfrancecentral-unavailable-wmrkl'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-journalaccountfrancecentral-unavailable-f519q'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-gatewayswedencentral-errors-kgmtt'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-gatewayswedencentral-restarts-elc5o'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-gatewayfrancecentral-errors-v72ax'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-gatewayfrancecentral-restarts-qveyt'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-resource-health'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
  name: 'alert-credit-risk-prod-service-health'
  location: 'global'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
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
