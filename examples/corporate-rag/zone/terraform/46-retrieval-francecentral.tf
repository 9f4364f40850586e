# What AI Search in francecentral may read and ask, and who may ask it.

# WAF-04: indexers read documents, and change none.
resource "azapi_resource" "retrievalPoliciesIndexCopyReadsPoliciesCopy" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storePoliciesCopy.id
  name      = uuidv5("url", "${azapi_resource.storePoliciesCopy.id}|${azapi_resource.storePoliciesIndexCopy.id}|2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
      principalId      = azapi_resource.storePoliciesIndexCopy.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: indexes are filled with embeddings of the models here.
resource "azapi_resource" "retrievalPoliciesIndexCopyAsksAccountAoaiFrc" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.accountAoaiFrc.id
  name      = uuidv5("url", "${azapi_resource.accountAoaiFrc.id}|${azapi_resource.storePoliciesIndexCopy.id}|5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
      principalId      = azapi_resource.storePoliciesIndexCopy.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# WAF-04: Foundry grounds answers in its indexes, and changes none.
resource "azapi_resource" "retrievalAccountAoaiFrcAsksPoliciesIndexCopy" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storePoliciesIndexCopy.id
  name      = uuidv5("url", "${azapi_resource.storePoliciesIndexCopy.id}|${azapi_resource.accountAoaiFrc.id}|1407120a-92aa-4202-b7e9-c0e197c71c8f")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/1407120a-92aa-4202-b7e9-c0e197c71c8f"
      principalId      = azapi_resource.accountAoaiFrc.identity[0].principal_id
      principalType    = "ServicePrincipal"
    }
  }
}

# PNET-08: indexers reach it by a private link; its owner approves it once.
resource "azapi_resource" "sharedLinkPoliciesIndexCopyToStorePoliciesCopy" {
  type      = "Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01"
  parent_id = azapi_resource.storePoliciesIndexCopy.id
  name      = "spl-policy-assistant-prod-policies-copy"
  body = {
    properties = {
      privateLinkResourceId = azapi_resource.storePoliciesCopy.id
      groupId               = "blob"
      requestMessage        = "Indexers of policy-assistant"
    }
  }
}

# PNET-08: indexers reach it by a private link; its owner approves it once.
resource "azapi_resource" "sharedLinkPoliciesIndexCopyToAccountAoaiFrc" {
  type      = "Microsoft.Search/searchServices/sharedPrivateLinkResources@2025-05-01"
  parent_id = azapi_resource.storePoliciesIndexCopy.id
  name      = "spl-policy-assistant-prod-accountaoaifrc-jddm6"
  body = {
    properties = {
      privateLinkResourceId = azapi_resource.accountAoaiFrc.id
      groupId               = "openai_account"
      requestMessage        = "Indexers of policy-assistant"
    }
  }
  depends_on = [azapi_resource.sharedLinkPoliciesIndexCopyToStorePoliciesCopy]
}
