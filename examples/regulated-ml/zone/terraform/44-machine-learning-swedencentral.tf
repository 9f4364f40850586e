# Azure Machine Learning in swedencentral: workspaces without a way to the internet but what is approved.

# REL-16: models are kept in swedencentral and francecentral, under one name.
resource "azapi_resource" "modelRegistry" {
  type      = "Microsoft.MachineLearningServices/registries@2026-05-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "mlr-credit-risk-prod"
  location  = "swedencentral"
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
    properties = {
      publicNetworkAccess = "Disabled"
      regionDetails = [
        {
          location = "swedencentral"
          acrDetails = [
            {
              systemCreatedAcrAccount = {
                acrAccountSku = "Premium"
              }
            },
          ]
          storageAccountDetails = [
            {
              systemCreatedStorageAccount = {
                storageAccountType       = "Standard_ZRS"
                storageAccountHnsEnabled = false
                allowBlobPublicAccess    = false
              }
            },
          ]
        },
        {
          location = "francecentral"
          acrDetails = [
            {
              systemCreatedAcrAccount = {
                acrAccountSku = "Premium"
              }
            },
          ]
          storageAccountDetails = [
            {
              systemCreatedStorageAccount = {
                storageAccountType       = "Standard_ZRS"
                storageAccountHnsEnabled = false
                allowBlobPublicAccess    = false
              }
            },
          ]
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointModelRegistry" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-modelregistry-swedencentral-cetr7"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-modelregistry-swedencentral-cetr7-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "modelRegistry"
          properties = {
            privateLinkServiceId = azapi_resource.modelRegistry.id
            groupIds = [
              "amlregistry",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupModelRegistry" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointModelRegistry.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-api-azureml-ms"
          properties = {
            privateDnsZoneId = azapi_resource.zoneApiAzuremlMs.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsModelRegistry" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.modelRegistry.id
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

resource "azapi_resource" "machineLearningInsightsMain" {
  type      = "Microsoft.Insights/components@2020-02-02"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "appi-credit-risk-prod-ml-main"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    kind = "web"
    properties = {
      Application_Type    = "web"
      WorkspaceResourceId = azapi_resource.logWorkspace.id
      DisableLocalAuth    = true
    }
  }
}

# PNET-05: it is reached over its private endpoint alone.
# PNET-06: its computes reach what is approved, and nothing else.
# PLAT-11: each team has its own, with stores of its own.
resource "azapi_resource" "machineLearningMain" {
  type      = "Microsoft.MachineLearningServices/workspaces@2026-05-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "mlw-credit-risk-prod-main-sw-joh0"
  location  = "swedencentral"
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
    kind = "Default"
    sku = {
      name = "Basic"
      tier = "Basic"
    }
    properties = {
      friendlyName             = "main"
      storageAccount           = azapi_resource.storeMlMainFiles.id
      keyVault                 = azapi_resource.storeMlMainSecrets.id
      containerRegistry        = azapi_resource.storeMlMainImages.id
      applicationInsights      = azapi_resource.machineLearningInsightsMain.id
      systemDatastoresAuthMode = "Identity"
      publicNetworkAccess      = "Disabled"
      v1LegacyMode             = false
      hbiWorkspace             = true
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        firewallSku   = "Standard"
      }
    }
  }
}

# WAF-04: the workspace main works with its files as itself.
resource "azapi_resource" "machineLearningMainOnFilesStorageBlobDataContributor" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainFiles.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainFiles.id}|${azapi_resource.machineLearningMain.id}|ba92f5b4-2d11-453d-a403-e96b0029c9fe")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the workspace main works with its files as itself.
resource "azapi_resource" "machineLearningMainOnFilesStorageFileDataPrivilegedContributor" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainFiles.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainFiles.id}|${azapi_resource.machineLearningMain.id}|69566ab7-960f-475b-8e7c-b3118f30c6bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/69566ab7-960f-475b-8e7c-b3118f30c6bd"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the workspace main works with its files as itself.
resource "azapi_resource" "machineLearningMainOnFilesAzureAIEnterpriseNetworkConnectionApprover" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainFiles.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainFiles.id}|${azapi_resource.machineLearningMain.id}|b556d68e-0be0-4f35-a333-ad7ee1ce17ea")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the workspace main works with its secrets as itself.
resource "azapi_resource" "machineLearningMainOnSecretsKeyVaultAdministrator" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainSecrets.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainSecrets.id}|${azapi_resource.machineLearningMain.id}|00482a5a-887f-4fb3-b363-3b7fe8e74483")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/00482a5a-887f-4fb3-b363-3b7fe8e74483"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the workspace main works with its secrets as itself.
resource "azapi_resource" "machineLearningMainOnSecretsAzureAIEnterpriseNetworkConnectionApprover" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainSecrets.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainSecrets.id}|${azapi_resource.machineLearningMain.id}|b556d68e-0be0-4f35-a333-ad7ee1ce17ea")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the workspace main works with its images as itself.
resource "azapi_resource" "machineLearningMainOnImagesAcrPush" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainImages.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainImages.id}|${azapi_resource.machineLearningMain.id}|8311e382-0749-4cb8-b61a-304f252e45ec")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/8311e382-0749-4cb8-b61a-304f252e45ec"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the workspace main works with its images as itself.
resource "azapi_resource" "machineLearningMainOnImagesAzureAIEnterpriseNetworkConnectionApprover" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeMlMainImages.id
  name      = uuidv5("url", "${azapi_resource.storeMlMainImages.id}|${azapi_resource.machineLearningMain.id}|b556d68e-0be0-4f35-a333-ad7ee1ce17ea")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-06: computes of main reach it by a private endpoint of their network.
