# Alerts on what shelf-helper is made of and on the health of Azure, mailed to those who run it.

# WAF-09: somebody is told.
resource "azapi_resource" "actionGroup" {
  type      = "Microsoft.Insights/actionGroups@2023-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "ag-shelf-helper-prod"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      groupShortName = "shelf-helper"
      enabled        = true
      emailReceivers = [
        {
          name                 = "shop-systems@contoso.example"
          emailAddress         = "shop-systems@contoso.example"
          useCommonAlertSchema = true
        },
      ]
    }
  }
}

# WAF-09: the address is being flooded; DDoS Protection is at work.
resource "azapi_resource" "alertFirewallPublicAddressSwedencentralFlooded" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-firewallpublicaddressswedencentral-flooded-jmts5"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The address is being flooded; DDoS Protection is at work."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallPublicAddressSwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/publicIPAddresses"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "flooded"
            metricNamespace = "Microsoft.Network/publicIPAddresses"
            metricName      = "IfUnderDDoSAttack"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions      = []
          },
        ]
      }
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
    }
  }
}

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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
    }
  }
}

# WAF-09: the address is being flooded; DDoS Protection is at work.
resource "azapi_resource" "alertFirewallPublicAddressFrancecentralFlooded" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-firewallpublicaddressfrancecentral-flooded-lbnf7"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The address is being flooded; DDoS Protection is at work."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallPublicAddressFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/publicIPAddresses"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "flooded"
            metricNamespace = "Microsoft.Network/publicIPAddresses"
            metricName      = "IfUnderDDoSAttack"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions      = []
          },
        ]
      }
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
    }
  }
}

# WAF-09: the address is being flooded; DDoS Protection is at work.
resource "azapi_resource" "alertBastionPublicAddressSwedencentralFlooded" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-bastionpublicaddressswedencentral-flooded-ua3gn"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The address is being flooded; DDoS Protection is at work."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.bastionPublicAddressSwedencentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/publicIPAddresses"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "flooded"
            metricNamespace = "Microsoft.Network/publicIPAddresses"
            metricName      = "IfUnderDDoSAttack"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions      = []
          },
        ]
      }
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
    }
  }
}

# WAF-09: the address is being flooded; DDoS Protection is at work.
resource "azapi_resource" "alertBastionPublicAddressFrancecentralFlooded" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-bastionpublicaddressfrancecentral-flooded-vottd"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      description = "The address is being flooded; DDoS Protection is at work."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.bastionPublicAddressFrancecentral.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT5M"
      autoMitigate        = true
      targetResourceType  = "Microsoft.Network/publicIPAddresses"
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            name            = "flooded"
            metricNamespace = "Microsoft.Network/publicIPAddresses"
            metricName      = "IfUnderDDoSAttack"
            timeAggregation = "Maximum"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions      = []
          },
        ]
      }
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
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
      actions = [
        {
          actionGroupId = azapi_resource.actionGroup.id
        },
      ]
    }
  }
}

# WAF-09: so many calls fail that the objective of availability will be missed within days.
resource "azapi_resource" "alertGatewayAvailabilityFastBurn" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-availability-fast-burn"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: availability-fast-burn"
      description = "So many calls fail that the objective of availability will be missed within days. `causeway deployments list` says which deployments are out and why; take what is ill out with `causeway deployments drain ID`. `causeway explain REQUEST_ID` says what was tried for a call that failed. Add a deployment in another region where there is none."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'availability-fast-burn' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: calls fail a little more often than the objective of availability allows, for days.
resource "azapi_resource" "alertGatewayAvailabilitySlowBurn" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-availability-slow-burn"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: availability-slow-burn"
      description = "Calls fail a little more often than the objective of availability allows, for days. Find which one with `sum by (deployment, outcome) (increase(causeway_attempts_total[6h]))`, and what clients got with `sum by (model, outcome) (increase(causeway_requests_total[6h]))`; give it a fallback or less priority in the workload file."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'availability-slow-burn' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: answers of a deployment begin so late that the objective of latency will be missed within days.
