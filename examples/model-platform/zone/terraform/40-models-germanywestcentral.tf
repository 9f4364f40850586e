# Accounts of Azure AI Foundry in germanywestcentral, their model deployments, and the way to them.

# REL-01: model endpoints stand in every region that the file names.
# PNET-02: it is reached over its private endpoint alone.
# APP-27: who calls it signs in with Entra ID: its keys are off.
resource "azapi_resource" "accountLiveGwc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesGermanywestcentral.id
  name      = "aif-model-platform-prod-live-gwc-r4qzl"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type = "SystemAssigned"
  }
  body = {
    kind = "AIServices"
    sku = {
      name = "S0"
    }
    properties = {
      customSubDomainName = "aif-model-platform-prod-live-gwc-r4qzl"
      disableLocalAuth    = true
      publicNetworkAccess = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "None"
      }
      restrictOutboundNetworkAccess = true
      allowedFqdnList               = []
    }
  }
  response_export_values = ["properties.endpoint"]
}

# WAF-12: the filter that was assessed is the one that answers.
resource "azapi_resource" "contentFilterLiveGwc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountLiveGwc.id
  name      = "strict"
  body = {
    properties = {
      basePolicyName = "Microsoft.DefaultV2"
      mode           = "Blocking"
      contentFilters = [
        {
          name              = "Hate"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Hate"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name              = "Sexual"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Sexual"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name              = "Violence"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Violence"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name              = "Selfharm"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Selfharm"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name     = "Jailbreak"
          enabled  = true
          blocking = true
          source   = "Prompt"
        },
        {
          name     = "Indirect Attack"
          enabled  = true
          blocking = true
          source   = "Prompt"
        },
        {
          name     = "Protected Material Text"
          enabled  = true
          blocking = true
          source   = "Completion"
        },
        {
          name     = "Protected Material Code"
          enabled  = true
          blocking = true
          source   = "Completion"
        },
      ]
    }
  }
}

# REL-08: data-zone-standard is how the file wants gpt-4.1 here.
resource "azapi_resource" "deploymentLiveGwcGpt41Gwc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountLiveGwc.id
  name      = "gpt41-gwc"
  body = {
    sku = {
      name     = "DataZoneStandard"
      capacity = 300
    }
    properties = {
      model = {
        format  = "OpenAI"
        name    = "gpt-4.1"
        version = "2025-04-14"
      }
      versionUpgradeOption = "NoAutoUpgrade"
      raiPolicyName        = "strict"
    }
  }
  depends_on = [azapi_resource.contentFilterLiveGwc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointLiveGwc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesGermanywestcentral.id
  name      = "pep-model-platform-prod-live-gwc-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-live-gwc-germanywestcentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "live-gwc"
          properties = {
            privateLinkServiceId = azapi_resource.accountLiveGwc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentLiveGwcGpt41Gwc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupLiveGwc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointLiveGwc.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureCom.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureCom.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureCom.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsLiveGwc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountLiveGwc.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      logs = [
        {
          categoryGroup = "allLogs"
          enabled       = true
        },
      ]
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}

# WAF-04: the gateway in swedencentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveGwcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveGwc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveGwc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveGwcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveGwc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveGwc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveGwcFromGermanywestcentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveGwc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveGwc.id}|${azapi_resource.gatewayIdentityGermanywestcentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityGermanywestcentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# REL-01: model endpoints stand in every region that the file names.
# PNET-02: it is reached over its private endpoint alone.
# APP-27: who calls it signs in with Entra ID: its keys are off.
resource "azapi_resource" "accountNightGwc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesGermanywestcentral.id
  name      = "aif-model-platform-prod-night-gwc-h51nf"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type = "SystemAssigned"
  }
  body = {
    kind = "AIServices"
    sku = {
      name = "S0"
    }
    properties = {
      customSubDomainName = "aif-model-platform-prod-night-gwc-h51nf"
      disableLocalAuth    = true
      publicNetworkAccess = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "None"
      }
      restrictOutboundNetworkAccess = true
      allowedFqdnList               = []
    }
  }
  response_export_values = ["properties.endpoint"]
}

