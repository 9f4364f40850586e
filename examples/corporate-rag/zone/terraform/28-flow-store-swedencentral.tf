# The store of the flow logs of swedencentral, which Azure keeps in the region of the network alone.

# PNET-08: no network and no address is let in.
# WAF-03: old TLS and plain HTTP are refused.
# REL-15: what led to the loss of a region can be read in another, where Azure has a pair for it.
resource "azapi_resource" "flowStoreSwedencentral" {
  type      = "Microsoft.Storage/storageAccounts@2026-04-01"
  parent_id = azapi_resource.groupNetworkSwedencentral.id
  name      = "stpolicyassistantprybcg4"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_GZRS"
    }
    properties = {
      accessTier          = "Hot"
      publicNetworkAccess = "Enabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
      }
      allowSharedKeyAccess         = false
      defaultToOAuthAuthentication = true
      allowBlobPublicAccess        = false
      allowCrossTenantReplication  = false
      isLocalUserEnabled           = false
      minimumTlsVersion            = "TLS1_2"
      supportsHttpsTrafficOnly     = true
    }
  }
}

resource "azapi_resource" "flowLogIdentitySwedencentral" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupNetworkSwedencentral.id
  name      = "id-policy-assistant-prod-flow-logs-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  response_export_values = ["properties.principalId"]
}

# WAF-04: flow logs are written with an identity of their own, and without keys.
resource "azapi_resource" "flowLogsWriterSwedencentral" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.flowStoreSwedencentral.id
  name      = uuidv5("url", "${azapi_resource.flowStoreSwedencentral.id}|${azapi_resource.flowLogIdentitySwedencentral.id}|ba92f5b4-2d11-453d-a403-e96b0029c9fe")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe"
      principalId      = azapi_resource.flowLogIdentitySwedencentral.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfFlowStoreSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.flowStoreSwedencentral.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}
