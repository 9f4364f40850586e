// Accounts of Azure AI Foundry in swedencentral, their model deployments, and the way to them.

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'vnet-model-platform-prod-swedencentral'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
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
resource accountLiveSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-model-platform-prod-live-swc-jfz7d'
  location: 'swedencentral'
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
    customSubDomainName: 'aif-model-platform-prod-live-swc-jfz7d'
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
resource contentFilterLiveSwc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountLiveSwc
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

// REL-08: data-zone-provisioned-managed is how the file wants gpt-5.1 here.
resource deploymentLiveSwcGpt51PtuSwc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountLiveSwc
  name: 'gpt51-ptu-swc'
  sku: {
    name: 'DataZoneProvisionedManaged'
    capacity: 100
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
    contentFilterLiveSwc
  ]
}

// REL-08: data-zone-standard is how the file wants gpt-5.1 here.
resource deploymentLiveSwcGpt51Swc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountLiveSwc
  name: 'gpt51-swc'
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
    deploymentLiveSwcGpt51PtuSwc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointLiveSwc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-live-swc-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-live-swc-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'live-swc'
        properties: {
          privateLinkServiceId: accountLiveSwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentLiveSwcGpt51Swc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupLiveSwc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointLiveSwc
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
resource diagnosticsLiveSwc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountLiveSwc
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
resource inferenceLiveSwcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveSwc
  name: guid(accountLiveSwc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceLiveSwcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveSwc
  name: guid(accountLiveSwc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource inferenceLiveSwcFromGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountLiveSwc
  name: guid(accountLiveSwc.id, gatewayIdentityGermanywestcentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// REL-01: model endpoints stand in every region that the file names.
// PNET-02: it is reached over its private endpoint alone.
// APP-27: who calls it signs in with Entra ID: its keys are off.
resource accountNightSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-model-platform-prod-night-swc-cyqly'
  location: 'swedencentral'
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
    customSubDomainName: 'aif-model-platform-prod-night-swc-cyqly'
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
resource contentFilterNightSwc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountNightSwc
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

// REL-08: data-zone-standard is how the file wants text-embedding-3-large here.
resource deploymentNightSwcEmbedSwc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountNightSwc
  name: 'embed-swc'
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
    contentFilterNightSwc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointNightSwc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-model-platform-prod-night-swc-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    customNetworkInterfaceName: 'pep-model-platform-prod-night-swc-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'night-swc'
        properties: {
          privateLinkServiceId: accountNightSwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentNightSwcEmbedSwc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupNightSwc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointNightSwc
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
resource diagnosticsNightSwc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountNightSwc
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
resource inferenceNightSwcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightSwc
  name: guid(accountNightSwc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceNightSwcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightSwc
  name: guid(accountNightSwc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in germanywestcentral may call the models, and nothing else.
resource inferenceNightSwcFromGermanywestcentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountNightSwc
  name: guid(accountNightSwc.id, gatewayIdentityGermanywestcentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityGermanywestcentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('accounts.live-swc.endpoint of the workload file')
output liveSwcEndpoint string = accountLiveSwc.properties.endpoint

@description('accounts.night-swc.endpoint of the workload file')
output nightSwcEndpoint string = accountNightSwc.properties.endpoint
