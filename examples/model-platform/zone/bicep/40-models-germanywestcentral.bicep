// Accounts of Azure AI Foundry in germanywestcentral, their model deployments, and the way to them.

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'vnet-model-platform-prod-germanywestcentral'
}

resource endpointsSubnetGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkGermanywestcentral
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
resource accountLiveGwc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-model-platform-prod-live-gwc-r4qzl'
  location: 'germanywestcentral'
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
    customSubDomainName: 'aif-model-platform-prod-live-gwc-r4qzl'
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
resource contentFilterLiveGwc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountLiveGwc
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

// REL-08: data-zone-standard is how the file wants gpt-4.1 here.
resource deploymentLiveGwcGpt41Gwc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountLiveGwc
  name: 'gpt41-gwc'
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
    contentFilterLiveGwc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointLiveGwc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-live-gwc-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-live-gwc-germanywestcentral-nic'
    subnet: {
      id: endpointsSubnetGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'live-gwc'
        properties: {
          privateLinkServiceId: accountLiveGwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentLiveGwcGpt41Gwc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupLiveGwc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointLiveGwc
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
resource diagnosticsLiveGwc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountLiveGwc
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
resource inferenceLiveGwcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveGwc
  name: guid(accountLiveGwc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceLiveGwcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveGwc
  name: guid(accountLiveGwc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource inferenceLiveGwcFromGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveGwc
  name: guid(accountLiveGwc.id, gatewayIdentityGermanywestcentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// REL-01: model endpoints stand in every region that the file names.
// PNET-02: it is reached over its private endpoint alone.
// APP-27: who calls it signs in with Entra ID: its keys are off.
resource accountNightGwc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-model-platform-prod-night-gwc-h51nf'
  location: 'germanywestcentral'
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
    customSubDomainName: 'aif-model-platform-prod-night-gwc-h51nf'
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
resource contentFilterNightGwc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountNightGwc
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
resource deploymentNightGwcGpt41NightGwc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountNightGwc
  name: 'gpt41-night-gwc'
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
    contentFilterNightGwc
  ]
}

// REL-08: data-zone-standard is how the file wants text-embedding-3-large here.
resource deploymentNightGwcEmbedGwc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountNightGwc
  name: 'embed-gwc'
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
    deploymentNightGwcGpt41NightGwc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointNightGwc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-night-gwc-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-night-gwc-germanywestcentral-nic'
    subnet: {
      id: endpointsSubnetGermanywestcentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'night-gwc'
        properties: {
          privateLinkServiceId: accountNightGwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentNightGwcEmbedGwc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupNightGwc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointNightGwc
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
resource diagnosticsNightGwc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountNightGwc
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
resource inferenceNightGwcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightGwc
  name: guid(accountNightGwc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceNightGwcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightGwc
  name: guid(accountNightGwc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource inferenceNightGwcFromGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightGwc
  name: guid(accountNightGwc.id, gatewayIdentityGermanywestcentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('accounts.live-gwc.endpoint of the workload file')
output liveGwcEndpoint string = accountLiveGwc.properties.endpoint

@description('accounts.night-gwc.endpoint of the workload file')
output nightGwcEndpoint string = accountNightGwc.properties.endpoint
