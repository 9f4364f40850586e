# Accounts of Azure AI Foundry in eastus2, their model deployments, and the way to them.

# REL-01: model endpoints stand in every region that the file names.
# PNET-02: it is reached over its private endpoint alone.
# APP-27: who calls it signs in with Entra ID: its keys are off.
resource "azapi_resource" "accountAoaiEus2" {
  type      = "Microsoft.CognitiveServices/accounts@2026-07-01"
  parent_id = azapi_resource.groupServicesEastus2.id
  name      = "aif-shop-chat-prod-aoai-eus2-t70td"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
      customSubDomainName = "aif-shop-chat-prod-aoai-eus2-t70td"
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
resource "azapi_resource" "contentFilterAoaiEus2" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01"
  parent_id = azapi_resource.accountAoaiEus2.id
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

# REL-08: data-zone-provisioned-managed is how the file wants gpt-4.1 here.
resource "azapi_resource" "deploymentAoaiEus2ChatPtuEus2" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountAoaiEus2.id
  name      = "chat-ptu-eus2"
  body = {
    sku = {
      name     = "DataZoneProvisionedManaged"
      capacity = 100
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
  depends_on = [azapi_resource.contentFilterAoaiEus2]
}

# REL-08: data-zone-standard is how the file wants gpt-4.1 here.
resource "azapi_resource" "deploymentAoaiEus2ChatSpillEus2" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2026-07-01"
  parent_id = azapi_resource.accountAoaiEus2.id
  name      = "chat-spill-eus2"
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
  depends_on = [azapi_resource.deploymentAoaiEus2ChatPtuEus2]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointAoaiEus2" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesEastus2.id
  name      = "pep-shop-chat-prod-aoai-eus2-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-aoai-eus2-eastus2-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetEastus2.id
      }
      privateLinkServiceConnections = [
        {
          name = "aoai-eus2"
          properties = {
            privateLinkServiceId = azapi_resource.accountAoaiEus2.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.deploymentAoaiEus2ChatSpillEus2]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupAoaiEus2" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointAoaiEus2.id
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
resource "azapi_resource" "diagnosticsAoaiEus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.accountAoaiEus2.id
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

# WAF-04: the gateway in eastus2 may call the models, and nothing else.
resource "azapi_resource" "inferenceAoaiEus2FromEastus2" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiEus2.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiEus2.id}|${azapi_resource.gatewayIdentityEastus2.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentityEastus2.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in southcentralus may call the models, and nothing else.
resource "azapi_resource" "inferenceAoaiEus2FromSouthcentralus" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiEus2.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiEus2.id}|${azapi_resource.gatewayIdentitySouthcentralus.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.gatewayIdentitySouthcentralus.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

output "aoaiEus2Endpoint" {
  description = "accounts.aoai-eus2.endpoint of the workload file"
  value       = azapi_resource.accountAoaiEus2.output.properties.endpoint
}
