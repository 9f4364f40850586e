// Identities that the parts of the application act as.

// APP-27: scoring signs in as itself: it has no key that could leak.
resource identityScoring 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-credit-risk-prod-scoring'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}