resource "azapi_resource" "alertGatewayFirstTokenFastBurn" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-first-token-fast-burn"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: first-token-fast-burn"
      description = "Answers of a deployment begin so late that the objective of latency will be missed within days. `causeway deployments drain ID` if others can take its load, and `causeway deployments undrain ID` when it is well; of a provisioned one look at `causeway_ptu_utilization_ratio`, and at prompts that grew."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'first-token-fast-burn' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: answers of a deployment begin a little later than the objective of latency allows, for days.
resource "azapi_resource" "alertGatewayFirstTokenSlowBurn" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-first-token-slow-burn"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: first-token-slow-burn"
      description = "Answers of a deployment begin a little later than the objective of latency allows, for days. Give it more capacity, route by priority to a faster one, or set `operations.objectives` to what is meant."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'first-token-slow-burn' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: clients are refused because all deployments of the model are full.
resource "azapi_resource" "alertGatewayCapacityShort" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-capacity-short"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: capacity-short"
      description = "Clients are refused because all deployments of the model are full. `causeway report --by deployment --from 1d` says where the load goes. Ask for quota, add a deployment in another region or of another type, or give batch work its own consumer with `priority: batch`."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'capacity-short' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: a deployment failed so often that nothing is sent there.
resource "azapi_resource" "alertGatewayBreakerOpen" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-breaker-open"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: breaker-open"
      description = "A deployment failed so often that nothing is sent there. `causeway deployments list` says why; look at the health of Azure in that region. It is tried again by itself."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'breaker-open' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: a deployment has taken no new requests for 15 minutes.
resource "azapi_resource" "alertGatewayDeploymentOut" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-deployment-out"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: deployment-out"
      description = "A deployment has taken no new requests for 15 minutes. `causeway deployments list` says which; put a drained one back with `causeway deployments undrain ID`."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'deployment-out' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: at least 80 percent of a budget are used.
resource "azapi_resource" "alertGatewayBudgetNearlyUsed" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-budget-nearly-used"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: budget-nearly-used"
      description = "At least 80 percent of a budget are used. Tell its owner; `causeway report --by model --from month` says on what. `causeway limits raise LIMIT --amount NUMBER --until DATE --reason TEXT` gives more for a while."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'budget-nearly-used' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: a budget is used up but for a hundredth at the most, and calls are refused or go elsewhere as it says.
resource "azapi_resource" "alertGatewayBudgetUsedUp" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-budget-used-up"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: budget-used-up"
      description = "A budget is used up but for a hundredth at the most, and calls are refused or go elsewhere as it says. `causeway limits raise LIMIT --amount NUMBER --until DATE --reason TEXT` gives more, or let it be: `causeway limits list` says when it is whole again."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'budget-used-up' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: at least 90 percent of a quota of tokens are used.
resource "azapi_resource" "alertGatewayQuotaNearlyUsed" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-quota-nearly-used"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: quota-nearly-used"
      description = "At least 90 percent of a quota of tokens are used. Tell its owner; `causeway limits raise LIMIT --amount NUMBER --until DATE --reason TEXT` gives more for a while."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'quota-nearly-used' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: the disk does not take the records of the ledger, so no work is taken.
resource "azapi_resource" "alertGatewayJournalStuck" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-journal-stuck"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: journal-stuck"
      description = "The disk does not take the records of the ledger, so no work is taken. `df -h` of the state folder: free or mend it. What waits is written then, and nothing is lost."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'journal-stuck' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: the database takes no records; they wait in the journal, and reports miss them.
resource "azapi_resource" "alertGatewayLedgerDatabaseAway" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-ledger-database-away"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: ledger-database-away"
      description = "The database takes no records; they wait in the journal, and reports miss them. `curl http://HOST:PORT/readyz` gives the reason among its warnings. Serving goes on meanwhile."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'ledger-database-away' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: at least 256 MiB of the journal wait for the database, and fill the disk.
resource "azapi_resource" "alertGatewayLedgerBacklog" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-ledger-backlog"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: ledger-backlog"
      description = "At least 256 MiB of the journal wait for the database, and fill the disk. See under `ledger-database-away` why the database is slow or away, and with `df -h` how much room the disk of the state folder has."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'ledger-backlog' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: redis cannot be asked, so limits hold by parts only, or refuse.
