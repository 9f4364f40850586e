// Application Gateway with a web application firewall, before the gateway in eastus2.

@description('Id of the subscription of the workload')
param subscriptionId string

resource gatewayVaultEastus2 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-shop-chat-prod-j346e'
}

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

resource entranceSubnetEastus2 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkEastus2
  name: 'snet-entrance'
}

resource gatewayEastus2 'Microsoft.App/containerApps@2026-01-01' existing = {
  name: 'ca-shop-chat-prod-eastus2'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-ops')
  name: 'log-shop-chat-prod'
}

resource entranceIdentityEastus2 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-shop-chat-prod-entrance-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

// WAF-04: the entrance reads its certificate, and changes nothing.
resource entranceCertificateInEastus2 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gatewayVaultEastus2
  name: guid(gatewayVaultEastus2.id, entranceIdentityEastus2.id, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
    principalId: entranceIdentityEastus2.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// NET-23: managed rules know attacks; what people write in prompts is none.
resource entranceFirewallEastus2 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-09-01' = {
  name: 'waf-shop-chat-prod-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Prevention'
      requestBodyCheck: true
      requestBodyInspectLimitInKB: 128
      requestBodyEnforcement: false
      fileUploadEnforcement: false
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
        }
      ]
      exclusions: [
        {
          matchVariable: 'RequestArgNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'messages'
        }
        {
          matchVariable: 'RequestArgNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'input'
        }
        {
          matchVariable: 'RequestArgNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'prompt'
        }
        {
          matchVariable: 'RequestArgNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'instructions'
        }
        {
          matchVariable: 'RequestArgNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'tools'
        }
        {
          matchVariable: 'RequestArgNames'
          selectorMatchOperator: 'StartsWith'
          selector: 'documents'
        }
      ]
    }
  }
}

// PNET-19: it alone is on the internet.
// NET-01: it is protected from floods by itself, since the network has no plan.
resource entrancePublicAddressEastus2 'Microsoft.Network/publicIPAddresses@2025-09-01' = {
  name: 'pip-shop-chat-prod-entrance-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  sku: {
    name: 'Standard'
  }
  zones: [
    '1'
    '2'
    '3'
  ]
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
    dnsSettings: {
      domainNameLabel: 'entrance-shop-chat-prod-eastus2-phh28'
    }
    ddosSettings: {
      protectionMode: 'Enabled'
    }
  }
}

// NET-22: its firewall sorts out what strangers send.
// PNET-21: it answers over HTTPS alone.
resource entranceEastus2 'Microsoft.Network/applicationGateways@2025-09-01' = {
  name: 'agw-shop-chat-prod-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  zones: [
    '1'
    '2'
    '3'
  ]
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${entranceIdentityEastus2.id}': {}
    }
  }
  properties: {
    sku: {
      name: 'WAF_v2'
      tier: 'WAF_v2'
    }
    autoscaleConfiguration: {
      minCapacity: 2
      maxCapacity: 10
    }
    firewallPolicy: {
      id: entranceFirewallEastus2.id
    }
    sslPolicy: {
      policyType: 'Predefined'
      policyName: 'AppGwSslPolicy20220101'
    }
    gatewayIPConfigurations: [
      {
        name: 'subnet'
        properties: {
          subnet: {
            id: entranceSubnetEastus2.id
          }
        }
      }
    ]
    frontendIPConfigurations: [
      {
        name: 'frontend'
        properties: {
          publicIPAddress: {
            id: entrancePublicAddressEastus2.id
          }
        }
      }
    ]
    frontendPorts: [
      {
        name: 'https'
        properties: {
          port: 443
        }
      }
    ]
    sslCertificates: [
      {
        name: 'certificate'
        properties: {
          keyVaultSecretId: '${gatewayVaultEastus2.properties.vaultUri}secrets/entrance-certificate'
        }
      }
    ]
    backendAddressPools: [
      {
        name: 'gateway'
        properties: {
          backendAddresses: [
            {
              fqdn: gatewayEastus2.properties.configuration.ingress.fqdn
            }
          ]
        }
      }
    ]
    probes: [
      {
        name: 'ready'
        properties: {
          protocol: 'Https'
          path: '/readyz'
          interval: 10
          timeout: 5
          unhealthyThreshold: 2
          pickHostNameFromBackendHttpSettings: true
        }
      }
    ]
    backendHttpSettingsCollection: [
      {
        name: 'https'
        properties: {
          protocol: 'Https'
          port: 443
          cookieBasedAffinity: 'Disabled'
          pickHostNameFromBackendAddress: true
          requestTimeout: 1800
          connectionDraining: {
            enabled: true
            drainTimeoutInSec: 60
          }
          probe: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/probes/ready'
          }
        }
      }
    ]
    httpListeners: [
      {
        name: 'https'
        properties: {
          protocol: 'Https'
          frontendIPConfiguration: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/frontendIPConfigurations/frontend'
          }
          frontendPort: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/frontendPorts/https'
          }
          sslCertificate: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/sslCertificates/certificate'
          }
        }
      }
    ]
    requestRoutingRules: [
      {
        name: 'to-the-gateway'
        properties: {
          ruleType: 'Basic'
          priority: 100
          httpListener: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/httpListeners/https'
          }
          backendAddressPool: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/backendAddressPools/gateway'
          }
          backendHttpSettings: {
            id: '/subscriptions/${subscriptionId}/resourceGroups/rg-shop-chat-prod-gw-eastus2/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-eastus2/backendHttpSettingsCollection/https'
          }
        }
      }
    ]
  }
  dependsOn: [
    entranceCertificateInEastus2
  ]
}

// NET-18: what happens there is in the logs.
resource diagnosticsEntranceEastus2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: entranceEastus2
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

// NET-18: what happens there is in the logs.
resource diagnosticsOfEntrancePublicAddressEastus2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: entrancePublicAddressEastus2
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

@description('Public address of the entrance in eastus2.')
output entranceAddressEastus2 string = entrancePublicAddressEastus2.properties.ipAddress
