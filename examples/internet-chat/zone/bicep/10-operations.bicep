// Logs and telemetry of the whole workload, and the identities that its gateways act as.

// NET-18: one workspace takes the logs and metrics of every resource.
resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-shop-chat-prod'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 90
    features: {
      disableLocalAuth: true
    }
  }
}

// NET-19: signs of an attack are looked for in the logs of all resources.
resource sentinel 'Microsoft.SecurityInsights/onboardingStates@2025-09-01' = {
  scope: logWorkspace
  name: 'default'
  properties: {}
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-shop-chat-prod'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logWorkspace.id
    DisableLocalAuth: true
  }
}

// APP-27: the gateway calls models as itself: no key exists that could leak.
resource gatewayIdentityEastus2 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-shop-chat-prod-gateway-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// APP-27: the gateway calls models as itself: no key exists that could leak.
resource gatewayIdentitySouthcentralus 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-shop-chat-prod-gateway-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// PNET-11: policies write zone groups of private endpoints as this identity.
resource dnsPolicyIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-shop-chat-prod-dns-policies'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfLogWorkspace 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: logWorkspace
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
