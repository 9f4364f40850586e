// Accounts of Azure AI Foundry in eastus2, their model deployments, and the way to them.

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

resource endpointsSubnetEastus2 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkEastus2
  name: 'snet-endpoints'
}

resource zoneCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.cognitiveservices.azure.com'
}

resource zoneOpenaiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.openai.azure.com'
}

resource zoneServicesAiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-dns')
  name: 'privatelink.services.ai.azure.com'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

resource gatewayIdentityEastus2 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'id-shop-chat-prod-gateway-eastus2'
}

resource gatewayIdentitySouthcentralus 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'id-shop-chat-prod-gateway-southcentralus'
}

// REL-01: model endpoints stand in every region that the file names.
// PNET-02: it is reached over its private endpoint alone.
// APP-27: who calls it signs in with Entra ID: its keys are off.
resource accountAoaiEus2 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: 'aif-shop-chat-prod-aoai-eus2-t70td'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    customSubDomainName: 'aif-shop-chat-prod-aoai-eus2-t70td'
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
resource contentFilterAoaiEus2 'Microsoft.CognitiveServices/accounts/raiPolicies@2026-07-01' = {
  parent: accountAoaiEus2
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

// REL-08: data-zone-provisioned-managed is how the file wants gpt-4.1 here.
resource deploymentAoaiEus2ChatPtuEus2 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountAoaiEus2
  name: 'chat-ptu-eus2'
  sku: {
    name: 'DataZoneProvisionedManaged'
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
    contentFilterAoaiEus2
  ]
}

// REL-08: data-zone-standard is how the file wants gpt-4.1 here.
resource deploymentAoaiEus2ChatSpillEus2 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: accountAoaiEus2
  name: 'chat-spill-eus2'
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
    deploymentAoaiEus2ChatPtuEus2
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointAoaiEus2 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shop-chat-prod-aoai-eus2-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shop-chat-prod-aoai-eus2-eastus2-nic'
    subnet: {
      id: endpointsSubnetEastus2.id
    }
    privateLinkServiceConnections: [
      {
        name: 'aoai-eus2'
        properties: {
          privateLinkServiceId: accountAoaiEus2.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
  }
  dependsOn: [
    deploymentAoaiEus2ChatSpillEus2
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupAoaiEus2 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointAoaiEus2
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
resource diagnosticsAoaiEus2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: accountAoaiEus2
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

// WAF-04: the gateway in eastus2 may call the models, and nothing else.
resource inferenceAoaiEus2FromEastus2 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiEus2
  name: guid(accountAoaiEus2.id, gatewayIdentityEastus2.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentityEastus2.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the gateway in southcentralus may call the models, and nothing else.
resource inferenceAoaiEus2FromSouthcentralus 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiEus2
  name: guid(accountAoaiEus2.id, gatewayIdentitySouthcentralus.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: gatewayIdentitySouthcentralus.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('accounts.aoai-eus2.endpoint of the workload file')
output aoaiEus2Endpoint string = accountAoaiEus2.properties.endpoint
