// Accounts of Azure AI Foundry in swedencentral, their model deployments, and the way to them.

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-swedencentral')
  name: 'vnet-shelf-helper-prod-swedencentral'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
}

resource zoneCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-dns')
  name: 'privatelink.cognitiveservices.azure.com'
}

resource zoneOpenaiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-dns')
  name: 'privatelink.openai.azure.com'
}

resource zoneServicesAiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-dns')
  name: 'privatelink.services.ai.azure.com'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'log-shelf-helper-prod'
}

resource gatewayIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'id-shelf-helper-prod-gateway-swedencentral'
}

resource gatewayIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'id-shelf-helper-prod-gateway-francecentral'
}

// REL-01: model endpoints stand in every region that the file names.
// PNET-02: it is reached over its private endpoint alone.
// APP-27: who calls it signs in with Entra ID: its keys are off.
resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-shelf-helper-prod-aoai-swc-a9okt'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    customSubDomainName: 'aif-shelf-helper-prod-aoai-swc-a9okt'
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
resource contentFilterAoaiSwc 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountAoaiSwc
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
resource deploymentAoaiSwcGpt41Swc 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountAoaiSwc
  name: 'gpt41-swc'
  sku: {
    name: 'DataZoneStandard'
    capacity: 100
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
    contentFilterAoaiSwc
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointAoaiSwc 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shelf-helper-prod-aoai-swc-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shelf-helper-prod-aoai-swc-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'aoai-swc'
        properties: {
          privateLinkServiceId: accountAoaiSwc.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentAoaiSwcGpt41Swc
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupAoaiSwc 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointAoaiSwc
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
resource diagnosticsAoaiSwc 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountAoaiSwc
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
resource inferenceAoaiSwcFromSwedencentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiSwc
  name: guid(accountAoaiSwc.id, gatewayIdentitySwedencentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySwedencentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in francecentral may call the models, and nothing else.
resource inferenceAoaiSwcFromFrancecentral 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiSwc
  name: guid(accountAoaiSwc.id, gatewayIdentityFrancecentral.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityFrancecentral.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('accounts.aoai-swc.endpoint of the workload file')
output aoaiSwcEndpoint string = accountAoaiSwc.properties.endpoint
