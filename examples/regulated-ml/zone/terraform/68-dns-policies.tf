# Built-in policies on the subscription that give private endpoints their records in the zones.

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

# PNET-11: Cognitive Services: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsAiServices" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "credit-risk-dns-ai-services"
  location  = "swedencentral"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure Cognitive Services accounts to use private DNS zones"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/c4bc6f10-cb41-49eb-b000-d5ab82e2a091"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneCognitiveservicesAzureCom.id
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
  name      = "credit-risk-dns-key-vault"
  location  = "swedencentral"
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

# PNET-11: Machine Learning: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsMl" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "credit-risk-dns-ml"
  location  = "swedencentral"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure Azure Machine Learning workspace to use private DNS zones"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/ee40564d-486e-4f68-a5ca-7a621edae0fb"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneApiAzuremlMs.id
        }
        secondPrivateDnsZoneId = {
          value = azapi_resource.zoneNotebooksAzureNet.id
        }
      }
    }
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Storage: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsBlob" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "credit-risk-dns-blob"
  location  = "swedencentral"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure a private DNS Zone ID for blob groupID"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/75973700-529f-4de2-b794-fb9b6781b6b0"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneBlobCoreWindowsNet.id
        }
      }
    }
  }
  depends_on = [azapi_resource.roleOfDnsPolicies]
}

# PNET-11: Storage: endpoints without a zone group get one.
resource "azapi_resource" "policyDnsBlob2" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "credit-risk-dns-blob-2"
  location  = "swedencentral"
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.dnsPolicyIdentity.id]
  }
  body = {
    properties = {
      displayName        = "Configure a private DNS Zone ID for blob_secondary groupID"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/d847d34b-9337-4e2d-99a5-767e5ac9c582"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "DeployIfNotExists"
        }
        privateDnsZoneId = {
          value = azapi_resource.zoneBlobCoreWindowsNet.id
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
  name      = "credit-risk-dns-file"
  location  = "swedencentral"
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
