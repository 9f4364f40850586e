// What AI Search in swedencentral may read and ask, and who may ask it.

resource storePolicies 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: 'stpolicyassistantprnxpjj'
}

resource storePoliciesIndex 'Microsoft.Search/searchServices@2025-05-01' existing = {
  name: 'srch-policy-assistant-prod-policies-index-swedencentra-jsjoc'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  name: 'aif-policy-assistant-prod-aoai-swc-eb875'
}

// WAF-04: indexers read documents, and change none.
resource retrievalPoliciesIndexReadsPolicies 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storePolicies
  name: guid(storePolicies.id, storePoliciesIndex.id, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
    principalId: storePoliciesIndex.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: indexes are filled with embeddings of the models here.
resource retrievalPoliciesIndexAsksAccountAoaiSwc 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiSwc
  name: guid(accountAoaiSwc.id, storePoliciesIndex.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: storePoliciesIndex.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: Foundry grounds answers in its indexes, and changes none.
resource retrievalAccountAoaiSwcAsksPoliciesIndex 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storePoliciesIndex
  name: guid(storePoliciesIndex.id, accountAoaiSwc.id, '1407120a-92aa-4202-b7e9-c0e197c71c8f')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1407120a-92aa-4202-b7e9-c0e197c71c8f')
    principalId: accountAoaiSwc.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: indexers reach it by a private link; its owner approves it once.
resource sharedLinkPoliciesIndexToStorePolicies 'Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01' = {
  parent: storePoliciesIndex
  name: 'spl-policy-assistant-prod-policies'
  properties: {
    privateLinkResourceId: storePolicies.id
    groupId: 'blob'
    requestMessage: 'Indexers of policy-assistant'
  }
}

// PNET-08: indexers reach it by a private link; its owner approves it once.
resource sharedLinkPoliciesIndexToAccountAoaiSwc 'Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01' = {
  parent: storePoliciesIndex
  name: 'spl-policy-assistant-prod-accountaoaiswc-x2s34'
  properties: {
    privateLinkResourceId: accountAoaiSwc.id
    groupId: 'openai_account'
    requestMessage: 'Indexers of policy-assistant'
  }
  dependsOn: [
    sharedLinkPoliciesIndexToStorePolicies
  ]
}
