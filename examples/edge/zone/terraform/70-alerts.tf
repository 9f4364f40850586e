# Alerts on what shelf-helper is made of and on the health of Azure, shown in the portal.

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallSwedencentralUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-firewallswedencentral-unhealthy-gvg2a"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The firewall, by which everything leaves, is not well."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallSwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/azureFirewalls"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unhealthy"
            metricNamespace = "Microsoft.Network/azureFirewalls"
            metricName      = "FirewallHealth"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 90
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallFrancecentralUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-firewallfrancecentral-unhealthy-mpwej"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The firewall, by which everything leaves, is not well."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/azureFirewalls"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unhealthy"
            metricNamespace = "Microsoft.Network/azureFirewalls"
            metricName      = "FirewallHealth"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 90
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertFlowStoreSwedencentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-flowstoreswedencentral-unavailable-lfzcw"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.flowStoreSwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Storage/storageAccounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.Storage/storageAccounts"
            metricName      = "Availability"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertFlowStoreFrancecentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-flowstorefrancecentral-unavailable-pehde"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.flowStoreFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Storage/storageAccounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.Storage/storageAccounts"
            metricName      = "Availability"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: calls of models end in errors of the service.
resource "azapi_resource" "alertAccountAoaiSwcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-accountaoaiswc-unavailable-nhwoj"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiSwc.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.CognitiveServices/accounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAIAvailabilityRate"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: calls are refused because the quota or the provisioned units are used up.
resource "azapi_resource" "alertAccountAoaiSwcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-accountaoaiswc-throttled-wvel3"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiSwc.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.CognitiveServices/accounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "throttled"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAIRequests"
            timeAggregation = "Total"
            operator        = "GreaterThan"
            threshold       = 10
            dimensions = [
              {
                name     = "StatusCode"
                operator = "Include"
                values = [
                  "429",
                ]
              },
            ]
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: calls of models end in errors of the service.
resource "azapi_resource" "alertAccountAoaiFrcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-accountaoaifrc-unavailable-yxsnh"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiFrc.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.CognitiveServices/accounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAIAvailabilityRate"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: calls are refused because the quota or the provisioned units are used up.
resource "azapi_resource" "alertAccountAoaiFrcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-accountaoaifrc-throttled-bym12"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiFrc.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.CognitiveServices/accounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "throttled"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAIRequests"
            timeAggregation = "Total"
            operator        = "GreaterThan"
            threshold       = 10
            dimensions = [
              {
                name     = "StatusCode"
                operator = "Include"
                values = [
                  "429",
                ]
              },
            ]
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: it is about to be out of memory.
resource "azapi_resource" "alertRedisFull" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-redis-full"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "It is about to be out of memory."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.redis.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Cache/redisEnterprise"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "full"
            metricNamespace = "Microsoft.Cache/redisEnterprise"
            metricName      = "usedmemorypercentage"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 85
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: the database does not answer.
resource "azapi_resource" "alertLedgerServerDown" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-ledgerserver-down-fnnnb"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The database does not answer."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.ledgerServer.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.DBforPostgreSQL/flexibleServers"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "down"
            metricNamespace = "Microsoft.DBforPostgreSQL/flexibleServers"
            metricName      = "is_db_alive"
            timeAggregation = "Maximum"
            operator        = "LessThan"
            threshold       = 1
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: more than four fifths of its storage are used.
resource "azapi_resource" "alertLedgerServerFull" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-ledgerserver-full-yvb38"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "More than four fifths of its storage are used."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.ledgerServer.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.DBforPostgreSQL/flexibleServers"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "full"
            metricNamespace = "Microsoft.DBforPostgreSQL/flexibleServers"
            metricName      = "storage_percent"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 80
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertGatewayVaultSwedencentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gatewayvaultswedencentral-unavailable-r5bjq"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayVaultSwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.KeyVault/vaults"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.KeyVault/vaults"
            metricName      = "Availability"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertJournalAccountSwedencentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-journalaccountswedencentral-unavailable-qqiit"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.journalAccountSwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Storage/storageAccounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.Storage/storageAccounts"
            metricName      = "Availability"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertGatewayVaultFrancecentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gatewayvaultfrancecentral-unavailable-vbh0y"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayVaultFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.KeyVault/vaults"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.KeyVault/vaults"
            metricName      = "Availability"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertJournalAccountFrancecentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-journalaccountfrancecentral-unavailable-g2hv9"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.journalAccountFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Storage/storageAccounts"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unavailable"
            metricNamespace = "Microsoft.Storage/storageAccounts"
            metricName      = "Availability"
            timeAggregation = "Average"
            operator        = "LessThan"
            threshold       = 99
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: it answers with errors of its own.
resource "azapi_resource" "alertGatewaySwedencentralErrors" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gatewayswedencentral-errors-on7or"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "It answers with errors of its own."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewaySwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.App/containerApps"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "errors"
            metricNamespace = "Microsoft.App/containerApps"
            metricName      = "Requests"
            timeAggregation = "Total"
            operator        = "GreaterThan"
            threshold       = 10
            dimensions = [
              {
                name     = "statusCodeCategory"
                operator = "Include"
                values = [
                  "5xx",
                ]
              },
            ]
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: its containers start over and over.
resource "azapi_resource" "alertGatewaySwedencentralRestarts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gatewayswedencentral-restarts-ytod3"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Its containers start over and over."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.gatewaySwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.App/containerApps"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "restarts"
            metricNamespace = "Microsoft.App/containerApps"
            metricName      = "RestartCount"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 3
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: it answers with errors of its own.
resource "azapi_resource" "alertGatewayFrancecentralErrors" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gatewayfrancecentral-errors-fihjw"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "It answers with errors of its own."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.App/containerApps"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "errors"
            metricNamespace = "Microsoft.App/containerApps"
            metricName      = "Requests"
            timeAggregation = "Total"
            operator        = "GreaterThan"
            threshold       = 10
            dimensions = [
              {
                name     = "statusCodeCategory"
                operator = "Include"
                values = [
                  "5xx",
                ]
              },
            ]
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: its containers start over and over.
resource "azapi_resource" "alertGatewayFrancecentralRestarts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gatewayfrancecentral-restarts-c7749"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Its containers start over and over."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.gatewayFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.App/containerApps"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "restarts"
            metricNamespace = "Microsoft.App/containerApps"
            metricName      = "RestartCount"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 3
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

