// Azure Machine Learning in swedencentral: workspaces without a way to the internet but what is approved.

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
}

resource zoneApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.api.azureml.ms'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'log-credit-risk-prod'
}

resource storeMlMainFiles 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: 'stcreditriskprodmlma2lg8'
}

resource storeMlMainSecrets 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-credit-risk-pro-sy21k'
}

resource storeMlMainImages 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crcreditriskprodmlmainimagesswedencentrala4hzj'
}

resource storeApplications 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: 'stcreditriskprodapphkm1x'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  name: 'aif-credit-risk-prod-aoai-swc-ibetm'
}

resource zoneNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.notebooks.azure.net'
}

// REL-16: models are kept in swedencentral and francecentral, under one name.
resource modelRegistry 'Microsoft.MachineLearningServices/registries@2026-05-01' = {
  name: 'mlr-credit-risk-prod'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    regionDetails: [
      {
        location: 'swedencentral'
        acrDetails: [
          {
            systemCreatedAcrAccount: {
              acrAccountSku: 'Premium'
            }
          }
        ]
        storageAccountDetails: [
          {
            systemCreatedStorageAccount: {
              storageAccountType: 'Standard_ZRS'
              storageAccountHnsEnabled: false
              allowBlobPublicAccess: false
            }
          }
        ]
      }
      {
        location: 'francecentral'
        acrDetails: [
          {
            systemCreatedAcrAccount: {
              acrAccountSku: 'Premium'
            }
          }
        ]
        storageAccountDetails: [
          {
            systemCreatedStorageAccount: {
              storageAccountType: 'Standard_ZRS'
              storageAccountHnsEnabled: false
              allowBlobPublicAccess: false
            }
          }
        ]
      }
    ]
  }
}

// NET-10: it has an address in the network of its region.
resource endpointModelRegistry 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-modelregistry-swedencentral-cetr7'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-modelregistry-swedencentral-cetr7-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'modelRegistry'
        properties: {
          privateLinkServiceId: modelRegistry.id
          groupIds: [
            'amlregistry'
          ]
        }
      }
    ]
  }
}

// NET-11: each of its names needs its zone.
resource zoneGroupModelRegistry 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointModelRegistry
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-azureml-ms'
        properties: {
          privateDnsZoneId: zoneApiAzuremlMs.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsModelRegistry 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: modelRegistry
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

resource machineLearningInsightsMain 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-credit-risk-prod-ml-main'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logWorkspace.id
    DisableLocalAuth: true
  }
}

// PNET-05: it is reached over its private endpoint alone.
// PNET-06: its computes reach what is approved, and nothing else.
// PLAT-11: each team has its own, with stores of its own.
resource machineLearningMain 'Microsoft.MachineLearningServices/workspaces@2026-05-01' = {
  name: 'mlw-credit-risk-prod-main-sw-joh0'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  kind: 'Default'
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'main'
    storageAccount: storeMlMainFiles.id
    keyVault: storeMlMainSecrets.id
    containerRegistry: storeMlMainImages.id
    applicationInsights: machineLearningInsightsMain.id
    systemDatastoresAuthMode: 'Identity'
    publicNetworkAccess: 'Disabled'
    v1LegacyMode: false
    hbiWorkspace: true
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      firewallSku: 'Standard'
    }
  }
}

