# Alerts on what credit-risk is made of and on the health of Azure, shown in the portal.

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallSwedencentralUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-firewallswedencentral-unhealthy-n3sg4"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-firewallfrancecentral-unhealthy-n9xsf"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-flowstoreswedencentral-unavailable-q9pqj"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-flowstorefrancecentral-unavailable-ywt3x"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
resource "azapi_resource" "alertKeyVaultSwedencentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-keyvaultswedencentral-unavailable-psrzj"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.keyVaultSwedencentral.id,
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
resource "azapi_resource" "alertKeyVaultFrancecentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-keyvaultfrancecentral-unavailable-xspr9"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.keyVaultFrancecentral.id,
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
resource "azapi_resource" "alertStoreApplicationsUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-storeapplications-unavailable-d57bj"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storeApplications.id,
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
resource "azapi_resource" "alertStoreMlMainFilesUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-storemlmainfiles-unavailable-vjvwi"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storeMlMainFiles.id,
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
resource "azapi_resource" "alertStoreMlMainSecretsUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-storemlmainsecrets-unavailable-ntban"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storeMlMainSecrets.id,
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
resource "azapi_resource" "alertStoreApplicationsCopyUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-storeapplicationscopy-unavailable-lhu7t"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storeApplicationsCopy.id,
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
resource "azapi_resource" "alertStoreMlMainFilesCopyUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-credit-risk-prod-storemlmainfilescopy-unavailable-h4hto"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.storeMlMainFilesCopy.id,
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
  name      = "alert-credit-risk-prod-accountaoaiswc-unavailable-d0wzk"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-accountaoaiswc-throttled-op2g9"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-accountaoaifrc-unavailable-ua3v0"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-accountaoaifrc-throttled-el06w"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-redis-full"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-ledgerserver-down-udq0d"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-ledgerserver-full-xe46g"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-gatewayvaultswedencentral-unavailable-vdxmz"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-journalaccountswedencentral-unavailable-qngu4"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-gatewayvaultfrancecentral-unavailable-wmrkl"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-journalaccountfrancecentral-unavailable-f519q"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-gatewayswedencentral-errors-kgmtt"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-gatewayswedencentral-restarts-elc5o"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-gatewayfrancecentral-errors-v72ax"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-gatewayfrancecentral-restarts-qveyt"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-resource-health"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
  name      = "alert-credit-risk-prod-service-health"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