resource "azapi_resource" "machineLearningMainApprovesApplications" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeApplications.id
  name      = uuidv5("url", "${azapi_resource.storeApplications.id}|${azapi_resource.machineLearningMain.id}|b556d68e-0be0-4f35-a333-ad7ee1ce17ea")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-06: computes of main reach it by a private endpoint of their network.
resource "azapi_resource" "machineLearningMainApprovesAccountAoaiSwc" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiSwc.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiSwc.id}|${azapi_resource.machineLearningMain.id}|b556d68e-0be0-4f35-a333-ad7ee1ce17ea")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
      principalId      = azapi_resource.machineLearningMain.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-06: its computes reach what is approved, and nothing else.
resource "azapi_resource" "machineLearningMainReachesApplicationsBlob" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2026-05-01"
  parent_id = azapi_resource.machineLearningMain.id
  name      = "out-applications-blob"
  body = {
    properties = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = azapi_resource.storeApplications.id
        subresourceTarget = "blob"
        sparkEnabled      = false
      }
    }
  }
  depends_on = [azapi_resource.machineLearningMainOnFilesStorageBlobDataContributor, azapi_resource.machineLearningMainOnFilesStorageFileDataPrivilegedContributor, azapi_resource.machineLearningMainOnFilesAzureAIEnterpriseNetworkConnectionApprover, azapi_resource.machineLearningMainOnSecretsKeyVaultAdministrator, azapi_resource.machineLearningMainOnSecretsAzureAIEnterpriseNetworkConnectionApprover, azapi_resource.machineLearningMainOnImagesAcrPush, azapi_resource.machineLearningMainOnImagesAzureAIEnterpriseNetworkConnectionApprover, azapi_resource.machineLearningMainApprovesApplications, azapi_resource.machineLearningMainApprovesAccountAoaiSwc]
}

# PNET-06: its computes reach what is approved, and nothing else.
resource "azapi_resource" "machineLearningMainReachesAccountAoaiSwcAccount" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2026-05-01"
  parent_id = azapi_resource.machineLearningMain.id
  name      = "out-accountaoaiswc-account-t62bh"
  body = {
    properties = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = azapi_resource.accountAoaiSwc.id
        subresourceTarget = "account"
        sparkEnabled      = false
      }
    }
  }
  depends_on = [azapi_resource.machineLearningMainReachesApplicationsBlob]
}

# PNET-06: its computes reach what is approved, and nothing else.
resource "azapi_resource" "machineLearningMainReachesModelsAmlregistry" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2026-05-01"
  parent_id = azapi_resource.machineLearningMain.id
  name      = "out-models-amlregistry"
  body = {
    properties = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = azapi_resource.modelRegistry.id
        subresourceTarget = "amlregistry"
        sparkEnabled      = false
      }
    }
  }
  depends_on = [azapi_resource.machineLearningMainReachesAccountAoaiSwcAccount]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointMachineLearningMain" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-machinelearning-main-swedencentral-h2hx8"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-machinelearning-main-swedencentral-h2hx8-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "machineLearning-main"
          properties = {
            privateLinkServiceId = azapi_resource.machineLearningMain.id
            groupIds = [
              "amlworkspace",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.machineLearningMainReachesModelsAmlregistry]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMachineLearningMain" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMachineLearningMain.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-api-azureml-ms"
          properties = {
            privateDnsZoneId = azapi_resource.zoneApiAzuremlMs.id
          }
        },
        {
          name = "privatelink-notebooks-azure-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneNotebooksAzureNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsMachineLearningMain" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.machineLearningMain.id
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
