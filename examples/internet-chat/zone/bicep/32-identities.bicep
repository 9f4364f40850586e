// Identities that the parts of the application act as.

// APP-27: chat-api signs in as itself: it has no key that could leak.
resource identityChatApi 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-shop-chat-prod-chat-api'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}
