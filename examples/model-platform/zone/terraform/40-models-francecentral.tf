# Accounts of Azure AI Foundry in francecentral, their model deployments, and the way to them.

# REL-01: model endpoints stand in every region that the file names.
# PNET-02: it is reached over its private endpoint alone.
# APP-27: who calls it signs in with Entra ID: its keys are off.
resource "azapi_resource" "accountLiveFrc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "aif-model-platform-prod-live-frc-aayq0"
  location  = "francecentral"
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
      customSubDomainName = "aif-model-platform-prod-live-frc-aayq0"
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
resource "azapi_resource" "contentFilterLiveFrc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountLiveFrc.id
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

# REL-08: data-zone-standard is how the file wants gpt-5.1 here.
resource "azapi_resource" "deploymentLiveFrcGpt51Frc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountLiveFrc.id
  name      = "gpt51-frc"
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
  depends_on = [azapi_resource.contentFilterLiveFrc]
}

# REL-08: data-zone-standard is how the file wants gpt-4.1 here.
resource "azapi_resource" "deploymentLiveFrcGpt41Frc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountLiveFrc.id
  name      = "gpt41-frc"
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
  depends_on = [azapi_resource.deploymentLiveFrcGpt51Frc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointLiveFrc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-model-platform-prod-live-frc-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-live-frc-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "live-frc"
          properties = {
            privateLinkServiceId = azapi_resource.accountLiveFrc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentLiveFrcGpt41Frc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupLiveFrc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointLiveFrc.id
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
resource "azapi_resource" "diagnosticsLiveFrc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountLiveFrc.id
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
resource "azapi_resource" "inferenceLiveFrcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveFrc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveFrc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveFrcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveFrc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveFrc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource "azapi_resource" "inferenceLiveFrcFromGermanywestcentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountLiveFrc.id
  name      = uuidv5("url", "${azapi_resource.accountLiveFrc.id}|${azapi_resource.gatewayIdentityGermanywestcentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
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
resource "azapi_resource" "accountNightFrc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "aif-model-platform-prod-night-frc-tya3q"
  location  = "francecentral"
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
      customSubDomainName = "aif-model-platform-prod-night-frc-tya3q"
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
resource "azapi_resource" "contentFilterNightFrc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountNightFrc.id
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
resource "azapi_resource" "deploymentNightFrcGpt41NightFrc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountNightFrc.id
  name      = "gpt41-night-frc"
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
  depends_on = [azapi_resource.contentFilterNightFrc]
}

# REL-08: data-zone-standard is how the file wants text-embedding-3-large here.
resource "azapi_resource" "deploymentNightFrcEmbedFrc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountNightFrc.id
  name      = "embed-frc"
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
  depends_on = [azapi_resource.deploymentNightFrcGpt41NightFrc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointNightFrc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-model-platform-prod-night-frc-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-night-frc-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "night-frc"
          properties = {
            privateLinkServiceId = azapi_resource.accountNightFrc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentNightFrcEmbedFrc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupNightFrc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointNightFrc.id
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
resource "azapi_resource" "diagnosticsNightFrc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountNightFrc.id
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
resource "azapi_resource" "inferenceNightFrcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightFrc.id
  name      = uuidv5("url", "${azapi_resource.accountNightFrc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightFrcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightFrc.id
  name      = uuidv5("url", "${azapi_resource.accountNightFrc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource "azapi_resource" "inferenceNightFrcFromGermanywestcentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountNightFrc.id
  name      = uuidv5("url", "${azapi_resource.accountNightFrc.id}|${azapi_resource.gatewayIdentityGermanywestcentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityGermanywestcentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

output "liveFrcEndpoint" {
  description = "accounts.live-frc.endpoint of the workload file"
  value       = azapi_resource.accountLiveFrc.output.properties.endpoint
}

output "nightFrcEndpoint" {
  description = "accounts.night-frc.endpoint of the workload file"
  value       = azapi_resource.accountNightFrc.output.properties.endpoint
}
