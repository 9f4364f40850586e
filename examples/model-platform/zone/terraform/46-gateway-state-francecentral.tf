# Secrets of the gateway in francecentral, and the share that its journals are on.

# PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource "azapi_resource" "gatewayVaultFrancecentral" {
  type      = "Microsoft.KeyVault/vaults@2026-02-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "kv-model-platform-ruj9y"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      tenantId = data.azapi_client_config.current.tenant_id
      sku = {
        family = "A"
        name   = "standard"
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

resource "azapi_resource" "gatewaySecretGatewayKeysFrancecentral" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultFrancecentral.id
  name      = "gateway-keys"
  body = {
    properties = {
      value       = var.gatewayKeys
      contentType = "application/json"
    }
  }
}

resource "azapi_resource" "gatewaySecretEnvCausewaySigningKeyFrancecentral" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultFrancecentral.id
  name      = "env-causeway-signing-key"
  body = {
    properties = {
      value       = var.envCausewaySigningKey
      contentType = "text/plain"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayVaultFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "pep-model-platform-prod-gateway-vault-francecentral-francec-oi9g"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-gateway-vault-francecentral-francec-oi9g-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "gateway-vault-francecentral"
          properties = {
            privateLinkServiceId = azapi_resource.gatewayVaultFrancecentral.id
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
resource "azapi_resource" "zoneGroupGatewayVaultFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointGatewayVaultFrancecentral.id
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
resource "azapi_resource" "diagnosticsGatewayVaultFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.gatewayVaultFrancecentral.id
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

# WAF-04: the gateway reads its own secrets, and writes none.
resource "azapi_resource" "gatewaySecretsInFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.gatewayVaultFrancecentral.id
  name      = uuidv5("url", "${azapi_resource.gatewayVaultFrancecentral.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|4633458b-17de-408a-b874-0445c86b69e6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-08: journals are reached over a private endpoint alone.
resource "azapi_resource" "journalAccountFrancecentral" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "stmodelplatformprodjo69l"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    kind = "FileStorage"
    sku = {
      name = "Premium_ZRS"
    }
    properties = {
      publicNetworkAccess = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "None"
      }
      allowSharedKeyAccess     = false
      allowBlobPublicAccess    = false
      minimumTlsVersion        = "TLS1_2"
      supportsHttpsTrafficOnly = true
    }
  }
}

resource "azapi_resource" "journalServiceFrancecentral" {
  type      = "Microsoft.Storage/storageAccounts/fileServices@2026-04-01"
  parent_id = azapi_resource.journalAccountFrancecentral.id
  name      = "default"
  body = {
    properties = {
      shareDeleteRetentionPolicy = {
        enabled = true
        days    = 14
      }
      protocolSettings = {
        nfs = {
          encryptionInTransit = {
            required = false
          }
        }
      }
    }
  }
}

resource "azapi_resource" "journalShareFrancecentral" {
  type      = "Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01"
  parent_id = azapi_resource.journalServiceFrancecentral.id
  name      = "journals"
  body = {
    properties = {
      enabledProtocols = "NFS"
      rootSquash       = "NoRootSquash"
      shareQuota       = 100
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointJournalsFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "pep-model-platform-prod-journals-francecentral-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-journals-francecentral-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "journals-francecentral"
          properties = {
            privateLinkServiceId = azapi_resource.journalAccountFrancecentral.id
            groupIds = [
              "file",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.journalShareFrancecentral]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupJournalsFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointJournalsFrancecentral.id
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
resource "azapi_resource" "diagnosticsJournalsFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.journalAccountFrancecentral.id
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
