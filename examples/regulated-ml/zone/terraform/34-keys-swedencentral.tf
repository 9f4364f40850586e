# Keys that content in swedencentral is encrypted with, and the identities that may use them.

# PNET-08: it is reached over its private endpoint alone.
# WAF-03: it keeps the keys that confidential content is encrypted with.
resource "azapi_resource" "keyVaultSwedencentral" {
  type      = "Microsoft.KeyVault/vaults@2026-02-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "kv-credit-risk-pro-ri4c4"
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
        bypass        = "AzureServices"
      }
    }
  }
  response_export_values = ["properties.vaultUri"]
}

resource "azapi_resource" "keyIdentityApplications" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "id-credit-risk-prod-key-applications-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId"]
}

# WAF-03: who takes it away takes the content away; Azure renews it in time.
resource "azapi_resource" "keyApplications" {
  type      = "Microsoft.KeyVault/vaults/keys@2026-02-01"
  parent_id = azapi_resource.keyVaultSwedencentral.id
  name      = "key-credit-risk-prod-applications"
  body = {
    properties = {
      kty     = "RSA-HSM"
      keySize = 3072
      keyOps = [
        "wrapKey",
        "unwrapKey",
      ]
      rotationPolicy = {
        attributes = {
          expiryTime = "P2Y"
        }
        lifetimeActions = [
          {
            trigger = {
              timeBeforeExpiry = "P30D"
            }
            action = {
              type = "rotate"
            }
          },
        ]
      }
    }
  }
}

# WAF-04: it may encrypt with this key, and do nothing else in the vault.
resource "azapi_resource" "keyGrantApplications" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.keyApplications.id
  name      = uuidv5("url", "${azapi_resource.keyApplications.id}|${azapi_resource.keyIdentityApplications.id}|e147488a-f6f5-4113-8e2d-b22465e65bf6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
      principalId      = azapi_resource.keyIdentityApplications.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

resource "azapi_resource" "keyIdentityMlMainFiles" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "id-credit-risk-prod-key-ml-main-files-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId"]
}

# WAF-03: who takes it away takes the content away; Azure renews it in time.
resource "azapi_resource" "keyMlMainFiles" {
  type      = "Microsoft.KeyVault/vaults/keys@2026-02-01"
  parent_id = azapi_resource.keyVaultSwedencentral.id
  name      = "key-credit-risk-prod-ml-main-files"
  body = {
    properties = {
      kty     = "RSA-HSM"
      keySize = 3072
      keyOps = [
        "wrapKey",
        "unwrapKey",
      ]
      rotationPolicy = {
        attributes = {
          expiryTime = "P2Y"
        }
        lifetimeActions = [
          {
            trigger = {
              timeBeforeExpiry = "P30D"
            }
            action = {
              type = "rotate"
            }
          },
        ]
      }
    }
  }
}

# WAF-04: it may encrypt with this key, and do nothing else in the vault.
resource "azapi_resource" "keyGrantMlMainFiles" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.keyMlMainFiles.id
  name      = uuidv5("url", "${azapi_resource.keyMlMainFiles.id}|${azapi_resource.keyIdentityMlMainFiles.id}|e147488a-f6f5-4113-8e2d-b22465e65bf6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
      principalId      = azapi_resource.keyIdentityMlMainFiles.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

resource "azapi_resource" "keyIdentityMlMainImages" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "id-credit-risk-prod-key-ml-main-images-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId", "properties.clientId"]
}

# WAF-03: who takes it away takes the content away; Azure renews it in time.
resource "azapi_resource" "keyMlMainImages" {
  type      = "Microsoft.KeyVault/vaults/keys@2026-02-01"
  parent_id = azapi_resource.keyVaultSwedencentral.id
  name      = "key-credit-risk-prod-ml-main-images"
  body = {
    properties = {
      kty     = "RSA-HSM"
      keySize = 3072
      keyOps = [
        "wrapKey",
        "unwrapKey",
      ]
      rotationPolicy = {
        attributes = {
          expiryTime = "P2Y"
        }
        lifetimeActions = [
          {
            trigger = {
              timeBeforeExpiry = "P30D"
            }
            action = {
              type = "rotate"
            }
          },
        ]
      }
    }
  }
  response_export_values = ["properties.keyUri"]
}

# WAF-04: it may encrypt with this key, and do nothing else in the vault.
resource "azapi_resource" "keyGrantMlMainImages" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.keyMlMainImages.id
  name      = uuidv5("url", "${azapi_resource.keyMlMainImages.id}|${azapi_resource.keyIdentityMlMainImages.id}|e147488a-f6f5-4113-8e2d-b22465e65bf6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
      principalId      = azapi_resource.keyIdentityMlMainImages.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointKeysSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesSwedencentral.id
  name      = "pep-credit-risk-prod-keys-swedencentral-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-keys-swedencentral-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "keys-swedencentral"
          properties = {
            privateLinkServiceId = azapi_resource.keyVaultSwedencentral.id
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
resource "azapi_resource" "zoneGroupKeysSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointKeysSwedencentral.id
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
resource "azapi_resource" "diagnosticsKeysSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.keyVaultSwedencentral.id
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
