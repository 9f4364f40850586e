// Alerts on what model-platform is made of and on the health of Azure, shown in the portal.

@description('Id of the subscription of the workload')
param subscriptionId string

resource firewallSwedencentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-swedencentral')
  name: 'afw-model-platform-prod-swedencentral'
}

resource firewallFrancecentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-francecentral')
  name: 'afw-model-platform-prod-francecentral'
}

resource firewallGermanywestcentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-germanywestcentral')
  name: 'afw-model-platform-prod-germanywestcentral'
}

resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'stmodelplatformprodnx488'
}

resource flowStoreFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'stmodelplatformprodtg0j4'
}

resource flowStoreGermanywestcentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'stmodelplatformprodvxek6'
}

resource accountLiveSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-swedencentral')
  name: 'aif-model-platform-prod-live-swc-jfz7d'
}

resource accountNightSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-swedencentral')
  name: 'aif-model-platform-prod-night-swc-cyqly'
}

resource accountLiveFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-francecentral')
  name: 'aif-model-platform-prod-live-frc-aayq0'
}

resource accountNightFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-francecentral')
  name: 'aif-model-platform-prod-night-frc-tya3q'
}

resource accountLiveGwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-germanywestcentral')
  name: 'aif-model-platform-prod-live-gwc-r4qzl'
}

resource accountNightGwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ai-germanywestcentral')
  name: 'aif-model-platform-prod-night-gwc-h51nf'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-swedencentral')
  name: 'amr-model-platform-prod-oy4ak'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-swedencentral')
  name: 'psql-model-platform-prod-ledger-nhnwi'
}

resource gatewayVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-swedencentral')
  name: 'kv-model-platform-sq2ld'
}

resource journalAccountSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-swedencentral')
  name: 'stmodelplatformprodbel5k'
}

resource gatewayVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-francecentral')
  name: 'kv-model-platform-ruj9y'
}

resource journalAccountFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-francecentral')
  name: 'stmodelplatformprodjo69l'
}

resource gatewayVaultGermanywestcentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-germanywestcentral')
  name: 'kv-model-platform-lpydd'
}

resource journalAccountGermanywestcentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-germanywestcentral')
  name: 'stmodelplatformprodh1fq2'
}

resource gatewaySwedencentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-swedencentral')
  name: 'ca-model-platform-prod-swed-tnpw'
}

resource gatewayFrancecentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-francecentral')
  name: 'ca-model-platform-prod-fran-pscd'
}

resource gatewayGermanywestcentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-gw-germanywestcentral')
  name: 'ca-model-platform-prod-germ-cprj'
}

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallSwedencentralUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-firewallswedencentral-unhealthy-ivigm'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-firewallfrancecentral-unhealthy-evqp5'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallGermanywestcentralUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-firewallgermanywestcentral-unhealthy-su2zn'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'The firewall, by which everything leaves, is not well.'
    severity: 1
    enabled: true
    scopes: [
      firewallGermanywestcentral.id
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
  name: 'alert-model-platform-prod-flowstoreswedencentral-unavailable-y8yxl'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-flowstorefrancecentral-unavailable-o5879'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
resource alertFlowStoreGermanywestcentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-flowstoregermanywestcentral-unavailable-wndnq'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      flowStoreGermanywestcentral.id
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
resource alertAccountLiveSwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountliveswc-unavailable-qppoe'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountLiveSwc.id
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
resource alertAccountLiveSwcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountliveswc-throttled-zysoj'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountLiveSwc.id
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
resource alertAccountLiveSwcProvisionedFull 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountliveswc-provisioned-full-s98ll'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Provisioned units are nearly used up, and calls spill over or wait.'
    severity: 2
    enabled: true
    scopes: [
      accountLiveSwc.id
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
                'gpt51-ptu-swc'
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
resource alertAccountLiveSwcSlow 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountliveswc-slow-y1g8f'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'The first token comes late.'
    severity: 2
    enabled: true
    scopes: [
      accountLiveSwc.id
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
          threshold: 3000
          dimensions: [
            {
              name: 'ModelDeploymentName'
              operator: 'Include'
              values: [
                'gpt51-ptu-swc'
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
resource alertAccountNightSwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountnightswc-unavailable-vakzr'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountNightSwc.id
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
resource alertAccountNightSwcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountnightswc-throttled-jqb9h'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountNightSwc.id
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
resource alertAccountLiveFrcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountlivefrc-unavailable-sywij'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountLiveFrc.id
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
resource alertAccountLiveFrcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountlivefrc-throttled-oigha'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountLiveFrc.id
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
resource alertAccountNightFrcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountnightfrc-unavailable-paw6z'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountNightFrc.id
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
resource alertAccountNightFrcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountnightfrc-throttled-mjgk7'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountNightFrc.id
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
resource alertAccountLiveGwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountlivegwc-unavailable-t2ru1'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountLiveGwc.id
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
resource alertAccountLiveGwcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountlivegwc-throttled-laow2'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountLiveGwc.id
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
resource alertAccountNightGwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountnightgwc-unavailable-eg0qh'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls of models end in errors of the service.'
    severity: 1
    enabled: true
    scopes: [
      accountNightGwc.id
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
resource alertAccountNightGwcThrottled 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-accountnightgwc-throttled-r69aa'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Calls are refused because the quota or the provisioned units are used up.'
    severity: 2
    enabled: true
    scopes: [
      accountNightGwc.id
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
  name: 'alert-model-platform-prod-redis-full'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-ledgerserver-down-cjfse'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-ledgerserver-full-by9jl'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-gatewayvaultswedencentral-unavailable-uo2sc'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-journalaccountswedencentral-unavailable-z5b9r'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-gatewayvaultfrancecentral-unavailable-qk3q8'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-journalaccountfrancecentral-unavailable-hzvtv'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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

// WAF-09: less than 99 percent of its calls succeed.
resource alertGatewayVaultGermanywestcentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-gatewayvaultgermanywestcentral-unavailable-bcu6s'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      gatewayVaultGermanywestcentral.id
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
resource alertJournalAccountGermanywestcentralUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-journalaccountgermanywestcentral-unavailable-vzs53'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Less than 99 percent of its calls succeed.'
    severity: 1
    enabled: true
    scopes: [
      journalAccountGermanywestcentral.id
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
  name: 'alert-model-platform-prod-gatewayswedencentral-errors-c7tch'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-gatewayswedencentral-restarts-dt71p'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-gatewayfrancecentral-errors-zbx2w'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-gatewayfrancecentral-restarts-yygbo'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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

// WAF-09: it answers with errors of its own.
resource alertGatewayGermanywestcentralErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-gatewaygermanywestcentral-errors-dvzsh'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'It answers with errors of its own.'
    severity: 1
    enabled: true
    scopes: [
      gatewayGermanywestcentral.id
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
resource alertGatewayGermanywestcentralRestarts 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-model-platform-prod-gatewaygermanywestcentral-restarts-wh166'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    description: 'Its containers start over and over.'
    severity: 2
    enabled: true
    scopes: [
      gatewayGermanywestcentral.id
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
  name: 'alert-model-platform-prod-resource-health'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
  name: 'alert-model-platform-prod-service-health'
  location: 'global'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
