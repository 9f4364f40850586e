// Identities that the parts of the application act as.

// APP-27: indexer signs in as itself: it has no key that could leak.
resource identityIndexer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-policy-assistant-prod-indexer'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

// APP-27: answers signs in as itself: it has no key that could leak.
resource identityAnswers 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-policy-assistant-prod-answers'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}
