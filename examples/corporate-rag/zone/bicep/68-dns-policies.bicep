// Built-in policies on the subscription that give private endpoints their records in the zones.
targetScope = 'subscription'

resource dnsPolicyIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'id-policy-assistant-prod-dns-policies'
}

resource zoneCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.cognitiveservices.azure.com'
}

resource zoneSearchWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.search.windows.net'
}

resource zoneVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.vaultcore.azure.net'
}

resource zoneBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.blob.core.windows.net'
}

resource zoneFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-dns')
  name: 'privatelink.file.core.windows.net'
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

// PNET-11: Cognitive Services: endpoints without a zone group get one.
resource policyDnsAiServices 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'policy-assistant-dns-ai-services'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Configure Cognitive Services accounts to use private DNS zones'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/c4bc6f10-cb41-49eb-b000-d5ab82e2a091'
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      privateDnsZoneId: {
        value: zoneCognitiveservicesAzureCom.id
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Search: endpoints without a zone group get one.
resource policyDnsSearch 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'policy-assistant-dns-search'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Configure Azure AI Search services to use private DNS zones'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/fbc14a67-53e4-4932-abcc-2049c6706009'
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      privateDnsZoneId: {
        value: zoneSearchWindowsNet.id
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Key Vault: endpoints without a zone group get one.
resource policyDnsKeyVault 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'policy-assistant-dns-key-vault'
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
resource policyDnsBlob 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'policy-assistant-dns-blob'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Configure a private DNS Zone ID for blob groupID'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/75973700-529f-4de2-b794-fb9b6781b6b0'
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      privateDnsZoneId: {
        value: zoneBlobCoreWindowsNet.id
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Storage: endpoints without a zone group get one.
resource policyDnsBlob2 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'policy-assistant-dns-blob-2'
  location: 'swedencentral'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${dnsPolicyIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Configure a private DNS Zone ID for blob_secondary groupID'
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/d847d34b-9337-4e2d-99a5-767e5ac9c582'
    enforcementMode: 'Default'
    parameters: {
      effect: {
        value: 'DeployIfNotExists'
      }
      privateDnsZoneId: {
        value: zoneBlobCoreWindowsNet.id
      }
    }
  }
  dependsOn: [
    roleOfDnsPolicies
  ]
}

// PNET-11: Storage: endpoints without a zone group get one.
resource policyDnsFile 'Microsoft.Authorization/policyAssignments@2026-07-01' = {
  name: 'policy-assistant-dns-file'
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
