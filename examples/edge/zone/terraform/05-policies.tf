# Built-in policies on the subscription: landing-zone-baseline, ai-services, virtual-machines, private-endpoints, deny-public-access.

# GOV-05: Azure Ai Services: what does not comply is refused.
resource "azapi_resource" "policyAiRestrictNetwork" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ai-restrict-network"
  body = {
    properties = {
      displayName        = "Azure AI Services resources should restrict network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/037eea7a-bd0a-46c5-9a66-03aea78705d3"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-05: Azure Ai Services: what does not comply is refused.
resource "azapi_resource" "policyAiNoKeys" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ai-no-keys"
  body = {
    properties = {
      displayName        = "Azure AI Services resources should have key access disabled (disable local authentication)"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/71ef260a-8f18-47b7-abcb-62d0673d94dc"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-05: Azure Ai Services: what does not comply is seen.
resource "azapi_resource" "policyAiLogs" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ai-logs"
  body = {
    properties = {
      displayName        = "Diagnostic logs in Azure AI services resources should be enabled"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/1b4d1c4e-934c-4703-944c-27c82c06bebb"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "AuditIfNotExists"
        }
      }
    }
  }
}

# GOV-05: Cognitive Services: what does not comply is refused.
resource "azapi_resource" "policyAiManagedIdentity" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ai-managed-identity"
  body = {
    properties = {
      displayName        = "Cognitive Services accounts should use a managed identity"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/fe3fd216-4f83-4fc1-8984-2bbec80a3418"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-06: Search: what does not comply is refused.
resource "azapi_resource" "policySearchNoPublicAccess" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-search-no-public-access"
  body = {
    properties = {
      displayName        = "Azure AI Search services should disable public network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/ee980b6d-0eca-4501-8d54-f6290fd512c3"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-07: Machine Learning: what does not comply is refused.
resource "azapi_resource" "policyMlNoPublicAccess" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ml-no-public-access"
  body = {
    properties = {
      displayName        = "Azure Machine Learning Workspaces should disable public network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/438c38d2-3772-465a-a9cc-7a6666a275ce"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-08: Compute: what does not comply is refused.
resource "azapi_resource" "policyVmEncryptionAtHost" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-vm-encryption-at-host"
  body = {
    properties = {
      displayName        = "Virtual machines and virtual machine scale sets should have encryption at host enabled"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/fc4d8e41-e223-45ea-9bf5-eada37891d87"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-08: Compute: what does not comply is seen.
resource "azapi_resource" "policyVmManagedDisks" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-vm-managed-disks"
  body = {
    properties = {
      displayName        = "Audit VMs that do not use managed disks"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/06a78e20-9358-41c9-923c-fb736d382a4d"
      enforcementMode    = "Default"
    }
  }
}

# GOV-04: Security Center: what does not comply is seen.
resource "azapi_resource" "policySubnetsHaveNsg" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-subnets-have-nsg"
  body = {
    properties = {
      displayName        = "Subnets should be associated with a Network Security Group"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/e71308d3-144b-4262-b144-efdc3cc90517"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "AuditIfNotExists"
        }
      }
    }
  }
}

# GOV-04: Security Center: what does not comply is seen.
resource "azapi_resource" "policyManagementPortsClosed" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-management-ports-closed"
  body = {
    properties = {
      displayName        = "Management ports should be closed on your virtual machines"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/22730e10-96f6-4aac-ad84-9383d35b5917"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "AuditIfNotExists"
        }
      }
    }
  }
}

# GOV-04: Storage: what does not comply is refused.
resource "azapi_resource" "policyStorageHttps" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-storage-https"
  body = {
    properties = {
      displayName        = "Secure transfer to storage accounts should be enabled"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/404c3081-a854-4457-ae30-26a93ef643f9"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-04: Container Apps: what does not comply is refused.
resource "azapi_resource" "policyContainerAppsHttps" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-container-apps-https"
  body = {
    properties = {
      displayName        = "Container Apps should only be accessible over HTTPS"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/0e80e269-43a4-4ae9-b5bc-178126b8a5cb"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-04: Network: what does not comply is seen.
resource "azapi_resource" "policyNoIpForwarding" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-no-ip-forwarding"
  body = {
    properties = {
      displayName        = "Network interfaces should disable IP forwarding"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/88c0b9da-ce96-4b03-9635-f29a937e2900"
      enforcementMode    = "Default"
    }
  }
}

# GOV-04: Network: what does not comply is seen.
resource "azapi_resource" "policyNetworkWatcher" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-network-watcher"
  body = {
    properties = {
      displayName        = "Network Watcher should be enabled"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/b6e2945c-0b7b-40f5-9233-7a5323b5cdc6"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "AuditIfNotExists"
        }
      }
    }
  }
}

# GOV-04: Network: what does not comply is refused.
resource "azapi_resource" "policyAppgwWaf" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-appgw-waf"
  body = {
    properties = {
      displayName        = "Web Application Firewall (WAF) should be enabled for Application Gateway"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/564feb30-bf6a-4854-b4bb-0d2d2d1e6c66"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-04: Network: what does not comply is refused.
resource "azapi_resource" "policyFrontDoorWaf" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-front-door-waf"
  body = {
    properties = {
      displayName        = "Azure Web Application Firewall should be enabled for Azure Front Door entry-points"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/055aa869-bc98-4af8-bafc-23f1ab6ffe2c"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-04: Storage: what does not comply is refused.
resource "azapi_resource" "policyStorageRestrictNetwork" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-storage-restrict-network"
  body = {
    properties = {
      displayName        = "Storage accounts should restrict network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/34c877ad-507e-4c82-993e-3452a6e0ad3c"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# GOV-04: Key Vault: what does not comply is refused.
resource "azapi_resource" "policyVaultDeletion" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-vault-deletion"
  body = {
    properties = {
      displayName        = "Key vaults should have deletion protection enabled"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/0b60c0b2-2dc2-4e1c-b5c9-abbed971de53"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# NET-22: Network: what does not comply is refused.
resource "azapi_resource" "policyAppgwWafPrevention" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-appgw-waf-prevention"
  body = {
    properties = {
      displayName        = "Web Application Firewall (WAF) should use the specified mode for Application Gateway"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/12430be1-6cc8-4527-a9a8-e3d38f250096"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
        modeRequirement = {
          value = "Prevention"
        }
      }
    }
  }
}

# NET-22: Network: what does not comply is refused.
resource "azapi_resource" "policyFrontDoorPrevention" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-front-door-prevention"
  body = {
    properties = {
      displayName        = "Web Application Firewall (WAF) should use the specified mode for Azure Front Door Service"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/425bea59-a659-4cbb-8d31-34499bd030b8"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
        modeRequirement = {
          value = "Prevention"
        }
      }
    }
  }
}

# PNET-12: Azure Ai Services: what does not comply is seen.
resource "azapi_resource" "policyAiPrivateLink" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ai-private-link"
  body = {
    properties = {
      displayName        = "Azure AI Services resources should use Azure Private Link"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/d6759c02-b87f-42b7-892e-71b3f471d782"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Audit"
        }
      }
    }
  }
}

# PNET-12: Machine Learning: what does not comply is seen.
resource "azapi_resource" "policyMlPrivateLink" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-ml-private-link"
  body = {
    properties = {
      displayName        = "Azure Machine Learning workspaces should use private link"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/45e05259-1eb5-4f70-9574-baf73e9d219b"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Audit"
        }
      }
    }
  }
}