resource "azapi_resource" "alertResourceHealth" {
  type      = "Microsoft.Insights/activityLogAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-resource-health"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "A resource of the subscription is degraded or unavailable."
      enabled     = true
      scopes = [
        "/subscriptions/${var.subscription_id}",
      ]
      condition = {
        allOf = [
          {
            field  = "category"
            equals = "ResourceHealth"
          },
          {
            anyOf = [
              {
                field  = "properties.currentHealthStatus"
                equals = "Degraded"
              },
              {
                field  = "properties.currentHealthStatus"
                equals = "Unavailable"
              },
            ]
          },
        ]
      }
      actions = {
        actionGroups = []
      }
    }
  }
}

resource "azapi_resource" "alertServiceHealth" {
  type      = "Microsoft.Insights/activityLogAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-service-health"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "Azure has an incident or maintenance that concerns the subscription, or asks for something to be done."
      enabled     = true
      scopes = [
        "/subscriptions/${var.subscription_id}",
      ]
      condition = {
        allOf = [
          {
            field  = "category"
            equals = "ServiceHealth"
          },
          {
            anyOf = [
              {
                field  = "properties.incidentType"
                equals = "Incident"
              },
              {
                field  = "properties.incidentType"
                equals = "Maintenance"
              },
              {
                field  = "properties.incidentType"
                equals = "ActionRequired"
              },
              {
                field  = "properties.incidentType"
                equals = "Security"
              },
            ]
          },
        ]
      }
      actions = {
        actionGroups = []
      }
    }
  }
}