# WAF-12: the filter that was assessed is the one that answers.
resource "azapi_resource" "contentFilterNightGwc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountNightGwc.id
  name      = "strict"
  body = {
    properties = {
      basePolicyName = "Microsoft.DefaultV2"
      mode           = "Blocking"
      contentFilters = [
        {
          name              = "Hate"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Hate"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name              = "Sexual"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Sexual"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name              = "Violence"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Violence"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name              = "Selfharm"
          enabled           = true
          blocking          = true
          source            = "Prompt"
          severityThreshold = "Medium"
        },
        {
          name              = "Selfharm"
          enabled           = true
          blocking          = true
          source            = "Completion"
          severityThreshold = "Medium"
        },
        {
          name     = "Jailbreak"
          enabled  = true
          blocking = true
          source   = "Prompt"
        },
        {
          name     = "Indirect Attack"
          enabled  = true
          blocking = true
          source   = "Prompt"
        },
        {
          name     = "Protected Material Text"
          enabled  = true
          blocking = true
          source   = "Completion"
        },
        {
          name     = "Protected Material Code"
          enabled  = true
          blocking = true
          source   = "Completion"
        },
      ]
    }
  }
}

# REL-08: data-zone-batch is how the file wants gpt-4.1 here.
resource "azapi_resource" "deploymentNightGwcGpt41NightGwc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountNightGwc.id
  name      = "gpt41-night-gwc"
  body = {
    sku = {
      name     = "DataZoneBatch"
      capacity = 10
    }
    properties = {
      model = {
        format  = "OpenAI"
        name    = "gpt-4.1"
        version = "2025-04-14"
      }
      versionUpgradeOption = "NoAutoUpgrade"
      raiPolicyName        = "strict"
    }
  }
  depends_on = [azapi_resource.contentFilterNightGwc]
}

# REL-08: data-zone-standard is how the file wants text-embedding-3-large here.
resource "azapi_resource" "deploymentNightGwcEmbedGwc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountNightGwc.id
  name      = "embed-gwc"
  body = {
    sku = {
      name     = "DataZoneStandard"
      capacity = 350
    }
    properties = {
      model = {
        format  = "OpenAI"
        name    = "text-embedding-3-large"
        version = "1"
      }
      versionUpgradeOption = "NoAutoUpgrade"
      raiPolicyName        = "strict"
    }
  }
  depends_on = [azapi_resource.deploymentNightGwcGpt41NightGwc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointNightGwc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesGermanywestcentral.id
  name      = "pep-model-platform-prod-night-gwc-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-night-gwc-germanywestcentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "night-gwc"
          properties = {
            privateLinkServiceId = azapi_resource.accountNightGwc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentNightGwcEmbedGwc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupNightGwc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointNightGwc.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureCom.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureCom.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureCom.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsNightGwc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountNightGwc.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      logs = [
        {
          categoryGroup = "allLogs"
          enabled       = true
        },
      ]
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}

# WAF-04: the gateway in swedencentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightGwcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightGwc.id
  name      = uuidv5("url", "${azapi_resource.accountNightGwc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightGwcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightGwc.id
  name      = uuidv5("url", "${azapi_resource.accountNightGwc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightGwcFromGermanywestcentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightGwc.id
  name      = uuidv5("url", "${azapi_resource.accountNightGwc.id}|${azapi_resource.gatewayIdentityGermanywestcentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityGermanywestcentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

output "liveGwcEndpoint" {
  description = "accounts.live-gwc.endpoint of the workload file"
  value       = azapi_resource.accountLiveGwc.output.properties.endpoint
}

output "nightGwcEndpoint" {
  description = "accounts.night-gwc.endpoint of the workload file"
  value       = azapi_resource.accountNightGwc.output.properties.endpoint
}
