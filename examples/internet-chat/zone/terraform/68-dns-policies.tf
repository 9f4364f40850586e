# Policies on the subscription that give private endpoints their records in the zones.

# PNET-11: the definitions ask for this role, where endpoints and zones are.
resource "azapi_resource" "roleOfDnsPolicies" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = uuidv5("url", "${azapi_resource.dnsPolicyIdentity.id}|4d97b98b-1d4f-4787-a291-c67834d212e7")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
      principalId      = azapi_resource.dnsPolicyIdentity.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-11: Search: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsSearch" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-search"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure Azure AI Search services to use private DNS zones"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/fbc14a67-53e4-4932-abcc-2049c6706009"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneSearchWindowsNet.id
        }
      }
    }
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Key Vault: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsKeyVault" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-key-vault"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure Azure Key Vaults to use private DNS zones"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/ac673a9a-f77d-4846-b2d8-a57f8e1c01d4"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneVaultcoreAzureNet.id
        }
      }
    }
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Storage: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsFile" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-file"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure a private DNS Zone ID for file groupID"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/6df98d03-368a-4438-8730-a93c4d7693d6"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneFileCoreWindowsNet.id
        }
      }
    }
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: no definition of Microsoft writes into several zones.
resource "azapi_resource" "zoneGroupPolicy" {
  type      = "Microsoft.Authorization/policyDefinitions@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-private-dns-zone-groups"
  body = {
    properties = {
      displayName = "Private endpoints of shop-chat get private DNS zone groups"
      description = "Gives endpoints without a zone group one with all zones that their service needs."
      policyType  = "Custom"
      mode        = "Indexed"
      metadata = {
        category = "Network"
      }
      parameters = {
        effect = {
          type = "String"
          allowedValues = [
            "DeployIfNotExists",
            "Disabled",
          ]
          defaultValue = "DeployIfNotExists"
        }
        resourceType = {
          type = "String"
          metadata = {
            displayName = "Type that endpoints lead to"
          }
        }
        groupId = {
          type = "String"
          metadata = {
            displayName = "Sub-resource of it"
          }
        }
        privateDnsZoneConfigs = {
          type = "Array"
          metadata = {
            displayName = "Zones that it needs"
          }
        }
      }
      policyRule = {
        if = {
          allOf = [
            {
              field  = "type"
              equals = "Microsoft.Network/privateEndpoints"
            },
            {
              count = {
                field = "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*]"
                where = {
                  allOf = [
                    {
                      field    = "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId"
                      contains = "[concat('/', parameters('resourceType'), '/')]"
                    },
                    {
                      field  = "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]"
                      equals = "[parameters('groupId')]"
                    },
                  ]
                }
              }
              greaterOrEquals = 1
            },
          ]
        }
        then = {
          effect = "[parameters('effect')]"
          details = {
            type            = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
            evaluationDelay = "AfterProvisioningSuccess"
            roleDefinitionIds = [
              "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
            ]
            deployment = {
              properties = {
                mode = "incremental"
                template = {
                  "$schema"      = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
                  contentVersion = "1.0.0.0"
                  parameters = {
                    privateDnsZoneConfigs = {
                      type = "array"
                    }
                    privateEndpointName = {
                      type = "string"
                    }
                    location = {
                      type = "string"
                    }
                  }
                  resources = [
                    {
                      name       = "[concat(parameters('privateEndpointName'), '/deployedByPolicy')]"
                      type       = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
                      apiVersion = "2025-09-01"
                      location   = "[parameters('location')]"
                      properties = {
                        privateDnsZoneConfigs = "[parameters('privateDnsZoneConfigs')]"
                      }
                    },
                  ]
                }
                parameters = {
                  privateDnsZoneConfigs = {
                    value = "[parameters('privateDnsZoneConfigs')]"
                  }
                  privateEndpointName = {
                    value = "[field('name')]"
                  }
                  location = {
                    value = "[field('location')]"
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

# PNET-11: Network: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsAiServices" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-ai-services"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Private endpoints to Microsoft.CognitiveServices/accounts (account) get private DNS zone groups"
      policyDefinitionId = azapi_resource.zoneGroupPolicy.id
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        resourceType = {
          value = "Microsoft.CognitiveServices/accounts"
        }
        groupId = {
          value = "account"
        }
        privateDnsZoneConfigs = {
          value = [
            {
              name = "privatelink-cognitiveservices-azure-com"
              properties = {
                privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureCom.id
              }
            },
            {
              name = "privatelink-openai-azure-com"
              properties = {
                privateDnsZoneId = azapi_resource.zoneOpenaiAzureCom.id
              }
            },
            {
              name = "privatelink-services-ai-azure-com"
              properties = {
                privateDnsZoneId = azapi_resource.zoneServicesAiAzureCom.id
              }
            },
          ]
        }
      }
    }
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Network: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsContainerRegistry" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-container-registry"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Private endpoints to Microsoft.ContainerRegistry/registries (registry) get private DNS zone groups"
      policyDefinitionId = azapi_resource.zoneGroupPolicy.id
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        resourceType = {
          value = "Microsoft.ContainerRegistry/registries"
        }
        groupId = {
          value = "registry"
        }
        privateDnsZoneConfigs = {
          value = [
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
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Network: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsPostgresql" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-postgresql"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Private endpoints to Microsoft.DBforPostgreSQL/flexibleServers (postgresqlServer) get private DNS zone groups"
      policyDefinitionId = azapi_resource.zoneGroupPolicy.id
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        resourceType = {
          value = "Microsoft.DBforPostgreSQL/flexibleServers"
        }
        groupId = {
          value = "postgresqlServer"
        }
        privateDnsZoneConfigs = {
          value = [
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
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Network: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsRedis" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shop-chat-dns-redis"
  location  = "eastus2"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Private endpoints to Microsoft.Cache/redisEnterprise (redisEnterprise) get private DNS zone groups"
      policyDefinitionId = azapi_resource.zoneGroupPolicy.id
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        resourceType = {
          value = "Microsoft.Cache/redisEnterprise"
        }
        groupId = {
          value = "redisEnterprise"
        }
        privateDnsZoneConfigs = {
          value = [
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
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}
