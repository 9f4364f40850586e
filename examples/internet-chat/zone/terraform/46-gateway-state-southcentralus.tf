# Secrets of the gateway in southcentralus, and the share that its journals are on.

# PNET-08: secrets of the gateway are reached over its private endpoint alone.
resource "azapi_resource" "gatewayVaultSouthcentralus" {
  type      = "Microsoft.KeyVault/vaults@2026-02-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "kv-shop-chat-prod-qgjzx"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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

resource "azapi_resource" "gatewaySecretGatewayKeysSouthcentralus" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultSouthcentralus.id
  name      = "gateway-keys"
  body = {
    properties = {
      value       = var.gatewayKeys
      contentType = "application/json"
    }
  }
}

resource "azapi_resource" "gatewaySecretEnvCausewaySigningKeySouthcentralus" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultSouthcentralus.id
  name      = "env-causeway-signing-key"
  body = {
    properties = {
      value       = var.envCausewaySigningKey
      contentType = "text/plain"
    }
  }
}

resource "azapi_resource" "gatewaySecretEntranceCertificateSouthcentralus" {
  type      = "Microsoft.KeyVault/vaults/secrets@2026-02-01"
  parent_id = azapi_resource.gatewayVaultSouthcentralus.id
  name      = "entrance-certificate"
  body = {
    properties = {
      value       = var.entranceCertificate
      contentType = "application/x-pkcs12"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayVaultSouthcentralus" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "pep-shop-chat-prod-gateway-vault-southcentralus-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-gateway-vault-southcentralus-southcentralus-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSouthcentralus.id
      }
      privateLinkServiceConnections = [
        {
          name = "gateway-vault-southcentralus"
          properties = {
            privateLinkServiceId = azapi_resource.gatewayVaultSouthcentralus.id
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
resource "azapi_resource" "zoneGroupGatewayVaultSouthcentralus" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointGatewayVaultSouthcentralus.id
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
resource "azapi_resource" "diagnosticsGatewayVaultSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.gatewayVaultSouthcentralus.id
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
resource "azapi_resource" "gatewaySecretsInSouthcentralus" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.gatewayVaultSouthcentralus.id
  name      = uuidv5("url", "${azapi_resource.gatewayVaultSouthcentralus.id}|${azapi_resource.gatewayIdentitySouthcentralus.id}|4633458b-17de-408a-b874-0445c86b69e6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
      principalId      = azapi_resource.gatewayIdentitySouthcentralus.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-08: journals are reached over a private endpoint alone.
resource "azapi_resource" "journalAccountSouthcentralus" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "stshopchatprodjourneiamk"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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

resource "azapi_resource" "journalServiceSouthcentralus" {
  type      = "Microsoft.Storage/storageAccounts/fileServices@2026-04-01"
  parent_id = azapi_resource.journalAccountSouthcentralus.id
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

resource "azapi_resource" "journalShareSouthcentralus" {
  type      = "Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01"
  parent_id = azapi_resource.journalServiceSouthcentralus.id
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
resource "azapi_resource" "endpointJournalsSouthcentralus" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "pep-shop-chat-prod-journals-southcentralus-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-journals-southcentralus-southcentralus-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSouthcentralus.id
      }
      privateLinkServiceConnections = [
        {
          name = "journals-southcentralus"
          properties = {
            privateLinkServiceId = azapi_resource.journalAccountSouthcentralus.id
            groupIds = [
              "file",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.journalShareSouthcentralus]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupJournalsSouthcentralus" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointJournalsSouthcentralus.id
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
resource "azapi_resource" "diagnosticsJournalsSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.journalAccountSouthcentralus.id
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
