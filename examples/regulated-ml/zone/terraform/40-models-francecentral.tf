# Accounts of Azure AI Foundry in francecentral, their model deployments, and the way to them.

# REL-01: model endpoints stand in every region that the file names.
# PNET-02: it is reached over its private endpoint alone.
# APP-27: who calls it signs in with Entra ID: its keys are off.
resource "azapi_resource" "accountAoaiFrc" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "aif-credit-risk-prod-aoai-frc-ved3n"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
      customSubDomainName = "aif-credit-risk-prod-aoai-frc-ved3n"
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
resource "azapi_resource" "contentFilterAoaiFrc" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountAoaiFrc.id
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
resource "azapi_resource" "deploymentAoaiFrcExplainFrc" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountAoaiFrc.id
  name      = "explain-frc"
  body = {
    sku = {
      name     = "DataZoneStandard"
      capacity = 80
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
  depends_on = [azapi_resource.contentFilterAoaiFrc]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointAoaiFrc" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-aoai-frc-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-aoai-frc-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "aoai-frc"
          properties = {
            privateLinkServiceId = azapi_resource.accountAoaiFrc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentAoaiFrcExplainFrc]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupAoaiFrc" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointAoaiFrc.id
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
resource "azapi_resource" "diagnosticsAoaiFrc" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountAoaiFrc.id
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
resource "azapi_resource" "inferenceAoaiFrcFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiFrc.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiFrc.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may call the models, and nothing else.
resource "azapi_resource" "inferenceAoaiFrcFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiFrc.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiFrc.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

output "aoaiFrcEndpoint" {
  description = "accounts.aoai-frc.endpoint of the workload file"
  value       = azapi_resource.accountAoaiFrc.output.properties.endpoint
}
