# Alerts on what policy-assistant is made of and on the health of Azure, shown in the portal.

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallSwedencentralUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-policy-assistant-prod-firewallswedencentral-unhealthy-ca2ly"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-firewallfrancecentral-unhealthy-vwgjr"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-flowstoreswedencentral-unavailable-d2ucc"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-flowstorefrancecentral-unavailable-q4e5r"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertStorePoliciesUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-policy-assistant-prod-storepolicies-unavailable-l8yo5"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storePolicies.id,
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

# WAF-09: more than a tenth of the queries are refused for load.
resource "azapi_resource" "alertStorePoliciesIndexThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-policy-assistant-prod-storepoliciesindex-throttled-dh7vd"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      description = "More than a tenth of the queries are refused for load."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.storePoliciesIndex.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Search/searchServices"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "throttled"
            metricNamespace = "Microsoft.Search/searchServices"
            metricName      = "ThrottledSearchQueriesPercentage"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 10
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertStorePoliciesCopyUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-policy-assistant-prod-storepoliciescopy-unavailable-f7e8k"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storePoliciesCopy.id,
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

# WAF-09: more than a tenth of the queries are refused for load.
resource "azapi_resource" "alertStorePoliciesIndexCopyThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-policy-assistant-prod-storepoliciesindexcopy-throttled-l4zmb"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      description = "More than a tenth of the queries are refused for load."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.storePoliciesIndexCopy.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Search/searchServices"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "throttled"
            metricNamespace = "Microsoft.Search/searchServices"
            metricName      = "ThrottledSearchQueriesPercentage"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 10
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
  name      = "alert-policy-assistant-prod-accountaoaiswc-unavailable-oq540"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-accountaoaiswc-throttled-qto5x"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-accountaoaifrc-unavailable-gnfvv"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-accountaoaifrc-throttled-dow4x"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-redis-full"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-ledgerserver-down-k8zdv"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-ledgerserver-full-l7xts"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-gatewayvaultswedencentral-unavailable-syw17"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-journalaccountswedencentral-unavailable-u0j3f"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-gatewayvaultfrancecentral-unavailable-vnbx8"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-journalaccountfrancecentral-unavailable-iugu3"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-gatewayswedencentral-errors-q29d5"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-gatewayswedencentral-restarts-mmmdr"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-gatewayfrancecentral-errors-xdwpz"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-gatewayfrancecentral-restarts-wa013"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-resource-health"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
  name      = "alert-policy-assistant-prod-service-health"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
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
