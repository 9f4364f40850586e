# Stores of data, private and without keys, and who may reach them, in swedencentral.

# PNET-08: it is reached over its private endpoints alone.
# WAF-03: its key is yours.
# REL-15: its content is kept in a second region.
resource "azapi_resource" "storeApplications" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "stcreditriskprodapphkm1x"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keyIdentityApplications.id]
  }
  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_RAGZRS"
    }
    properties = {
      accessTier          = "Hot"
      publicNetworkAccess = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "None"
      }
      allowSharedKeyAccess         = false
      defaultToOAuthAuthentication = true
      allowBlobPublicAccess        = false
      allowCrossTenantReplication  = false
      isLocalUserEnabled           = false
      minimumTlsVersion            = "TLS1_2"
      supportsHttpsTrafficOnly     = true
      encryption = {
        keySource = "Microsoft.Keyvault"
        identity = {
          userAssignedIdentity = azapi_resource.keyIdentityApplications.id
        }
        keyvaultproperties = {
          keyname     = "key-credit-risk-prod-applications"
          keyvaulturi = azapi_resource.keyVaultSwedencentral.output.properties.vaultUri
        }
        services = {
          blob = {
            enabled = true
            keyType = "Account"
          }
          file = {
            enabled = true
            keyType = "Account"
          }
          queue = {
            enabled = true
            keyType = "Account"
          }
          table = {
            enabled = true
            keyType = "Account"
          }
        }
        requireInfrastructureEncryption = true
      }
    }
  }
}

resource "azapi_resource" "storeApplicationsBlob" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2026-04-01"
  parent_id = azapi_resource.storeApplications.id
  name      = "default"
  body = {
    properties = {
      deleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
      containerDeleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
      isVersioningEnabled = true
      changeFeed = {
        enabled         = true
        retentionInDays = 30
      }
    }
  }
}

# WAF-04: scoring reads it, and may do nothing else there.
resource "azapi_resource" "grantApplicationsToScoringStorageBlobDataReader" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeApplications.id
  name      = uuidv5("url", "${azapi_resource.storeApplications.id}|${azapi_resource.identityScoring.id}|2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
      principalId      = azapi_resource.identityScoring.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointApplicationsBlob" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-applications-blob-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-applications-blob-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "applications-blob"
          properties = {
            privateLinkServiceId = azapi_resource.storeApplications.id
            groupIds = [
              "blob",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeApplicationsBlob]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupApplicationsBlob" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointApplicationsBlob.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-blob-core-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneBlobCoreWindowsNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreApplications" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeApplications.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreApplicationsBlob" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeApplicationsBlob.id
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

# PNET-08: it is reached over its private endpoints alone.
# WAF-03: its key is yours.
# REL-15: its content is kept in a second region.
resource "azapi_resource" "storeMlMainFiles" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "stcreditriskprodmlma2lg8"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keyIdentityMlMainFiles.id]
  }
  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_RAGZRS"
    }
    properties = {
      accessTier          = "Hot"
      publicNetworkAccess = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
      }
      allowSharedKeyAccess         = false
      defaultToOAuthAuthentication = true
      allowBlobPublicAccess        = false
      allowCrossTenantReplication  = false
      isLocalUserEnabled           = false
      minimumTlsVersion            = "TLS1_2"
      supportsHttpsTrafficOnly     = true
      encryption = {
        keySource = "Microsoft.Keyvault"
        identity = {
          userAssignedIdentity = azapi_resource.keyIdentityMlMainFiles.id
        }
        keyvaultproperties = {
          keyname     = "key-credit-risk-prod-ml-main-files"
          keyvaulturi = azapi_resource.keyVaultSwedencentral.output.properties.vaultUri
        }
        services = {
          blob = {
            enabled = true
            keyType = "Account"
          }
          file = {
            enabled = true
            keyType = "Account"
          }
          queue = {
            enabled = true
            keyType = "Account"
          }
          table = {
            enabled = true
            keyType = "Account"
          }
        }
        requireInfrastructureEncryption = true
      }
    }
  }
}

