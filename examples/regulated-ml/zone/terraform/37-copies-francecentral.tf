# Copies of stores of other regions, to go on with when those are lost, in francecentral.

# PNET-08: it is reached over its private endpoints alone.
# WAF-03: its key is yours.
# REL-15: it takes the copy that the file asks for.
resource "azapi_resource" "storeApplicationsCopy" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "stcreditriskprodappefrfn"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keyIdentityApplicationsCopy.id]
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
          userAssignedIdentity = azapi_resource.keyIdentityApplicationsCopy.id
        }
        keyvaultproperties = {
          keyname     = "key-credit-risk-prod-applications-copy"
          keyvaulturi = azapi_resource.keyVaultFrancecentral.output.properties.vaultUri
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

resource "azapi_resource" "storeApplicationsCopyBlob" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2026-04-01"
  parent_id = azapi_resource.storeApplicationsCopy.id
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
resource "azapi_resource" "grantApplicationsCopyToScoringStorageBlobDataReader" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeApplicationsCopy.id
  name      = uuidv5("url", "${azapi_resource.storeApplicationsCopy.id}|${azapi_resource.identityScoring.id}|2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
      principalId      = azapi_resource.identityScoring.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointApplicationsCopyBlob" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-applications-copy-blob-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-applications-copy-blob-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "applications-copy-blob"
          properties = {
            privateLinkServiceId = azapi_resource.storeApplicationsCopy.id
            groupIds = [
              "blob",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeApplicationsCopyBlob]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupApplicationsCopyBlob" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointApplicationsCopyBlob.id
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
resource "azapi_resource" "diagnosticsStoreApplicationsCopy" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeApplicationsCopy.id
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
resource "azapi_resource" "diagnosticsStoreApplicationsCopyBlob" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeApplicationsCopyBlob.id
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
# REL-15: it takes the copy that the file asks for.
resource "azapi_resource" "storeMlMainFilesCopy" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "stcreditriskprodmlmuvywm"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keyIdentityMlMainFilesCopy.id]
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
          userAssignedIdentity = azapi_resource.keyIdentityMlMainFilesCopy.id
        }
        keyvaultproperties = {
          keyname     = "key-credit-risk-prod-ml-main-files-copy"
          keyvaulturi = azapi_resource.keyVaultFrancecentral.output.properties.vaultUri
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

resource "azapi_resource" "storeMlMainFilesCopyBlob" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2026-04-01"
  parent_id = azapi_resource.storeMlMainFilesCopy.id
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

resource "azapi_resource" "storeMlMainFilesCopyFile" {
  type      = "Microsoft.Storage/storageAccounts/fileServices@2026-04-01"
  parent_id = azapi_resource.storeMlMainFilesCopy.id
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
resource "azapi_resource" "endpointMlMainFilesCopyBlob" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-ml-main-files-copy-blob-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-files-copy-blob-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-files-copy-blob"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainFilesCopy.id
            groupIds = [
              "blob",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeMlMainFilesCopyBlob, azapi_resource.storeMlMainFilesCopyFile]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainFilesCopyBlob" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainFilesCopyBlob.id
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
resource "azapi_resource" "endpointMlMainFilesCopyFile" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-ml-main-files-copy-file-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-files-copy-file-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-files-copy-file"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainFilesCopy.id
            groupIds = [
              "file",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storeMlMainFilesCopyBlob, azapi_resource.storeMlMainFilesCopyFile]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainFilesCopyFile" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainFilesCopyFile.id
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
resource "azapi_resource" "diagnosticsStoreMlMainFilesCopy" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainFilesCopy.id
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
resource "azapi_resource" "diagnosticsStoreMlMainFilesCopyBlob" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainFilesCopyBlob.id
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
resource "azapi_resource" "diagnosticsStoreMlMainFilesCopyFile" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeMlMainFilesCopyFile.id
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