resource "azapi_resource" "alertGatewaySharedCountersAway" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-shared-counters-away"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: shared-counters-away"
      description = "Redis cannot be asked, so limits hold by parts only, or refuse. `redis-cli -u URL ping` from the gateway’s host says whether it is there. Bring it back; what was used meanwhile is told to it then. `storage.counters.when_away` says what holds until it is."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'shared-counters-away' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: the last key of a consumer ends within 7 days, or has ended.
resource "azapi_resource" "alertGatewayConsumerKeysEnd" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-consumer-keys-end"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: consumer-keys-end"
      description = "The last key of a consumer ends within 7 days, or has ended. `causeway keys rotate --consumer PATH`, and give the new key to its owner."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'consumer-keys-end' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: azure retires the model version of a deployment within 90 days.
resource "azapi_resource" "alertGatewayModelRetires" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-model-retires"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: model-retires"
      description = "Azure retires the model version of a deployment within 90 days. `causeway check` names the successor. Deploy it beside the old one, move consumers over, and take the old one out of the file."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'model-retires' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: answers come from another model version than the file says.
resource "azapi_resource" "alertGatewayModelVersionDrift" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-model-version-drift"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: model-version-drift"
      description = "Answers come from another model version than the file says. Evaluate the new version; then write it in the file, or pin the old one at the account."
      severity    = 3
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'model-version-drift' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

# WAF-09: tokens are used for which no price is known, so budgets and reports leave them out.
resource "azapi_resource" "alertGatewayUnpricedTokens" {
  type      = "Microsoft.Insights/scheduledQueryRules@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-shelf-helper-prod-gateway-unpriced-tokens"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "LogAlert"
    properties = {
      displayName = "Causeway: unpriced-tokens"
      description = "Tokens are used for which no price is known, so budgets and reports leave them out. `causeway report --by deployment --from 1d` says how many of which; add a row under `prices`."
      severity    = 3
      enabled     = true
      scopes = [
        azapi_resource.logWorkspace.id,
      ]
      evaluationFrequency = "PT15M"
      windowSize          = "PT15M"
      skipQueryValidation = true
      autoMitigate        = true
      criteria = {
        allOf = [
          {
            criterionType   = "StaticThresholdCriterion"
            query           = "ContainerAppConsoleLogs\n| where Log contains '\"message\":\"alert\"'\n| extend entry = parse_json(Log)\n| where tostring(entry['message']) == 'alert'\n| where tostring(entry['alert']) == 'unpriced-tokens' and tostring(entry['status']) in ('firing', 'in force')\n| project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])"
            timeAggregation = "Count"
            operator        = "GreaterThan"
            threshold       = 0
            dimensions = [
              {
                name     = "about"
                operator = "Include"
                values = [
                  "*",
                ]
              },
            ]
            failingPeriods = {
              numberOfEvaluationPeriods = 1
              minFailingPeriodsToAlert  = 1
            }
          },
        ]
      }
      actions = {
        actionGroups = [
          azapi_resource.actionGroup.id,
        ]
      }
    }
  }
}

