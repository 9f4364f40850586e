// Accounts of Azure AI Foundry in francecentral, their model deployments, and the way to them.

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'vnet-model-platform-prod-francecentral'
}

resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
  name: 'snet-endpoints'
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

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

resource gatewayIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'id-model-platform-prod-gateway-swedencentral'
}

resource gatewayIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'id-model-platform-prod-gateway-francecentral'
}

resource gatewayIdentityGermanywestcentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'id-model-platform-prod-gateway-germanywestcentral'
}

// REL-01: model endpoints stand in every region that the file names.
// PNET-02: it is reached over its private endpoint alone.
// APP-27: who calls it signs in with Entra ID: its keys are off.
resource accountLiveFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-model-platform-prod-live-frc-aayq0'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    customSubDomainName: 'aif-model-platform-prod-live-frc-aayq0'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
    restrictOutboundNetworkAccess: true
    allowedFqdnList: []
  }
}

// WAF-12: the filter that was assessed is the one that answers.
resource contentFilterLiveFrc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountLiveFrc
  name: 'strict'
  properties: {
    basePolicyName: 'Microsoft.DefaultV2'
    mode: 'Blocking'
    contentFilters: [
      {
        name: 'Hate'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Hate'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Sexual'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Sexual'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Violence'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Violence'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Selfharm'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Selfharm'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Jailbreak'
        enabled: true
        blocking: true
        source: 'Prompt'
      }
      {
        name: 'Indirect Attack'
        enabled: true
        blocking: true
        source: 'Prompt'
      }
      {
        name: 'Protected Material Text'
        enabled: true
        blocking: true
        source: 'Completion'
      }
      {
        name: 'Protected Material Code'
        enabled: true
        blocking: true
        source: 'Completion'
      }
    ]
  }
}

// REL-08: data-zone-standard is how the file wants gpt-5.1 here.
resource deploymentLiveFrcGpt51Frc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountLiveFrc
  name: 'gpt51-frc'
  sku: {
    name: 'DataZoneStandard'
    capacity: 300
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'gpt-5.1'
      version: '2025-11-13'
    }
    versionUpgradeOption: 'NoAutoUpgrade'
    raiPolicyName: 'strict'
  }
  dependsOn: [
    contentFilterLiveFrc
  ]
}

// REL-08: data-zone-standard is how the file wants gpt-4.1 here.
resource deploymentLiveFrcGpt41Frc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountLiveFrc
  name: 'gpt41-frc'
  sku: {
    name: 'DataZoneStandard'
    capacity: 300
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'gpt-4.1'
      version: '2025-04-14'
    }
    versionUpgradeOption: 'NoAutoUpgrade'
    raiPolicyName: 'strict'
  }
  dependsOn: [
    deploymentLiveFrcGpt51Frc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointLiveFrc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-live-frc-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-live-frc-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'live-frc'
        properties: {
          privateLinkServiceId: accountLiveFrc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentLiveFrcGpt41Frc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupLiveFrc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointLiveFrc
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
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

// NET-18: what happens there is in the logs.
resource diagnosticsLiveFrc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountLiveFrc
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

// WAF-04: the gateway in swedencentral may call the models, and nothing else.
resource inferenceLiveFrcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveFrc
  name: guid(accountLiveFrc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceLiveFrcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveFrc
  name: guid(accountLiveFrc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource inferenceLiveFrcFromGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveFrc
  name: guid(accountLiveFrc.id, gatewayIdentityGermanywestcentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// REL-01: model endpoints stand in every region that the file names.
// PNET-02: it is reached over its private endpoint alone.
// APP-27: who calls it signs in with Entra ID: its keys are off.
resource accountNightFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-model-platform-prod-night-frc-tya3q'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    customSubDomainName: 'aif-model-platform-prod-night-frc-tya3q'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
    restrictOutboundNetworkAccess: true
    allowedFqdnList: []
  }
}

// WAF-12: the filter that was assessed is the one that answers.
resource contentFilterNightFrc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountNightFrc
  name: 'strict'
  properties: {
    basePolicyName: 'Microsoft.DefaultV2'
    mode: 'Blocking'
    contentFilters: [
      {
        name: 'Hate'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Hate'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Sexual'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Sexual'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Violence'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Violence'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Selfharm'
        enabled: true
        blocking: true
        source: 'Prompt'
        severityThreshold: 'Medium'
      }
      {
        name: 'Selfharm'
        enabled: true
        blocking: true
        source: 'Completion'
        severityThreshold: 'Medium'
      }
      {
        name: 'Jailbreak'
        enabled: true
        blocking: true
        source: 'Prompt'
      }
      {
        name: 'Indirect Attack'
        enabled: true
        blocking: true
        source: 'Prompt'
      }
      {
        name: 'Protected Material Text'
        enabled: true
        blocking: true
        source: 'Completion'
      }
      {
        name: 'Protected Material Code'
        enabled: true
        blocking: true
        source: 'Completion'
      }
    ]
  }
}

// REL-08: data-zone-batch is how the file wants gpt-4.1 here.
resource deploymentNightFrcGpt41NightFrc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountNightFrc
  name: 'gpt41-night-frc'
  sku: {
    name: 'DataZoneBatch'
    capacity: 10
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'gpt-4.1'
      version: '2025-04-14'
    }
    versionUpgradeOption: 'NoAutoUpgrade'
    raiPolicyName: 'strict'
  }
  dependsOn: [
    contentFilterNightFrc
  ]
}

// REL-08: data-zone-standard is how the file wants text-embedding-3-large here.
resource deploymentNightFrcEmbedFrc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountNightFrc
  name: 'embed-frc'
  sku: {
    name: 'DataZoneStandard'
    capacity: 350
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'text-embedding-3-large'
      version: '1'
    }
    versionUpgradeOption: 'NoAutoUpgrade'
    raiPolicyName: 'strict'
  }
  dependsOn: [
    deploymentNightFrcGpt41NightFrc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointNightFrc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-night-frc-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-night-frc-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'night-frc'
        properties: {
          privateLinkServiceId: accountNightFrc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentNightFrcEmbedFrc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupNightFrc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointNightFrc
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
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

// NET-18: what happens there is in the logs.
resource diagnosticsNightFrc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountNightFrc
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

// WAF-04: the gateway in swedencentral may call the models, and nothing else.
resource inferenceNightFrcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightFrc
  name: guid(accountNightFrc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceNightFrcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightFrc
  name: guid(accountNightFrc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource inferenceNightFrcFromGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightFrc
  name: guid(accountNightFrc.id, gatewayIdentityGermanywestcentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('accounts.live-frc.endpoint of the workload file')
output liveFrcEndpoint string = accountLiveFrc.properties.endpoint

@description('accounts.night-frc.endpoint of the workload file')
output nightFrcEndpoint string = accountNightFrc.properties.endpoint
