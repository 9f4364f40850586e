# The registry of the gateway’s image, and what the gateways of all regions share.

# PNET-08: images are pulled over a private endpoint alone.
# APP-27: who pulls signs in with Entra ID: it has no admin user.
resource "azapi_resource" "registry" {
  type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "crpolicyassistantprodgatewaymgs9q"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    sku = {
      name = "Premium"
    }
    properties = {
      adminUserEnabled         = false
      anonymousPullEnabled     = false
      publicNetworkAccess      = "Disabled"
      networkRuleBypassOptions = "AzureServices"
      dataEndpointEnabled      = true
      zoneRedundancy           = "Enabled"
      policies = {
        exportPolicy = {
          status = "disabled"
        }
      }
    }
  }
  response_export_values = ["properties.loginServer"]
}

# REL-02: a region starts gateways while another is away.
resource "azapi_resource" "registryCopyFrancecentral" {
  type      = "Microsoft.ContainerRegistry/registries/replications@2025-11-01"
  parent_id = azapi_resource.registry.id
  name      = "francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      regionEndpointEnabled = true
      zoneRedundancy        = "Enabled"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointRegistry" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "pep-policy-assistant-prod-registry-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-registry-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "registry"
          properties = {
            privateLinkServiceId = azapi_resource.registry.id
            groupIds = [
              "registry",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.registryCopyFrancecentral]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupRegistry" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointRegistry.id
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
resource "azapi_resource" "diagnosticsRegistry" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.registry.id
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

# WAF-04: the gateway in swedencentral may pull its image, and push none.
resource "azapi_resource" "pullFromSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.registry.id
  name      = uuidv5("url", "${azapi_resource.registry.id}|${azapi_resource.gatewayIdentitySwedencentral.id}|7f951dda-4ed3-4680-a7ca-43fe172d538d")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d"
      principalId      = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: the gateway in francecentral may pull its image, and push none.
resource "azapi_resource" "pullFromFrancecentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.registry.id
  name      = uuidv5("url", "${azapi_resource.registry.id}|${azapi_resource.gatewayIdentityFrancecentral.id}|7f951dda-4ed3-4680-a7ca-43fe172d538d")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d"
      principalId      = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# APP-15: limits hold over all replicas.
resource "azapi_resource" "redis" {
  type      = "Microsoft.Cache/redisEnterprise@2025-07-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "amr-policy-assistant-prod-qwu5g"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    sku = {
      name = "Balanced_B1"
    }
    properties = {
      publicNetworkAccess = "Disabled"
      highAvailability    = "Enabled"
      minimumTlsVersion   = "1.2"
    }
  }
  response_export_values = ["properties.hostName"]
}

# APP-27: who counts signs in with Entra ID: its keys are off.
resource "azapi_resource" "redisDatabase" {
  type      = "Microsoft.Cache/redisEnterprise/databases@2025-07-01"
  parent_id = azapi_resource.redis.id
  name      = "default"
  body = {
    properties = {
      clientProtocol           = "Encrypted"
      port                     = 10000
      clusteringPolicy         = "EnterpriseCluster"
      evictionPolicy           = "NoEviction"
      accessKeysAuthentication = "Disabled"
    }
  }
}

resource "azapi_resource" "redisUserSwedencentral" {
  type      = "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01"
  parent_id = azapi_resource.redisDatabase.id
  name      = "swedencentral"
  body = {
    properties = {
      accessPolicyName = "default"
      user = {
        objectId = azapi_resource.gatewayIdentitySwedencentral.output.properties.principalId
      }
    }
  }
}

resource "azapi_resource" "redisUserFrancecentral" {
  type      = "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01"
  parent_id = azapi_resource.redisDatabase.id
  name      = "francecentral"
  body = {
    properties = {
      accessPolicyName = "default"
      user = {
        objectId = azapi_resource.gatewayIdentityFrancecentral.output.properties.principalId
      }
    }
  }
  depends_on = [azapi_resource.redisUserSwedencentral]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointRedis" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "pep-policy-assistant-prod-redis-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-redis-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "redis"
          properties = {
            privateLinkServiceId = azapi_resource.redis.id
            groupIds = [
              "redisEnterprise",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.redisDatabase]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupRedis" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointRedis.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-redis-azure-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneRedisAzureNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsRedis" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.redis.id
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

# PLAT-06: the ledger outlives a zone, and by its backups a region.
# PNET-08: it is reached over a private endpoint alone.
resource "azapi_resource" "ledgerServer" {
  type      = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "psql-policy-assistant-prod-ledger-l7kzl"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    sku = {
      name = "Standard_D2ds_v5"
      tier = "GeneralPurpose"
    }
    properties = {
      version = "17"
      authConfig = {
        activeDirectoryAuth = "Enabled"
        passwordAuth        = "Disabled"
        tenantId            = data.azapi_client_config.current.tenant_id
      }
      storage = {
        storageSizeGB = 128
        autoGrow      = "Enabled"
      }
      backup = {
        backupRetentionDays = 35
        geoRedundantBackup  = "Enabled"
      }
      highAvailability = {
        mode = "ZoneRedundant"
      }
      network = {
        publicNetworkAccess = "Disabled"
      }
    }
  }
  response_export_values = ["properties.fullyQualifiedDomainName"]
}

# APP-27: who uses it signs in with Entra ID: it has no passwords.
resource "azapi_resource" "ledgerAdministrators" {
  type      = "Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01"
  parent_id = azapi_resource.ledgerServer.id
  name      = var.ledgerAdministrator
  body = {
    properties = {
      principalType = "Group"
      principalName = var.ledgerAdministratorName
      tenantId      = data.azapi_client_config.current.tenant_id
    }
  }
}

resource "azapi_resource" "ledgerDatabase" {
  type      = "Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01"
  parent_id = azapi_resource.ledgerServer.id
  name      = "ledger"
  body = {
    properties = {
      charset   = "UTF8"
      collation = "en_US.utf8"
    }
  }
  depends_on = [azapi_resource.ledgerAdministrators]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointLedger" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "pep-policy-assistant-prod-ledger-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-ledger-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ledger"
          properties = {
            privateLinkServiceId = azapi_resource.ledgerServer.id
            groupIds = [
              "postgresqlServer",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.ledgerDatabase]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupLedger" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointLedger.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-postgres-database-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zonePostgresDatabaseAzureCom.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsLedger" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.ledgerServer.id
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

output "registryServer" {
  description = "Where the image of the gateway is pushed."
  value       = azapi_resource.registry.output.properties.loginServer
}
