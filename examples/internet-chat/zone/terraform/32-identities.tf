# Identities that the parts of the application act as.

# APP-27: chat-api signs in as itself: it has no key that could leak.
resource "azapi_resource" "identityChatApi" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupOperations.id
  name      = "id-shop-chat-prod-chat-api"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  response_export_values = ["properties.principalId"]
}
