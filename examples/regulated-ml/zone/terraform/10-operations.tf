# Logs and telemetry of the whole workload, and the identities that its gateways act as.

# NET-18: one workspace takes the logs and metrics of every resource.
resource "azapi_resource" "logWorkspace" {
  type      = "Microsoft.OperationalInsights/workspaces@2026-03-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "log-credit-risk-prod"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      sku = {
        name = "PerGB2018"
      }
      retentionInDays = 90
      features = {
        disableLocalAuth = true
      }
    }
  }
}

# NET-19: signs of an attack are looked for in the logs of all resources.
resource "azapi_resource" "sentinel" {
  type      = "Microsoft.SecurityInsights/onboardingStates@2025-09-01"
  parent_id = azapi_resource.logWorkspace.id
  name      = "default"
  body = {
    properties = {}
  }
}

resource "azapi_resource" "applicationInsights" {
  type      = "Microsoft.Insights/components@2020-02-02"
  parent_id = azapi_resource.groupOperations.id
  name      = "appi-credit-risk-prod"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    kind = "web"
    properties = {
      Application_Type    = "web"
      WorkspaceResourceId = azapi_resource.logWorkspace.id
      DisableLocalAuth    = true
    }
  }
}

# APP-27: the gateway calls models as itself: no key exists that could leak.
resource "azapi_resource" "gatewayIdentitySwedencentral" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupOperations.id
  name      = "id-credit-risk-prod-gateway-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId", "properties.clientId"]
}

# APP-27: the gateway calls models as itself: no key exists that could leak.
resource "azapi_resource" "gatewayIdentityFrancecentral" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupOperations.id
  name      = "id-credit-risk-prod-gateway-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId", "properties.clientId"]
}

# PNET-11: policies write zone groups of private endpoints as this identity.
resource "azapi_resource" "dnsPolicyIdentity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupOperations.id
  name      = "id-credit-risk-prod-dns-policies"
  location  = "swedencentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  response_export_values = ["properties.principalId"]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfLogWorkspace" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.logWorkspace.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      logs = [
        {
          categoryGroup = "allLogs"
          enabled       = true
        },
      ]
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}