resource "azapi_resource" "workbook" {
  type      = "Microsoft.Insights/workbooks@2023-06-01"
  parent_id = azapi_resource.groupOperations.id
  name      = uuidv5("url", "${azapi_resource.logWorkspace.id}|causeway-workbook")
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    kind = "shared"
    properties = {
      displayName    = "Causeway: shelf-helper"
      category       = "workbook"
      version        = "Notebook/1.0"
      sourceId       = azapi_resource.logWorkspace.id
      serializedData = "{\"version\":\"Notebook/1.0\",\"items\":[{\"type\":9,\"name\":\"parameters\",\"content\":{\"version\":\"KqlParameterItem/1.0\",\"crossComponentResources\":[\"value::all\"],\"queryType\":1,\"resourceType\":\"microsoft.resourcegraph/resources\",\"style\":\"pills\",\"parameters\":[{\"id\":\"5f1f7c1e-54a1-4f0f-9d0e-6f7b8f0f0a01\",\"version\":\"KqlParameterItem/1.0\",\"name\":\"Workspace\",\"type\":5,\"isRequired\":true,\"query\":\"resources | where type =~ 'microsoft.operationalinsights/workspaces' | project id\",\"crossComponentResources\":[\"value::all\"],\"typeSettings\":{\"additionalResourceOptions\":[\"value::1\"]},\"queryType\":1,\"resourceType\":\"microsoft.resourcegraph/resources\",\"value\":\"value::1\"},{\"id\":\"5f1f7c1e-54a1-4f0f-9d0e-6f7b8f0f0a02\",\"version\":\"KqlParameterItem/1.0\",\"name\":\"TimeRange\",\"type\":4,\"isRequired\":true,\"value\":{\"durationMs\":21600000},\"typeSettings\":{\"selectableValues\":[{\"durationMs\":3600000},{\"durationMs\":21600000},{\"durationMs\":86400000},{\"durationMs\":604800000},{\"durationMs\":2592000000}]}}]}},{\"type\":1,\"name\":\"text-overview\",\"content\":{\"json\":\"# Causeway\\n\\nAlerts in force come from the log of the gateway, figures from its metrics.\"}},{\"type\":3,\"name\":\"alerts-in-force\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"ContainerAppConsoleLogs\\n| where Log contains '\\\"message\\\":\\\"alert\\\"'\\n| extend entry = parse_json(Log)\\n| where tostring(entry['message']) == 'alert'\\n| extend alert = tostring(entry['alert']), labels = tostring(entry['labels']), status = tostring(entry['status'])\\n| summarize arg_max(TimeGenerated, *) by ContainerAppName, alert, labels\\n| where status != 'resolved' and TimeGenerated > ago(15m)\\n| project severity = tostring(entry['severity']), alert, labels, since = todatetime(entry['since']), what = tostring(entry['title'])\\n| order by severity asc, since desc\",\"size\":0,\"title\":\"Alerts in force\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"table\"}},{\"type\":11,\"name\":\"tabs\",\"content\":{\"version\":\"LinkItem/1.0\",\"style\":\"tabs\",\"links\":[{\"id\":\"causeway-overview\",\"cellValue\":\"tab\",\"linkTarget\":\"parameter\",\"linkLabel\":\"overview and objectives\",\"subTarget\":\"causeway-overview\",\"style\":\"link\"},{\"id\":\"causeway-deployments\",\"cellValue\":\"tab\",\"linkTarget\":\"parameter\",\"linkLabel\":\"models and deployments\",\"subTarget\":\"causeway-deployments\",\"style\":\"link\"},{\"id\":\"causeway-consumers\",\"cellValue\":\"tab\",\"linkTarget\":\"parameter\",\"linkLabel\":\"consumers and cost\",\"subTarget\":\"causeway-consumers\",\"style\":\"link\"},{\"id\":\"causeway-internals\",\"cellValue\":\"tab\",\"linkTarget\":\"parameter\",\"linkLabel\":\"the gateway itself\",\"subTarget\":\"causeway-internals\",\"style\":\"link\"}]}},{\"type\":12,\"name\":\"causeway-overview\",\"conditionalVisibility\":{\"parameterName\":\"tab\",\"comparison\":\"isEqualTo\",\"value\":\"causeway-overview\"},\"content\":{\"version\":\"NotebookGroup/1.0\",\"groupType\":\"editable\",\"items\":[{\"type\":1,\"name\":\"text-causeway-overview-0\",\"content\":{\"json\":\"## Objectives\"}},{\"type\":3,\"name\":\"causeway-overview-0-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_alerts_in_force'\\n| extend ['alert'] = tostring(Properties['alert'])\\n| extend ['severity'] = tostring(Properties['severity'])\\n| summarize value = max(Sum / ItemCount) by ['alert'], ['severity'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Alerts in force\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-overview-0-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name in ('causeway_requests_total')\\n| extend ['model'] = tostring(Properties['model'])\\n| extend ['outcome'] = tostring(Properties['outcome'])\\n| where Name == 'causeway_requests_total' and ['outcome'] in ('answered', 'refused', 'too_many_in_flight', 'cannot_identify', 'no_candidate', 'deployments_failed', 'ledger_unavailable', 'upstream_cut', 'deadline_exceeded', 'internal')\\n| summarize part = sumif(Sum, Name == 'causeway_requests_total' and ['outcome'] in ('answered', 'refused')), whole = sum(Sum) by ['model'], bin(TimeGenerated, {TimeRange:grain})\\n| extend value = todouble(part) / whole\\n| project-away part, whole\",\"size\":0,\"title\":\"Share of calls that are served\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-overview-0-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name in ('causeway_first_tokens_late_total', 'causeway_first_token_seconds')\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize part = sumif(Sum, Name == 'causeway_first_tokens_late_total'), whole = sum(iff(Name == 'causeway_first_token_seconds', ItemCount, 0)) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\\n| extend value = todouble(part) / whole\\n| project-away part, whole\",\"size\":0,\"title\":\"Share of answers that begin late\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":1,\"name\":\"text-causeway-overview-1\",\"content\":{\"json\":\"## What clients see\"}},{\"type\":3,\"name\":\"causeway-overview-1-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_requests_total'\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['model'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Calls\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-overview-1-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_requests_total'\\n| extend ['outcome'] = tostring(Properties['outcome'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['outcome'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Calls by how they ended\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-overview-1-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_request_seconds'\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize mean = sum(Sum) / sum(ItemCount) by ['model'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Time of a call\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":24,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-overview-1-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_exchanges_in_flight'\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by TimeGenerated\",\"size\":0,\"title\":\"Calls under way\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":1,\"name\":\"text-causeway-overview-2\",\"content\":{\"json\":\"## What ends\"}},{\"type\":3,\"name\":\"causeway-overview-2-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_certificate_end_timestamp_seconds'\\n| summarize ends = min(Sum / ItemCount)\\n| extend value = (ends - datetime_diff('second', now(), datetime(1970-01-01))) / 86400.0\\n| project-away ends\",\"size\":0,\"title\":\"Days until the certificate ends\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-overview-2-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_consumer_keys_end_timestamp_seconds'\\n| extend ['consumer'] = tostring(Properties['consumer'])\\n| summarize ends = min(Sum / ItemCount) by ['consumer']\\n| extend value = (ends - datetime_diff('second', now(), datetime(1970-01-01))) / 86400.0\\n| project-away ends\",\"size\":0,\"title\":\"Days until the last key of a consumer ends\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-overview-2-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_model_retirement_timestamp_seconds'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize ends = min(Sum / ItemCount) by ['deployment'], ['model']\\n| extend value = (ends - datetime_diff('second', now(), datetime(1970-01-01))) / 86400.0\\n| project-away ends\",\"size\":0,\"title\":\"Days until a model retires\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"}]}},{\"type\":12,\"name\":\"causeway-deployments\",\"conditionalVisibility\":{\"parameterName\":\"tab\",\"comparison\":\"isEqualTo\",\"value\":\"causeway-deployments\"},\"content\":{\"version\":\"NotebookGroup/1.0\",\"groupType\":\"editable\",\"items\":[{\"type\":1,\"name\":\"text-causeway-deployments-0\",\"content\":{\"json\":\"## Health\"}},{\"type\":3,\"name\":\"causeway-deployments-0-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_deployment_available'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize value = min(Sum / ItemCount) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Takes new requests\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-0-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_breaker_state'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize value = max(Sum / ItemCount) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Breaker (0 closed, 1 half-open, 2 open)\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-0-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_attempts_total'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| extend ['outcome'] = tostring(Properties['outcome'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['deployment'], ['outcome'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Tries by how they ended\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-0-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_attempts_throttled_total'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Tries refused for want of quota\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":1,\"name\":\"text-causeway-deployments-1\",\"content\":{\"json\":\"## Speed and capacity\"}},{\"type\":3,\"name\":\"causeway-deployments-1-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_first_token_seconds'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize mean = sum(Sum) / sum(ItemCount) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Time until an answer begins\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":24,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-1-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_in_flight'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, ['deployment'], bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by ['deployment'], TimeGenerated\",\"size\":0,\"title\":\"Tries under way\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-1-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_ptu_utilization_ratio'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize value = max(Sum / ItemCount) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Provisioned throughput in use\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-1-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_tokens_total'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| extend ['class'] = tostring(Properties['class'])\\n| summarize value = sum(Sum) * 60 / ({TimeRange:grain} / 1s) by ['deployment'], ['class'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Tokens\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":1,\"name\":\"text-causeway-deployments-2\",\"content\":{\"json\":\"## Waiting\"}},{\"type\":3,\"name\":\"causeway-deployments-2-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_queue_waiting'\\n| extend ['class'] = tostring(Properties['class'])\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, ['class'], bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by ['class'], TimeGenerated\",\"size\":0,\"title\":\"Wait for a deployment\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-2-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_queue_seconds'\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize mean = sum(Sum) / sum(ItemCount) by ['model'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"How long they wait\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":24,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-2-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_queue_refusals_total'\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['model'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Refused because the line is full\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-deployments-2-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_model_version_drift_total'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['deployment'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Answers of another model version\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"}]}},{\"type\":12,\"name\":\"causeway-consumers\",\"conditionalVisibility\":{\"parameterName\":\"tab\",\"comparison\":\"isEqualTo\",\"value\":\"causeway-consumers\"},\"content\":{\"version\":\"NotebookGroup/1.0\",\"groupType\":\"editable\",\"items\":[{\"type\":1,\"name\":\"text-causeway-consumers-0\",\"content\":{\"json\":\"## Use\"}},{\"type\":3,\"name\":\"causeway-consumers-0-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_consumer_tokens_total'\\n| extend ['consumer'] = tostring(Properties['consumer'])\\n| extend ['class'] = tostring(Properties['class'])\\n| where Name == 'causeway_consumer_tokens_total' and ['class'] in ('input', 'output')\\n| summarize value = sum(Sum) * 60 / ({TimeRange:grain} / 1s) by ['consumer'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Tokens of each consumer\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"50\"},{\"type\":3,\"name\":\"causeway-consumers-0-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_consumer_tokens_total'\\n| extend ['model'] = tostring(Properties['model'])\\n| extend ['region'] = tostring(Properties['region'])\\n| extend ['class'] = tostring(Properties['class'])\\n| where Name == 'causeway_consumer_tokens_total' and ['class'] in ('input', 'output')\\n| summarize value = sum(Sum) * 60 / ({TimeRange:grain} / 1s) by ['model'], ['region'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Tokens by model and region\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"50\"},{\"type\":1,\"name\":\"text-causeway-consumers-1\",\"content\":{\"json\":\"## Cost, at the prices of the workload file\"}},{\"type\":3,\"name\":\"causeway-consumers-1-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_consumer_cost_nano_usd_total'\\n| extend ['consumer'] = tostring(Properties['consumer'])\\n| summarize value = sum(Sum) * 1e-9 by ['consumer']\",\"size\":0,\"title\":\"Cost of each consumer over the time shown\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-consumers-1-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_cost_nano_usd_total'\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize value = sum(Sum) * 1e-9 by ['model']\",\"size\":0,\"title\":\"Cost of each model over the time shown\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-consumers-1-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_unpriced_tokens_total'\\n| extend ['deployment'] = tostring(Properties['deployment'])\\n| extend ['model'] = tostring(Properties['model'])\\n| summarize value = sum(Sum) by ['deployment'], ['model']\",\"size\":0,\"title\":\"Tokens without a price over the time shown\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":1,\"name\":\"text-causeway-consumers-2\",\"content\":{\"json\":\"## Limits, quotas and budgets\"}},{\"type\":3,\"name\":\"causeway-consumers-2-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_limit_used_ratio'\\n| extend ['limit'] = tostring(Properties['limit'])\\n| summarize value = max(Sum / ItemCount) by ['limit'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"In use\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-consumers-2-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_limit_refusals_total'\\n| extend ['limit'] = tostring(Properties['limit'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['limit'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Refused\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":3,\"name\":\"causeway-consumers-2-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_limit_shadow_refusals_total'\\n| extend ['limit'] = tostring(Properties['limit'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['limit'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Would be refused, in shadow mode\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"33\"},{\"type\":1,\"name\":\"text-causeway-consumers-3\",\"content\":{\"json\":\"## Batches\"}},{\"type\":3,\"name\":\"causeway-consumers-3-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_batches'\\n| extend ['status'] = tostring(Properties['status'])\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, ['status'], bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by ['status'], TimeGenerated\",\"size\":0,\"title\":\"Under way\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"50\"},{\"type\":3,\"name\":\"causeway-consumers-3-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_batch_lines_total'\\n| extend ['outcome'] = tostring(Properties['outcome'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['outcome'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Lines\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"50\"}]}},{\"type\":12,\"name\":\"causeway-internals\",\"conditionalVisibility\":{\"parameterName\":\"tab\",\"comparison\":\"isEqualTo\",\"value\":\"causeway-internals\"},\"content\":{\"version\":\"NotebookGroup/1.0\",\"groupType\":\"editable\",\"items\":[{\"type\":1,\"name\":\"text-causeway-internals-0\",\"content\":{\"json\":\"## Speed and memory\"}},{\"type\":3,\"name\":\"causeway-internals-0-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_overhead_seconds'\\n| summarize mean = sum(Sum) / sum(ItemCount) by bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Its own share of a call\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":24,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-0-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_request_body_bytes_held'\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by TimeGenerated\",\"size\":0,\"title\":\"Bodies of requests in memory\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":2,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-0-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_workers'\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by TimeGenerated\",\"size\":0,\"title\":\"Workers that serve\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-0-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_worker_restarts_total'\\n| extend ['worker'] = tostring(Properties['worker'])\\n| summarize value = sum(Sum) by ['worker']\",\"size\":0,\"title\":\"Workers started again, over the time shown\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"barchart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":1,\"name\":\"text-causeway-internals-1\",\"content\":{\"json\":\"## The ledger\"}},{\"type\":3,\"name\":\"causeway-internals-1-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_journal_buffered_records'\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by TimeGenerated\",\"size\":0,\"title\":\"Records that the disk does not take\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-1-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_ledger_backlog_bytes'\\n| summarize value = sum(Sum) / sum(ItemCount) by AppRoleInstance, bin(TimeGenerated, {TimeRange:grain})\\n| summarize value = sum(value) by TimeGenerated\",\"size\":0,\"title\":\"Journal that waits for the database\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":2,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-1-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_ledger_database_up'\\n| summarize value = min(Sum / ItemCount) by bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"The database takes records\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-1-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_ledger_projected_records_total'\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Records that it took\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":1,\"name\":\"text-causeway-internals-2\",\"content\":{\"json\":\"## Replicas and telemetry\"}},{\"type\":3,\"name\":\"causeway-internals-2-0\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_shared_counters_up'\\n| summarize value = min(Sum / ItemCount) by bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Limits are counted together\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-2-1\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_shared_counters_round_trip_seconds'\\n| summarize value = max(Sum / ItemCount) by bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Redis answers within\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":24,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-2-2\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_otlp_pushes_total'\\n| extend ['outcome'] = tostring(Properties['outcome'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['outcome'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Pushes to the collector\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-2-3\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_metric_series_dropped_total'\\n| extend ['metric'] = tostring(Properties['metric'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['metric'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Label sets that were folded\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"},{\"type\":3,\"name\":\"causeway-internals-2-4\",\"content\":{\"version\":\"KqlItem/1.0\",\"query\":\"AppMetrics\\n| where Name == 'causeway_alert_notices_total'\\n| extend ['outcome'] = tostring(Properties['outcome'])\\n| summarize value = sum(Sum) / ({TimeRange:grain} / 1s) by ['outcome'], bin(TimeGenerated, {TimeRange:grain})\",\"size\":0,\"title\":\"Calls of webhooks that tell of alerts\",\"timeContextFromParameter\":\"TimeRange\",\"queryType\":0,\"resourceType\":\"microsoft.operationalinsights/workspaces\",\"crossComponentResources\":[\"{Workspace}\"],\"visualization\":\"timechart\",\"chartSettings\":{\"ySettings\":{\"numberFormatSettings\":{\"unit\":0,\"options\":{\"style\":\"decimal\"}}}}},\"customWidth\":\"25\"}]}}],\"fallbackResourceIds\":[\"Azure Monitor\"],\"$schema\":\"https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json\"}"
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
        actionGroups = [
          {
            actionGroupId = azapi_resource.actionGroup.id
          },
        ]
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
        actionGroups = [
          {
            actionGroupId = azapi_resource.actionGroup.id
          },
        ]
      }
    }
  }
}
