# Keys that content in francecentral is encrypted with, and the identities that may use them.

# PNET-08: it is reached over its private endpoint alone.
# WAF-03: it keeps the keys that confidential content is encrypted with.
resource "azapi_resource" "keyVaultFrancecentral" {
  type      = "Microsoft.KeyVault/vaults@2026-02-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "kv-credit-risk-pro-b60m1"
  location  = "francecentral"
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

resource "azapi_resource" "keyIdentityApplicationsCopy" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "id-credit-risk-prod-key-applications-copy-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId"]
}

# WAF-03: who takes it away takes the content away; Azure renews it in time.
resource "azapi_resource" "keyApplicationsCopy" {
  type      = "Microsoft.KeyVault/vaults/keys@2026-02-01"
  parent_id = azapi_resource.keyVaultFrancecentral.id
  name      = "key-credit-risk-prod-applications-copy"
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
resource "azapi_resource" "keyGrantApplicationsCopy" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.keyApplicationsCopy.id
  name      = uuidv5("url", "${azapi_resource.keyApplicationsCopy.id}|${azapi_resource.keyIdentityApplicationsCopy.id}|e147488a-f6f5-4113-8e2d-b22465e65bf6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
      principalId      = azapi_resource.keyIdentityApplicationsCopy.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

resource "azapi_resource" "keyIdentityMlMainFilesCopy" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "id-credit-risk-prod-key-ml-main-files-copy-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId"]
}

# WAF-03: who takes it away takes the content away; Azure renews it in time.
resource "azapi_resource" "keyMlMainFilesCopy" {
  type      = "Microsoft.KeyVault/vaults/keys@2026-02-01"
  parent_id = azapi_resource.keyVaultFrancecentral.id
  name      = "key-credit-risk-prod-ml-main-files-copy"
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
resource "azapi_resource" "keyGrantMlMainFilesCopy" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.keyMlMainFilesCopy.id
  name      = uuidv5("url", "${azapi_resource.keyMlMainFilesCopy.id}|${azapi_resource.keyIdentityMlMainFilesCopy.id}|e147488a-f6f5-4113-8e2d-b22465e65bf6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
      principalId      = azapi_resource.keyIdentityMlMainFilesCopy.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointKeysFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-keys-francecentral-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-keys-francecentral-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "keys-francecentral"
          properties = {
            privateLinkServiceId = azapi_resource.keyVaultFrancecentral.id
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
resource "azapi_resource" "zoneGroupKeysFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointKeysFrancecentral.id
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
resource "azapi_resource" "diagnosticsKeysFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.keyVaultFrancecentral.id
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
