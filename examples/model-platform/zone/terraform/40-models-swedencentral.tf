# Accounts of Azure AI Foundry in swedencentral, their model deployments, and the way to them.

# REL-01: model endpoints stand in every region that the file names.
# PNET-02: it is reached over its private endpoint alone.
# APP-27: who calls it signs in with Entra ID: its keys are off.
resource "azapi_resource" "accountLiveSwc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "aif-model-platform-prod-live-swc-jfz7d"
  location  = "swedencentral"
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
      customSubDomainName = "aif-model-platform-prod-live-swc-jfz7d"
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
resource "azapi_resource" "contentFilterLiveSwc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountLiveSwc.id
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

# REL-08: data-zone-provisioned-managed is how the file wants gpt-5.1 here.
resource "azapi_resource" "deploymentLiveSwcGpt51PtuSwc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountLiveSwc.id
  name      = "gpt51-ptu-swc"
  body = {
    sku = {
      name     = "DataZoneProvisionedManaged"
      capacity = 100
    }
    properties = {
      model = {
        format  = "OpenAI"
        name    = "gpt-5.1"
        version = "2025-11-13"
      }
      versionUpgradeOption = "NoAutoUpgrade"
      raiPolicyName        = "strict"
    }
  }
  depends_on = [azapi_resource.contentFilterLiveSwc]
}

# REL-08: data-zone-standard is how the file wants gpt-5.1 here.
resource "azapi_resource" "deploymentLiveSwcGpt51Swc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountLiveSwc.id
  name      = "gpt51-swc"
  body = {
    sku = {
      name     = "DataZoneStandard"
      capacity = 300
    }
    properties = {
      model = {
        format  = "OpenAI"
        name    = "gpt-5.1"
        version = "2025-11-13"
      }
      versionUpgradeOption = "NoAutoUpgrade"
      raiPolicyName        = "strict"
    }
  }
  depends_on = [azapi_resource.deploymentLiveSwcGpt51PtuSwc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointLiveSwc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-model-platform-prod-live-swc-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-live-swc-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "live-swc"
          properties = {
            privateLinkServiceId = azapi_resource.accountLiveSwc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentLiveSwcGpt51Swc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupLiveSwc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointLiveSwc.id
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
resource "azapi_resource" "diagnosticsLiveSwc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountLiveSwc.id
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
resource "azapi_resource" "inferenceLiveSwcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveSwc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveSwc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveSwcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveSwc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveSwc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveSwcFromGermanywestcentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveSwc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveSwc.id}|${azapi_resource.gatewayIdentityGermanywestcentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
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
resource "azapi_resource" "accountNightSwc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "aif-model-platform-prod-night-swc-cyqly"
  location  = "swedencentral"
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
      customSubDomainName = "aif-model-platform-prod-night-swc-cyqly"
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
resource "azapi_resource" "contentFilterNightSwc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountNightSwc.id
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

# REL-08: data-zone-standard is how the file wants text-embedding-3-large here.
resource "azapi_resource" "deploymentNightSwcEmbedSwc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountNightSwc.id
  name      = "embed-swc"
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
  depends_on = [azapi_resource.contentFilterNightSwc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointNightSwc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-model-platform-prod-night-swc-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-night-swc-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "night-swc"
          properties = {
            privateLinkServiceId = azapi_resource.accountNightSwc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentNightSwcEmbedSwc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupNightSwc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointNightSwc.id
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
resource "azapi_resource" "diagnosticsNightSwc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountNightSwc.id
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
resource "azapi_resource" "inferenceNightSwcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightSwc.id
  name      = uuidv5("url", "${azapi_resource.accountNightSwc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightSwcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightSwc.id
  name      = uuidv5("url", "${azapi_resource.accountNightSwc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightSwcFromGermanywestcentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightSwc.id
  name      = uuidv5("url", "${azapi_resource.accountNightSwc.id}|${azapi_resource.gatewayIdentityGermanywestcentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityGermanywestcentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

output "liveSwcEndpoint" {
  description = "accounts.live-swc.endpoint of the workload file"
  value       = azapi_resource.accountLiveSwc.output.properties.endpoint
}

output "nightSwcEndpoint" {
  description = "accounts.night-swc.endpoint of the workload file"
  value       = azapi_resource.accountNightSwc.output.properties.endpoint
}