// WAF-04: the workspace main works with its files as itself.
resource machineLearningMainOnFilesStorageBlobDataContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainFiles
  name: guid(storeMlMainFiles.id, machineLearningMain.id, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the workspace main works with its files as itself.
resource machineLearningMainOnFilesStorageFileDataPrivilegedContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainFiles
  name: guid(storeMlMainFiles.id, machineLearningMain.id, '69566ab7-960f-475b-8e7c-b3118f30c6bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '69566ab7-960f-475b-8e7c-b3118f30c6bd')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the workspace main works with its files as itself.
resource machineLearningMainOnFilesAzureAIEnterpriseNetworkConnectionApprover 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainFiles
  name: guid(storeMlMainFiles.id, machineLearningMain.id, 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the workspace main works with its secrets as itself.
resource machineLearningMainOnSecretsKeyVaultAdministrator 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainSecrets
  name: guid(storeMlMainSecrets.id, machineLearningMain.id, '00482a5a-887f-4fb3-b363-3b7fe8e74483')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00482a5a-887f-4fb3-b363-3b7fe8e74483')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the workspace main works with its secrets as itself.
resource machineLearningMainOnSecretsAzureAIEnterpriseNetworkConnectionApprover 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainSecrets
  name: guid(storeMlMainSecrets.id, machineLearningMain.id, 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the workspace main works with its images as itself.
resource machineLearningMainOnImagesAcrPush 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainImages
  name: guid(storeMlMainImages.id, machineLearningMain.id, '8311e382-0749-4cb8-b61a-304f252e45ec')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: the workspace main works with its images as itself.
resource machineLearningMainOnImagesAzureAIEnterpriseNetworkConnectionApprover 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeMlMainImages
  name: guid(storeMlMainImages.id, machineLearningMain.id, 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-06: computes of main reach it by a private endpoint of their network.
resource machineLearningMainApprovesApplications 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storeApplications
  name: guid(storeApplications.id, machineLearningMain.id, 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-06: computes of main reach it by a private endpoint of their network.
resource machineLearningMainApprovesAccountAoaiSwc 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiSwc
  name: guid(accountAoaiSwc.id, machineLearningMain.id, 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
    principalId: machineLearningMain.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-06: its computes reach what is approved, and nothing else.
resource machineLearningMainReachesApplicationsBlob 'Microsoft.MachineLearningServices/workspaces/outboundRules@2026-05-01' = {
  parent: machineLearningMain
  name: 'out-applications-blob'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: storeApplications.id
      subresourceTarget: 'blob'
      sparkEnabled: false
    }
  }
  dependsOn: [
    machineLearningMainOnFilesStorageBlobDataContributor
    machineLearningMainOnFilesStorageFileDataPrivilegedContributor
    machineLearningMainOnFilesAzureAIEnterpriseNetworkConnectionApprover
    machineLearningMainOnSecretsKeyVaultAdministrator
    machineLearningMainOnSecretsAzureAIEnterpriseNetworkConnectionApprover
    machineLearningMainOnImagesAcrPush
    machineLearningMainOnImagesAzureAIEnterpriseNetworkConnectionApprover
    machineLearningMainApprovesApplications
    machineLearningMainApprovesAccountAoaiSwc
  ]
}

// PNET-06: its computes reach what is approved, and nothing else.
resource machineLearningMainReachesAccountAoaiSwcAccount 'Microsoft.MachineLearningServices/workspaces/outboundRules@2026-05-01' = {
  parent: machineLearningMain
  name: 'out-accountaoaiswc-account-t62bh'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: accountAoaiSwc.id
      subresourceTarget: 'account'
      sparkEnabled: false
    }
  }
  dependsOn: [
    machineLearningMainReachesApplicationsBlob
  ]
}

// PNET-06: its computes reach what is approved, and nothing else.
resource machineLearningMainReachesModelsAmlregistry 'Microsoft.MachineLearningServices/workspaces/outboundRules@2026-05-01' = {
  parent: machineLearningMain
  name: 'out-models-amlregistry'
  properties: {
    type: 'PrivateEndpoint'
    category: 'UserDefined'
    destination: {
      serviceResourceId: modelRegistry.id
      subresourceTarget: 'amlregistry'
      sparkEnabled: false
    }
  }
  dependsOn: [
    machineLearningMainReachesAccountAoaiSwcAccount
  ]
}

// NET-10: it has an address in the network of its region.
resource endpointMachineLearningMain 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-machinelearning-main-swedencentral-h2hx8'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-machinelearning-main-swedencentral-h2hx8-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'machineLearning-main'
        properties: {
          privateLinkServiceId: machineLearningMain.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
  }
  dependsOn: [
    machineLearningMainReachesModelsAmlregistry
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupMachineLearningMain 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointMachineLearningMain
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-azureml-ms'
        properties: {
          privateDnsZoneId: zoneApiAzuremlMs.id
        }
      }
      {
        name: 'privatelink-notebooks-azure-net'
        properties: {
          privateDnsZoneId: zoneNotebooksAzureNet.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsMachineLearningMain 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: machineLearningMain
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