resource "azapi_resource" "storeMlMainFilesBlob" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2026-04-01"
  parent_id = azapi_resource.storeMlMainFiles.id
  name      = "default"
  body = {
    properties = {
      deleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
      containerDeleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
      isVersioningEnabled = true
      changeFeed = {
        enabled         = true
        retentionInDays = 30
      }
    }
  }
}

resource "azapi_resource" "storeMlMainFilesFile" {
  type      = "Microsoft.Storage/storageAccounts/fileServices@2026-04-01"
  parent_id = azapi_resource.storeMlMainFiles.id
  name      = "default"
  body = {
    properties = {
      shareDeleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointMlMainFilesBlob" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-ml-main-files-blob-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-files-blob-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-files-blob"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainFiles.id
            groupIds = [
              "blob",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeMlMainFilesBlob, azapi_resource.storeMlMainFilesFile]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainFilesBlob" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainFilesBlob.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-blob-core-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneBlobCoreWindowsNet.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointMlMainFilesFile" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-ml-main-files-file-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-files-file-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-files-file"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainFiles.id
            groupIds = [
              "file",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeMlMainFilesBlob, azapi_resource.storeMlMainFilesFile]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainFilesFile" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainFilesFile.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-file-core-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneFileCoreWindowsNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreMlMainFiles" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainFiles.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreMlMainFilesBlob" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainFilesBlob.id
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

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreMlMainFilesFile" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainFilesFile.id
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

# PNET-08: it is reached over its private endpoint alone.
resource "azapi_resource" "storeMlMainSecrets" {
  type      = "Microsoft.KeyVault/vaults@2026-02-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "kv-credit-risk-pro-sy21k"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      tenantId = data.azapi_client_config.current.tenant_id
      sku = {
        family = "A"
        name   = "premium"
      }
      enableRbacAuthorization   = true
      enableSoftDelete          = true
      softDeleteRetentionInDays = 90
      enablePurgeProtection     = true
      publicNetworkAccess       = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "None"
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointMlMainSecretsVault" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-ml-main-secrets-vault-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-secrets-vault-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-secrets-vault"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainSecrets.id
            groupIds = [
              "vault",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainSecretsVault" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainSecretsVault.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-vaultcore-azure-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneVaultcoreAzureNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreMlMainSecrets" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainSecrets.id
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

# PNET-08: it is reached over its private endpoint alone.
# WAF-03: its key is yours.
resource "azapi_resource" "storeMlMainImages" {
  type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "crcreditriskprodmlmainimagesswedencentrala4hzj"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keyIdentityMlMainImages.id]
  }
  body = {
    sku = {
      name = "Premium"
    }
    properties = {
      adminUserEnabled         = false
      anonymousPullEnabled     = false
      publicNetworkAccess      = "Disabled"
      networkRuleBypassOptions = "None"
      dataEndpointEnabled      = true
      zoneRedundancy           = "Enabled"
      policies = {
        exportPolicy = {
          status = "disabled"
        }
      }
      encryption = {
        status = "enabled"
        keyVaultProperties = {
          keyIdentifier = azapi_resource.keyMlMainImages.output.properties.keyUri
          identity      = azapi_resource.keyIdentityMlMainImages.output.properties.clientId
        }
      }
    }
  }
}

# REL-16: images of models are pulled there when the first region is lost.
resource "azapi_resource" "storeMlMainImagesReplication" {
  type      = "Microsoft.ContainerRegistry/registries/replications@2025-11-01"
  parent_id = azapi_resource.storeMlMainImages.id
  name      = "francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      regionEndpointEnabled = true
      zoneRedundancy        = "Enabled"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointMlMainImagesRegistry" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-ml-main-images-registry-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-images-registry-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-images-registry"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainImages.id
            groupIds = [
              "registry",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeMlMainImagesReplication]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainImagesRegistry" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainImagesRegistry.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-azurecr-io"
          properties = {
            privateDnsZoneId = azapi_resource.zoneAzurecrIo.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreMlMainImages" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainImages.id
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
