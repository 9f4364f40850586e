// Policies on the subscription that give private endpoints their records in the zones.
targetScope = 'subscription'

resource dnsPolicyIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'id-model-platform-prod-dns-policies'
}

resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.vaultcore.azure.net'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.file.core.windows.net'
}

resource zoneCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.cognitiveservices.azure.com'
}

resource zoneOpenaiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.openai.azure.com'
}

resource zoneServicesAiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.services.ai.azure.com'
}

resource zoneAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.azurecr.io'
}

resource zonePostgresDatabaseAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.postgres.database.azure.com'
}

resource zoneRedisAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-dns')
  name: 'privatelink.redis.azure.net'
}

// PNET-11: the definitions ask for this role, where endpoints and zones are.
resource roleOfDnsPolicies 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(dnsPolicyIdentity.id, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
    principalId: dnsPolicyIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-11: Key Vault: endpoints without a zone group get one.
resource policyDnsKeyVault 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'model-platform-dns-key-vault'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Configure Azure Key Vaults to use private DNS zones'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/ac673a9a-f77d-4846-b2d8-a57f8e1c01d4'
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      privateDnsZoneId: {
        value: zoneVaultcoreAzureNet.id
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Storage: endpoints without a zone group get one.
resource policyDnsFile 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'model-platform-dns-file'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Configure a private DNS Zone ID for file groupID'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/6df98d03-368a-4438-8730-a93c4d7693d6'
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      privateDnsZoneId: {
        value: zoneFileCoreWindowsNet.id
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: no definition of Microsoft writes into several zones.
resource zoneGroupPolicy 'Microsoft.Authorization/policyDefinitions@2026-07-01' = {
  name: 'model-platform-private-dns-zone-groups'
  properties: {
    displayName: 'Private endpoints of model-platform get private DNS zone groups'
    description: 'Gives endpoints without a zone group one with all zones that their service needs.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Network'
    }
    parameters: {
      effect: {
        type: 'String'
        allowedValues: [
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'DeployIfNotExists'
      }
      resourceType: {
        type: 'String'
        metadata: {
          displayName: 'Type that endpoints lead to'
        }
      }
      groupId: {
        type: 'String'
        metadata: {
          displayName: 'Sub-resource of it'
        }
      }
      privateDnsZoneConfigs: {
        type: 'Array'
        metadata: {
          displayName: 'Zones that it needs'
        }
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Network/privateEndpoints'
          }
          {
            count: {
              field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*]'
              where: {
                allOf: [
                  {
                    field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId'
                    contains: '[concat(\'/\', parameters(\'resourceType\'), \'/\')]'
                  }
                  {
                    field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
                    equals: '[parameters(\'groupId\')]'
                  }
                ]
              }
            }
            greaterOrEquals: 1
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'
          evaluationDelay: 'AfterProvisioningSuccess'
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  privateDnsZoneConfigs: {
                    type: 'array'
                  }
                  privateEndpointName: {
                    type: 'string'
                  }
                  location: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    name: '[concat(parameters(\'privateEndpointName\'), \'/deployedByPolicy\')]'
                    type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'
                    apiVersion: '2025-09-01'
                    location: '[parameters(\'location\')]'
                    properties: {
                      privateDnsZoneConfigs: '[parameters(\'privateDnsZoneConfigs\')]'
                    }
                  }
                ]
              }
              parameters: {
                privateDnsZoneConfigs: {
                  value: '[parameters(\'privateDnsZoneConfigs\')]'
                }
                privateEndpointName: {
                  value: '[field(\'name\')]'
                }
                location: {
                  value: '[field(\'location\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

// PNET-11: Network: endpoints without a zone group get one.
resource policyDnsAiServices 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'model-platform-dns-ai-services'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Private endpoints to Microsoft.CognitiveServices/accounts (account) get private DNS zone groups'
    policyDefinitionId: zoneGroupPolicy.id
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      resourceType: {
        value: 'Microsoft.CognitiveServices/accounts'
      }
      groupId: {
        value: 'account'
      }
      privateDnsZoneConfigs: {
        value: [
          {
            name: 'privatelink-cognitiveservices-azure-com'
            properties: {
              privateDnsZoneId: zoneCognitiveservicesAzureCom.id
            }
          }
          {
            name: 'privatelink-openai-azure-com'
            properties: {
              privateDnsZoneId: zoneOpenaiAzureCom.id
            }
          }
          {
            name: 'privatelink-services-ai-azure-com'
            properties: {
              privateDnsZoneId: zoneServicesAiAzureCom.id
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Network: endpoints without a zone group get one.
resource policyDnsContainerRegistry 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'model-platform-dns-container-registry'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Private endpoints to Microsoft.ContainerRegistry/registries (registry) get private DNS zone groups'
    policyDefinitionId: zoneGroupPolicy.id
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      resourceType: {
        value: 'Microsoft.ContainerRegistry/registries'
      }
      groupId: {
        value: 'registry'
      }
      privateDnsZoneConfigs: {
        value: [
          {
            name: 'privatelink-azurecr-io'
            properties: {
              privateDnsZoneId: zoneAzurecrIo.id
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Network: endpoints without a zone group get one.
resource policyDnsPostgresql 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'model-platform-dns-postgresql'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Private endpoints to Microsoft.DBforPostgreSQL/flexibleServers (postgresqlServer) get private DNS zone groups'
    policyDefinitionId: zoneGroupPolicy.id
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      resourceType: {
        value: 'Microsoft.DBforPostgreSQL/flexibleServers'
      }
      groupId: {
        value: 'postgresqlServer'
      }
      privateDnsZoneConfigs: {
        value: [
          {
            name: 'privatelink-postgres-database-azure-com'
            properties: {
              privateDnsZoneId: zonePostgresDatabaseAzureCom.id
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Network: endpoints without a zone group get one.
resource policyDnsRedis 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'model-platform-dns-redis'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Private endpoints to Microsoft.Cache/redisEnterprise (redisEnterprise) get private DNS zone groups'
    policyDefinitionId: zoneGroupPolicy.id
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      resourceType: {
        value: 'Microsoft.Cache/redisEnterprise'
      }
      groupId: {
        value: 'redisEnterprise'
      }
      privateDnsZoneConfigs: {
        value: [
          {
            name: 'privatelink-redis-azure-net'
            properties: {
              privateDnsZoneId: zoneRedisAzureNet.id
            }
          }
        ]
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}
