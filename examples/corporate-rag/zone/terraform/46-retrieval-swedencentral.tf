# What AI Search in swedencentral may read and ask, and who may ask it.

# WAF-04: indexers read documents, and change none.
resource "azapi_resource" "retrievalPoliciesIndexReadsPolicies" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storePolicies.id
  name      = uuidv5("url", "${azapi_resource.storePolicies.id}|${azapi_resource.storePoliciesIndex.id}|2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
      principalId      = azapi_resource.storePoliciesIndex.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: indexes are filled with embeddings of the models here.
resource "azapi_resource" "retrievalPoliciesIndexAsksAccountAoaiSwc" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiSwc.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiSwc.id}|${azapi_resource.storePoliciesIndex.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.storePoliciesIndex.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: Foundry grounds answers in its indexes, and changes none.
resource "azapi_resource" "retrievalAccountAoaiSwcAsksPoliciesIndex" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storePoliciesIndex.id
  name      = uuidv5("url", "${azapi_resource.storePoliciesIndex.id}|${azapi_resource.accountAoaiSwc.id}|1407120a-92aa-4202-b7e9-c0e197c71c8f")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/1407120a-92aa-4202-b7e9-c0e197c71c8f"
      principalId      = azapi_resource.accountAoaiSwc.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-08: indexers reach it by a private link; its owner approves it once.
resource "azapi_resource" "sharedLinkPoliciesIndexToStorePolicies" {
  type      = "Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01"
  parent_id = azapi_resource.storePoliciesIndex.id
  name      = "spl-policy-assistant-prod-policies"
  body = {
    properties = {
      privateLinkResourceId = azapi_resource.storePolicies.id
      groupId               = "blob"
      requestMessage        = "Indexers of policy-assistant"
    }
  }
}

# PNET-08: indexers reach it by a private link; its owner approves it once.
resource "azapi_resource" "sharedLinkPoliciesIndexToAccountAoaiSwc" {
  type      = "Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01"
  parent_id = azapi_resource.storePoliciesIndex.id
  name      = "spl-policy-assistant-prod-accountaoaiswc-x2s34"
  body = {
    properties = {
      privateLinkResourceId = azapi_resource.accountAoaiSwc.id
      groupId               = "openai_account"
      requestMessage        = "Indexers of policy-assistant"
    }
  }
  depends_on = [azapi_resource.sharedLinkPoliciesIndexToStorePolicies]
}
