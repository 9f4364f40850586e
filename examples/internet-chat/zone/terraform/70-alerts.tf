# Alerts on what shop-chat is made of and on the health of Azure, shown in the portal.

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallEastus2Unhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-firewalleastus2-unhealthy-v2aer"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "The firewall, by which everything leaves, is not well."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallEastus2.id,
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
resource "azapi_resource" "alertFirewallSouthcentralusUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-firewallsouthcentralus-unhealthy-odwv0"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "The firewall, by which everything leaves, is not well."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallSouthcentralus.id,
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
resource "azapi_resource" "alertFlowStoreEastus2Unavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-flowstoreeastus2-unavailable-u25bs"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.flowStoreEastus2.id,
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
resource "azapi_resource" "alertFlowStoreSouthcentralusUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-flowstoresouthcentralus-unavailable-qkhk5"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.flowStoreSouthcentralus.id,
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
resource "azapi_resource" "alertStoreCatalogueThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-storecatalogue-throttled-gpw34"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "More than a tenth of the queries are refused for load."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.storeCatalogue.id,
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

# WAF-09: more than a tenth of the queries are refused for load.
resource "azapi_resource" "alertStoreCatalogueCopyThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-storecataloguecopy-throttled-hte5w"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "More than a tenth of the queries are refused for load."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.storeCatalogueCopy.id,
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
resource "azapi_resource" "alertAccountAoaiEus2Unavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaieus2-unavailable-dzhq6"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiEus2.id,
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
resource "azapi_resource" "alertAccountAoaiEus2Throttled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaieus2-throttled-yn2sa"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiEus2.id,
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

# WAF-09: provisioned units are nearly used up, and calls spill over or wait.
resource "azapi_resource" "alertAccountAoaiEus2ProvisionedFull" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaieus2-provisioned-full-m3i9o"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Provisioned units are nearly used up, and calls spill over or wait."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiEus2.id,
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
            name            = "provisioned-full"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAIProvisionedManagedUtilizationV2"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 90
            dimensions = [
              {
                name     = "ModelDeploymentName"
                operator = "Include"
                values = [
                  "chat-ptu-eus2",
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

# WAF-09: the first token comes late.
resource "azapi_resource" "alertAccountAoaiEus2Slow" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaieus2-slow-ptw3y"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "The first token comes late."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiEus2.id,
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
            name            = "slow"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAITimeToResponse"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 2000
            dimensions = [
              {
                name     = "ModelDeploymentName"
                operator = "Include"
                values = [
                  "chat-ptu-eus2",
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
resource "azapi_resource" "alertAccountAoaiScusUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaiscus-unavailable-c7652"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiScus.id,
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
resource "azapi_resource" "alertAccountAoaiScusThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaiscus-throttled-zv6rb"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiScus.id,
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

# WAF-09: provisioned units are nearly used up, and calls spill over or wait.
resource "azapi_resource" "alertAccountAoaiScusProvisionedFull" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaiscus-provisioned-full-yz88j"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Provisioned units are nearly used up, and calls spill over or wait."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiScus.id,
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
            name            = "provisioned-full"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAIProvisionedManagedUtilizationV2"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 90
            dimensions = [
              {
                name     = "ModelDeploymentName"
                operator = "Include"
                values = [
                  "chat-ptu-scus",
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

# WAF-09: the first token comes late.
resource "azapi_resource" "alertAccountAoaiScusSlow" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-accountaoaiscus-slow-ucz50"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "The first token comes late."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountAoaiScus.id,
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
            name            = "slow"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "AzureOpenAITimeToResponse"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 2000
            dimensions = [
              {
                name     = "ModelDeploymentName"
                operator = "Include"
                values = [
                  "chat-ptu-scus",
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
  name      = "alert-shop-chat-prod-redis-full"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
  name      = "alert-shop-chat-prod-ledgerserver-down-p6qkf"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
  name      = "alert-shop-chat-prod-ledgerserver-full-ffa72"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
resource "azapi_resource" "alertGatewayVaultEastus2Unavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-gatewayvaulteastus2-unavailable-fcr3e"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayVaultEastus2.id,
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
resource "azapi_resource" "alertJournalAccountEastus2Unavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-journalaccounteastus2-unavailable-t3nz6"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.journalAccountEastus2.id,
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
resource "azapi_resource" "alertGatewayVaultSouthcentralusUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-gatewayvaultsouthcentralus-unavailable-f671j"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayVaultSouthcentralus.id,
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
resource "azapi_resource" "alertJournalAccountSouthcentralusUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-journalaccountsouthcentralus-unavailable-m7ig4"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.journalAccountSouthcentralus.id,
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
resource "azapi_resource" "alertGatewayEastus2Errors" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-gatewayeastus2-errors-z23gk"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "It answers with errors of its own."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayEastus2.id,
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
resource "azapi_resource" "alertGatewayEastus2Restarts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-gatewayeastus2-restarts-d2s34"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Its containers start over and over."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.gatewayEastus2.id,
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
resource "azapi_resource" "alertGatewaySouthcentralusErrors" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-gatewaysouthcentralus-errors-n28zs"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "It answers with errors of its own."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewaySouthcentralus.id,
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
resource "azapi_resource" "alertGatewaySouthcentralusRestarts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-gatewaysouthcentralus-restarts-hmzrl"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Its containers start over and over."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.gatewaySouthcentralus.id,
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

# WAF-09: some of what stands behind it does not answer.
resource "azapi_resource" "alertEntranceEastus2UnhealthyHosts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-entranceeastus2-unhealthy-hosts-byonr"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Some of what stands behind it does not answer."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.entranceEastus2.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/applicationGateways"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unhealthy-hosts"
            metricNamespace = "Microsoft.Network/applicationGateways"
            metricName      = "UnhealthyHostCount"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions      = []
          },
        ]
      }
      actions = []
    }
  }
}

# WAF-09: some of what stands behind it does not answer.
resource "azapi_resource" "alertEntranceSouthcentralusUnhealthyHosts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shop-chat-prod-entrancesouthcentralus-unhealthy-hosts-o2vil"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      description = "Some of what stands behind it does not answer."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.entranceSouthcentralus.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/applicationGateways"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "unhealthy-hosts"
            metricNamespace = "Microsoft.Network/applicationGateways"
            metricName      = "UnhealthyHostCount"
            timeAggregation = "Average"
            operator        = "GreaterThan"
            threshold       = 0
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
  name      = "alert-shop-chat-prod-resource-health"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
  name      = "alert-shop-chat-prod-service-health"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
