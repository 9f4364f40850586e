// The registry of the gateway’s image, and what the gateways of all regions share.

@description('Object id of the Entra group whose members administer the Postgres of the ledger.')
param ledgerAdministrator string

@description('Name of that group, which its members sign in to Postgres as.')
param ledgerAdministratorName string

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-net-swedencentral')
  name: 'vnet-policy-assistant-prod-swedencentral'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
}

resource zoneAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.azurecr.io'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'log-policy-assistant-prod'
}

resource gatewayIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'id-policy-assistant-prod-gateway-swedencentral'
}

resource gatewayIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'id-policy-assistant-prod-gateway-francecentral'
}

resource zoneRedisAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.redis.azure.net'
}

resource zonePostgresDatabaseAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.postgres.database.azure.com'
}

// PNET-08: images are pulled over a private endpoint alone.
// APP-27: who pulls signs in with Entra ID: it has no admin user.
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crpolicyassistantprodgatewaymgs9q'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: 'Disabled'
    networkRuleBypassOptions: 'AzureServices'
    dataEndpointEnabled: true
    zoneRedundancy: 'Enabled'
    policies: {
      exportPolicy: {
        status: 'disabled'
      }
    }
  }
}

// REL-02: a region starts gateways while another is away.
resource registryCopyFrancecentral 'Microsoft.ContainerRegistry/registries/replications@2025-11-01' = {
  parent: registry
  name: 'francecentral'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    regionEndpointEnabled: true
    zoneRedundancy: 'Enabled'
  }
}

// NET-10: it has an address in the network of its region.
resource endpointRegistry 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-policy-assistant-prod-registry-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    customNetworkInterfaceName: 'pep-policy-assistant-prod-registry-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
  }
  dependsOn: [
    registryCopyFrancecentral
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupRegistry 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointRegistry
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-azurecr-io'
        properties: {
          privateDnsZoneId: zoneAzurecrIo.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsRegistry 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// WAF-04: the gateway in swedencentral may pull its image, and push none.
resource pullFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, gatewayIdentitySwedencentral.id, '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may pull its image, and push none.
resource pullFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, gatewayIdentityFrancecentral.id, '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// APP-15: limits hold over all replicas.
resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'amr-policy-assistant-prod-qwu5g'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  sku: {
    name: 'Balanced_B1'
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    highAvailability: 'Enabled'
    minimumTlsVersion: '1.2'
  }
}

// APP-27: who counts signs in with Entra ID: its keys are off.
resource redisDatabase 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: redis
  name: 'default'
  properties: {
    clientProtocol: 'Encrypted'
    port: 10000
    clusteringPolicy: 'EnterpriseCluster'
    evictionPolicy: 'NoEviction'
    accessKeysAuthentication: 'Disabled'
  }
}

resource redisUserSwedencentral 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: redisDatabase
  name: 'swedencentral'
  properties: {
    accessPolicyName: 'default'
    user: {
      objectId: gatewayIdentitySwedencentral.properties.principalId
    }
  }
}

resource redisUserFrancecentral 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: redisDatabase
  name: 'francecentral'
  properties: {
    accessPolicyName: 'default'
    user: {
      objectId: gatewayIdentityFrancecentral.properties.principalId
    }
  }
  dependsOn: [
    redisUserSwedencentral
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointRedis 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-policy-assistant-prod-redis-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    customNetworkInterfaceName: 'pep-policy-assistant-prod-redis-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'redis'
        properties: {
          privateLinkServiceId: redis.id
          groupIds: [
            'redisEnterprise'
          ]
        }
      }
    ]
  }
  dependsOn: [
    redisDatabase
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupRedis 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointRedis
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-redis-azure-net'
        properties: {
          privateDnsZoneId: zoneRedisAzureNet.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsRedis 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: redis
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// PLAT-06: the ledger outlives a zone, and by its backups a region.
// PNET-08: it is reached over a private endpoint alone.
resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-policy-assistant-prod-ledger-l7kzl'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  sku: {
    name: 'Standard_D2ds_v5'
    tier: 'GeneralPurpose'
  }
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: 128
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 35
      geoRedundantBackup: 'Enabled'
    }
    highAvailability: {
      mode: 'ZoneRedundant'
    }
    network: {
      publicNetworkAccess: 'Disabled'
    }
  }
}

// APP-27: who uses it signs in with Entra ID: it has no passwords.
resource ledgerAdministrators 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: ledgerServer
  name: ledgerAdministrator
  properties: {
    principalType: 'Group'
    principalName: ledgerAdministratorName
    tenantId: tenant().tenantId
  }
}

resource ledgerDatabase 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: ledgerServer
  name: 'ledger'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
  dependsOn: [
    ledgerAdministrators
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointLedger 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-policy-assistant-prod-ledger-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    customNetworkInterfaceName: 'pep-policy-assistant-prod-ledger-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'ledger'
        properties: {
          privateLinkServiceId: ledgerServer.id
          groupIds: [
            'postgresqlServer'
          ]
        }
      }
    ]
  }
  dependsOn: [
    ledgerDatabase
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupLedger 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointLedger
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-postgres-database-azure-com'
        properties: {
          privateDnsZoneId: zonePostgresDatabaseAzureCom.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsLedger 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: ledgerServer
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Where the image of the gateway is pushed.')
output registryServer string = registry.properties.loginServer