# PNET-12: Storage: what does not comply is seen.
resource "azapi_resource" "policyStoragePrivateLink" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-storage-private-link"
  body = {
    properties = {
      displayName        = "Storage accounts should use private link"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/6edd7eda-6dd8-40f7-810d-67160c639cd9"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "AuditIfNotExists"
        }
      }
    }
  }
}

# PNET-12: Key Vault: what does not comply is refused.
resource "azapi_resource" "policyVaultPrivateLink" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-vault-private-link"
  body = {
    properties = {
      displayName        = "Azure Key Vaults should use private link"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/a6abeaec-4d90-4a02-805f-6b26c4d3fbe9"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# NET-25: Network: what does not comply is seen.
resource "azapi_resource" "policyNicNoPublicIp" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-nic-no-public-ip"
  body = {
    properties = {
      displayName        = "Network interfaces should not have public IPs"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/83a86a26-fd1f-447c-b59d-e51f44264114"
      enforcementMode    = "Default"
    }
  }
}

# NET-25: Storage: what does not comply is refused.
resource "azapi_resource" "policyStorageNoPublicAccess" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-storage-no-public-access"
  body = {
    properties = {
      displayName        = "Storage accounts should disable public network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/b2982f36-99f2-4db5-8eff-283140c09693"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# NET-25: Key Vault: what does not comply is refused.
resource "azapi_resource" "policyVaultNoPublicAccess" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-vault-no-public-access"
  body = {
    properties = {
      displayName        = "Azure Key Vault should disable public network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/405c5871-3e91-4644-8a63-58e19d68ff5b"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}

# NET-25: Container Apps: what does not comply is refused.
resource "azapi_resource" "policyAppsNoPublicAccess" {
  type      = "Microsoft.Authorization/policyAssignments@2026-07-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "shelf-helper-apps-no-public-access"
  body = {
    properties = {
      displayName        = "Container Apps environment should disable public network access"
      policyDefinitionId = "/providers/Microsoft.Authorization/policyDefinitions/d074ddf8-01a5-4b5e-a2b8-964aed452c0a"
      enforcementMode    = "Default"
      parameters = {
        effect = {
          value = "Deny"
        }
      }
    }
  }
}
