# Secrets of the gateway in swedencentral, and the share that its journals are on.

# PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource "azapi_resource" "gatewayVaultSwedencentral" {
  type      = "Microsoft.KeyVault/vaults@2026-02-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "kv-model-platform-sq2ld"
  location  = "swedencentral"
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

resource "azapi_resource" "gatewaySecretGatewayKeysSwedencentral" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultSwedencentral.id
  name      = "gateway-keys"
  body = {
    properties = {
      value       = var.gatewayKeys
      contentType = "application/json"
    }
  }
}

resource "azapi_resource" "gatewaySecretEnvCausewaySigningKeySwedencentral" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultSwedencentral.id
  name      = "env-causeway-signing-key"
  body = {
    properties = {
      value       = var.envCausewaySigningKey
      contentType = "text/plain"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayVaultSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "pep-model-platform-prod-gateway-vault-swedencentral-swedenc-e1gy"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-gateway-vault-swedencentral-swedenc-e1gy-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "gateway-vault-swedencentral"
          properties = {
            privateLinkServiceId = azapi_resource.gatewayVaultSwedencentral.id
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
resource "azapi_resource" "zoneGroupGatewayVaultSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointGatewayVaultSwedencentral.id
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
resource "azapi_resource" "diagnosticsGatewayVaultSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.gatewayVaultSwedencentral.id
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
resource "azapi_resource" "gatewaySecretsInSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.gatewayVaultSwedencentral.id
  name      = uuidv5("url", "${azapi_resource.gatewayVaultSwedencentral.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|4633458b-17de-408a-b874-0445c86b69e6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-08: journals are reached over a private endpoint alone.
resource "azapi_resource" "journalAccountSwedencentral" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "stmodelplatformprodbel5k"
  location  = "swedencentral"
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

resource "azapi_resource" "journalServiceSwedencentral" {
  type      = "Microsoft.Storage/storageAccounts/fileServices@2026-04-01"
  parent_id = azapi_resource.journalAccountSwedencentral.id
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

resource "azapi_resource" "journalShareSwedencentral" {
  type      = "Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01"
  parent_id = azapi_resource.journalServiceSwedencentral.id
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
resource "azapi_resource" "endpointJournalsSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "pep-model-platform-prod-journals-swedencentral-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-journals-swedencentral-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "journals-swedencentral"
          properties = {
            privateLinkServiceId = azapi_resource.journalAccountSwedencentral.id
            groupIds = [
              "file",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.journalShareSwedencentral]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupJournalsSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointJournalsSwedencentral.id
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
resource "azapi_resource" "diagnosticsJournalsSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.journalAccountSwedencentral.id
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
