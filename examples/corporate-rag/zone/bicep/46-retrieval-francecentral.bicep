// What AI Search in francecentral may read and ask, and who may ask it.

resource storePoliciesCopy 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: 'stpolicyassistantprmozlp'
}

resource storePoliciesIndexCopy 'Microsoft.Search/searchServices@2025-05-01' existing = {
  name: 'srch-policy-assistant-prod-policies-index-copy-francec-w96kq'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  name: 'aif-policy-assistant-prod-aoai-frc-xwr8u'
}

// WAF-04: indexers read documents, and change none.
resource retrievalPoliciesIndexCopyReadsPoliciesCopy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storePoliciesCopy
  name: guid(storePoliciesCopy.id, storePoliciesIndexCopy.id, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
    principalId: storePoliciesIndexCopy.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: indexes are filled with embeddings of the models here.
resource retrievalPoliciesIndexCopyAsksAccountAoaiFrc 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: accountAoaiFrc
  name: guid(accountAoaiFrc.id, storePoliciesIndexCopy.id, '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')
    principalId: storePoliciesIndexCopy.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// WAF-04: Foundry grounds answers in its indexes, and changes none.
resource retrievalAccountAoaiFrcAsksPoliciesIndexCopy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storePoliciesIndexCopy
  name: guid(storePoliciesIndexCopy.id, accountAoaiFrc.id, '1407120a-92aa-4202-b7e9-c0e197c71c8f')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1407120a-92aa-4202-b7e9-c0e197c71c8f')
    principalId: accountAoaiFrc.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// PNET-08: indexers reach it by a private link; its owner approves it once.
resource sharedLinkPoliciesIndexCopyToStorePoliciesCopy 'Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01' = {
  parent: storePoliciesIndexCopy
  name: 'spl-policy-assistant-prod-policies-copy'
  properties: {
    privateLinkResourceId: storePoliciesCopy.id
    groupId: 'blob'
    requestMessage: 'Indexers of policy-assistant'
  }
}

// PNET-08: indexers reach it by a private link; its owner approves it once.
resource sharedLinkPoliciesIndexCopyToAccountAoaiFrc 'Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01' = {
  parent: storePoliciesIndexCopy
  name: 'spl-policy-assistant-prod-accountaoaifrc-jddm6'
  properties: {
    privateLinkResourceId: accountAoaiFrc.id
    groupId: 'openai_account'
    requestMessage: 'Indexers of policy-assistant'
  }
  dependsOn: [
    sharedLinkPoliciesIndexCopyToStorePoliciesCopy
  ]
}
