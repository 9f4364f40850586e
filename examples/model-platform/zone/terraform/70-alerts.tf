# Alerts on what model-platform is made of and on the health of Azure, shown in the portal.

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallSwedencentralUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-firewallswedencentral-unhealthy-ivigm"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-firewallfrancecentral-unhealthy-evqp5"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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

# WAF-09: the firewall, by which everything leaves, is not well.
resource "azapi_resource" "alertFirewallGermanywestcentralUnhealthy" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-firewallgermanywestcentral-unhealthy-su2zn"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "The firewall, by which everything leaves, is not well."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.firewallGermanywestcentral.id,
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
  name      = "alert-model-platform-prod-flowstoreswedencentral-unavailable-y8yxl"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-flowstorefrancecentral-unavailable-o5879"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
resource "azapi_resource" "alertFlowStoreGermanywestcentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-flowstoregermanywestcentral-unavailable-wndnq"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.flowStoreGermanywestcentral.id,
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
resource "azapi_resource" "alertAccountLiveSwcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountliveswc-unavailable-qppoe"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountLiveSwc.id,
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
resource "azapi_resource" "alertAccountLiveSwcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountliveswc-throttled-zysoj"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountLiveSwc.id,
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
resource "azapi_resource" "alertAccountLiveSwcProvisionedFull" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountliveswc-provisioned-full-s98ll"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Provisioned units are nearly used up, and calls spill over or wait."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountLiveSwc.id,
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
                  "gpt51-ptu-swc",
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
resource "azapi_resource" "alertAccountLiveSwcSlow" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountliveswc-slow-y1g8f"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "The first token comes late."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountLiveSwc.id,
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
            threshold       = 3000
            dimensions = [
              {
                name     = "ModelDeploymentName"
                operator = "Include"
                values = [
                  "gpt51-ptu-swc",
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
resource "azapi_resource" "alertAccountNightSwcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountnightswc-unavailable-vakzr"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountNightSwc.id,
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
resource "azapi_resource" "alertAccountNightSwcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountnightswc-throttled-jqb9h"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountNightSwc.id,
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
resource "azapi_resource" "alertAccountLiveFrcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountlivefrc-unavailable-sywij"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountLiveFrc.id,
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
resource "azapi_resource" "alertAccountLiveFrcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountlivefrc-throttled-oigha"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountLiveFrc.id,
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
resource "azapi_resource" "alertAccountNightFrcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountnightfrc-unavailable-paw6z"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountNightFrc.id,
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
resource "azapi_resource" "alertAccountNightFrcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountnightfrc-throttled-mjgk7"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountNightFrc.id,
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
resource "azapi_resource" "alertAccountLiveGwcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountlivegwc-unavailable-t2ru1"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountLiveGwc.id,
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
resource "azapi_resource" "alertAccountLiveGwcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountlivegwc-throttled-laow2"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountLiveGwc.id,
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
resource "azapi_resource" "alertAccountNightGwcUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountnightgwc-unavailable-eg0qh"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls of models end in errors of the service."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.accountNightGwc.id,
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
resource "azapi_resource" "alertAccountNightGwcThrottled" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-accountnightgwc-throttled-r69aa"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Calls are refused because the quota or the provisioned units are used up."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.accountNightGwc.id,
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
  name      = "alert-model-platform-prod-redis-full"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-ledgerserver-down-cjfse"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-ledgerserver-full-by9jl"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-gatewayvaultswedencentral-unavailable-uo2sc"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-journalaccountswedencentral-unavailable-z5b9r"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-gatewayvaultfrancecentral-unavailable-qk3q8"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-journalaccountfrancecentral-unavailable-hzvtv"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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

# WAF-09: less than 99 percent of its calls succeed.
resource "azapi_resource" "alertGatewayVaultGermanywestcentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-gatewayvaultgermanywestcentral-unavailable-bcu6s"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayVaultGermanywestcentral.id,
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
resource "azapi_resource" "alertJournalAccountGermanywestcentralUnavailable" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-journalaccountgermanywestcentral-unavailable-vzs53"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Less than 99 percent of its calls succeed."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.journalAccountGermanywestcentral.id,
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
  name      = "alert-model-platform-prod-gatewayswedencentral-errors-c7tch"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-gatewayswedencentral-restarts-dt71p"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-gatewayfrancecentral-errors-zbx2w"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-gatewayfrancecentral-restarts-yygbo"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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

# WAF-09: it answers with errors of its own.
resource "azapi_resource" "alertGatewayGermanywestcentralErrors" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-gatewaygermanywestcentral-errors-dvzsh"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "It answers with errors of its own."
      severity    = 1
      enabled     = true
      scopes = [
        azapi_resource.gatewayGermanywestcentral.id,
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
resource "azapi_resource" "alertGatewayGermanywestcentralRestarts" {
  type      = "Microsoft.Insights/metricAlerts@2026-01-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "alert-model-platform-prod-gatewaygermanywestcentral-restarts-wh166"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      description = "Its containers start over and over."
      severity    = 2
      enabled     = true
      scopes = [
        azapi_resource.gatewayGermanywestcentral.id,
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
  name      = "alert-model-platform-prod-resource-health"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
  name      = "alert-model-platform-prod-service-health"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
