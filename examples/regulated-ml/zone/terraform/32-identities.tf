# Identities that the parts of the application act as.

# APP-27: scoring signs in as itself: it has no key that could leak.
resource "azapi_resource" "identityScoring" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupOperations.id
  name      = "id-credit-risk-prod-scoring"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId"]
}
