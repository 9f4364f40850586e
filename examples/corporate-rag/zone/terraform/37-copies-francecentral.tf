# Copies of stores of other regions, to go on with when those are lost, in francecentral.

# PNET-08: it is reached over its private endpoints alone.
# WAF-03: old TLS and plain HTTP are refused.
# REL-15: it takes the copy that the file asks for.
resource "azapi_resource" "storePoliciesCopy" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "stpolicyassistantprmozlp"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  identity {
    type = "SystemAssigned"
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
    }
  }
}

resource "azapi_resource" "storePoliciesCopyBlob" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2026-04-01"
  parent_id = azapi_resource.storePoliciesCopy.id
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

# WAF-04: indexer reads it, and may do nothing else there.
resource "azapi_resource" "grantPoliciesCopyToIndexerStorageBlobDataReader" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storePoliciesCopy.id
  name      = uuidv5("url", "${azapi_resource.storePoliciesCopy.id}|${azapi_resource.identityIndexer.id}|2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
      principalId      = azapi_resource.identityIndexer.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointPoliciesCopyBlob" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-policy-assistant-prod-policies-copy-blob-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-policies-copy-blob-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "policies-copy-blob"
          properties = {
            privateLinkServiceId = azapi_resource.storePoliciesCopy.id
            groupIds = [
              "blob",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.storePoliciesCopyBlob]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupPoliciesCopyBlob" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPoliciesCopyBlob.id
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
resource "azapi_resource" "diagnosticsStorePoliciesCopy" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storePoliciesCopy.id
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
resource "azapi_resource" "diagnosticsStorePoliciesCopyBlob" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storePoliciesCopyBlob.id
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

# PNET-09: it is reached over its private endpoint alone.
# PLAT-06: its replicas stand in several zones.
# REL-15: indexes go on there when the first region is lost.
resource "azapi_resource" "storePoliciesIndexCopy" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "srch-policy-assistant-prod-policies-index-copy-francec-w96kq"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  identity {
    type = "SystemAssigned"
  }
  body = {
    sku = {
      name = "standard"
    }
    properties = {
      replicaCount        = 3
      partitionCount      = 1
      hostingMode         = "Default"
      publicNetworkAccess = "Disabled"
      networkRuleSet = {
        bypass = "None"
      }
      disableLocalAuth = true
    }
  }
}

# WAF-04: answers asks its indexes, and may not change them.
resource "azapi_resource" "grantPoliciesIndexCopyToAnswers" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storePoliciesIndexCopy.id
  name      = uuidv5("url", "${azapi_resource.storePoliciesIndexCopy.id}|${azapi_resource.identityAnswers.id}|1407120a-92aa-4202-b7e9-c0e197c71c8f")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/1407120a-92aa-4202-b7e9-c0e197c71c8f"
      principalId      = azapi_resource.identityAnswers.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointPoliciesIndexCopySearchService" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-policy-assistant-prod-policies-index-copy-searchservic-dvnme"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-policies-index-copy-searchservic-dvnme-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "policies-index-copy-searchService"
          properties = {
            privateLinkServiceId = azapi_resource.storePoliciesIndexCopy.id
            groupIds = [
              "searchService",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupPoliciesIndexCopySearchService" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPoliciesIndexCopySearchService.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-search-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneSearchWindowsNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStorePoliciesIndexCopy" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storePoliciesIndexCopy.id
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
