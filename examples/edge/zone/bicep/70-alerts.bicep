// Alerts on what shelf-helper is made of and on the health of Azure, shown in the portal.

@description('Id of the subscription of the workload')
param subscriptionId string

resource firewallSwedencentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-hub-swedencentral')
  name: 'afw-shelf-helper-prod-swedencentral'
}

resource firewallFrancecentral 'Microsoft.Network/azureFirewalls@2025-09-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-hub-francecentral')
  name: 'afw-shelf-helper-prod-francecentral'
}

resource flowStoreSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-swedencentral')
  name: 'stshelfhelperprodflxlh2x'
}

resource flowStoreFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-francecentral')
  name: 'stshelfhelperprodflde4se'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ai-swedencentral')
  name: 'aif-shelf-helper-prod-aoai-swc-a9okt'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ai-francecentral')
  name: 'aif-shelf-helper-prod-aoai-frc-z8btu'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'amr-shelf-helper-prod-mmbfg'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'psql-shelf-helper-prod-ledger-kegj0'
}

resource gatewayVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'kv-shelf-helper-pr-jdc1i'
}

resource journalAccountSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'stshelfhelperprodjoizrfh'
}

resource gatewayVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-francecentral')
  name: 'kv-shelf-helper-pr-qur1m'
}

resource journalAccountFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-francecentral')
  name: 'stshelfhelperprodjomqhlq'
}

resource gatewaySwedencentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'ca-shelf-helper-prod-sweden-bc6y'
}

resource gatewayFrancecentral 'Microsoft.App/containerApps@2026-01-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-francecentral')
  name: 'ca-shelf-helper-prod-france-igas'
}

// WAF-09: the firewall, by which everything leaves, is not well.
resource alertFirewallSwedencentralUnhealthy 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shelf-helper-prod-firewallswedencentral-unhealthy-gvg2a'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-firewallfrancecentral-unhealthy-mpwej'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-flowstoreswedencentral-unavailable-lfzcw'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-flowstorefrancecentral-unavailable-pehde'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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

// WAF-09: calls of models end in errors of the service.
resource alertAccountAoaiSwcUnavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-shelf-helper-prod-accountaoaiswc-unavailable-nhwoj'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-accountaoaiswc-throttled-wvel3'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-accountaoaifrc-unavailable-yxsnh'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-accountaoaifrc-throttled-bym12'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-redis-full'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-ledgerserver-down-fnnnb'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-ledgerserver-full-yvb38'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-gatewayvaultswedencentral-unavailable-r5bjq'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-journalaccountswedencentral-unavailable-qqiit'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-gatewayvaultfrancecentral-unavailable-vbh0y'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-journalaccountfrancecentral-unavailable-g2hv9'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-gatewayswedencentral-errors-on7or'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-gatewayswedencentral-restarts-ytod3'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-gatewayfrancecentral-errors-fihjw'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-gatewayfrancecentral-restarts-c7749'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-resource-health'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
  name: 'alert-shelf-helper-prod-service-health'
  location: 'global'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
