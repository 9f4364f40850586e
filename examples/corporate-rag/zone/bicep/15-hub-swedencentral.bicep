// The hub of policy-assistant in swedencentral, with a firewall that lets out what is on its list.

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-policy-assistant-prod-ops')
  name: 'log-policy-assistant-prod'
}

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: 'vnet-policy-assistant-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.65.0.0/23'
      ]
    }
  }
}

// NET-15: what is not needed is refused.
resource bastionSecurityGroupSwedencentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-policy-assistant-prod-bastion-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    securityRules: [
      {
        name: 'AllowHttpsInbound'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'AllowGatewayManagerInbound'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 110
          protocol: 'Tcp'
          sourceAddressPrefix: 'GatewayManager'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'AllowAzureLoadBalancerInbound'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 120
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'AllowBastionHostCommunication'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 130
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '8080'
            '5701'
          ]
        }
      }
      {
        name: 'DenyAllOtherInbound'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'AllowSshRdpOutbound'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 100
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '22'
            '3389'
          ]
        }
      }
      {
        name: 'AllowAzureCloudOutbound'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 110
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureCloud'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'AllowBastionCommunication'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 120
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '8080'
            '5701'
          ]
        }
      }
      {
        name: 'AllowHttpOutbound'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 130
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRanges: [
            '80'
          ]
        }
      }
      {
        name: 'DenyAllOtherOutbound'
        properties: {
          access: 'Deny'
          direction: 'Outbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// NET-15: what is not needed is refused.
resource jumpboxHubSecurityGroupSwedencentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-policy-assistant-prod-jumpbox-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    securityRules: [
      {
        name: 'AllowRemoteAccessFromBastion'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: '10.65.0.64/26'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.65.0.224/27'
          destinationPortRanges: [
            '22'
          ]
        }
      }
      {
        name: 'DenyAllOtherInbound'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'AllowHttpsToNetworks'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: '10.65.0.224/27'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'AllowNamesToBeAsked'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 110
          protocol: '*'
          sourceAddressPrefix: '10.65.0.224/27'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '53'
          ]
        }
      }
      {
        name: 'AllowWeb'
        properties: {
          access: 'Allow'
          direction: 'Outbound'
          priority: 120
          protocol: 'Tcp'
          sourceAddressPrefix: '10.65.0.224/27'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRanges: [
            '80'
            '443'
          ]
        }
      }
      {
        name: 'DenyAllOtherOutbound'
        properties: {
          access: 'Deny'
          direction: 'Outbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// NET-15: what is not needed is refused.
resource endpointsHubSecurityGroupSwedencentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-policy-assistant-prod-endpoints-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    securityRules: [
      {
        name: 'AllowHttpsFromNetworks'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.65.1.0/26'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'DenyAllOtherInbound'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'DenyAllOtherOutbound'
        properties: {
          access: 'Deny'
          direction: 'Outbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// NET-20: what leaves goes by the firewall of the hub.
resource routesHubSwedencentral 'Microsoft.Network/routeTables@2025-09-01' = {
  name: 'rt-policy-assistant-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'to-the-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.65.0.4'
        }
      }
    ]
  }
}

resource firewallSubnetHubSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubSwedencentral
  name: 'AzureFirewallSubnet'
  properties: {
    addressPrefix: '10.65.0.0/26'
  }
}

// NET-14: every subnet has a network security group.
resource bastionSubnetHubSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubSwedencentral
  name: 'AzureBastionSubnet'
  properties: {
    addressPrefix: '10.65.0.64/26'
    networkSecurityGroup: {
      id: bastionSecurityGroupSwedencentral.id
    }
  }
  dependsOn: [
    firewallSubnetHubSwedencentral
  ]
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource jumpboxSubnetHubSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubSwedencentral
  name: 'snet-jumpbox'
  properties: {
    addressPrefix: '10.65.0.224/27'
    networkSecurityGroup: {
      id: jumpboxHubSecurityGroupSwedencentral.id
    }
    routeTable: {
      id: routesHubSwedencentral.id
    }
    defaultOutboundAccess: false
  }
  dependsOn: [
    bastionSubnetHubSwedencentral
  ]
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource endpointsSubnetHubSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubSwedencentral
  name: 'snet-endpoints'
  properties: {
    addressPrefix: '10.65.1.0/26'
    networkSecurityGroup: {
      id: endpointsHubSecurityGroupSwedencentral.id
    }
    privateEndpointNetworkPolicies: 'Enabled'
    defaultOutboundAccess: false
  }
  dependsOn: [
    jumpboxSubnetHubSwedencentral
  ]
}

// NET-21: what leaves has this address, and no other.
// NET-01: it is protected from floods by itself, since the network has no plan.
resource firewallPublicAddressSwedencentral 'Microsoft.Network/publicIPAddresses@2025-09-01' = {
  name: 'pip-policy-assistant-prod-firewall-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
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
    ddosSettings: {
      protectionMode: 'Enabled'
    }
  }
}

resource firewallPolicySwedencentral 'Microsoft.Network/firewallPolicies@2025-09-01' = {
  name: 'afwp-policy-assistant-prod-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  properties: {
    sku: {
      tier: 'Standard'
    }
    threatIntelMode: 'Deny'
    dnsSettings: {
      enableProxy: true
    }
  }
}

// NET-16: what is not on the list does not leave.
// PNET-15: the list is that of the workload file, and what the platform needs.
resource firewallRulesSwedencentral 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-09-01' = {
  parent: firewallPolicySwedencentral
  name: 'outbound'
  properties: {
    priority: 500
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'platform'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'sign-in'
            description: 'Tokens of Microsoft Entra ID'
            sourceAddresses: [
              '10.64.0.0/22'
              '10.64.4.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'login.microsoftonline.com'
              '*.login.microsoftonline.com'
              '*.login.microsoft.com'
              '*.identity.azure.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'images-of-the-platform'
            description: 'Images that Container Apps itself runs'
            sourceAddresses: [
              '10.64.0.0/22'
              '10.64.4.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'mcr.microsoft.com'
              '*.data.mcr.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'nodes-of-the-platform'
            description: 'Programs of the machines that Container Apps runs on'
            sourceAddresses: [
              '10.64.0.0/22'
              '10.64.4.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'packages.aks.azure.com'
              'acs-mirror.azureedge.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'telemetry'
            description: 'Azure Monitor'
            sourceAddresses: [
              '10.64.0.0/22'
              '10.64.4.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.in.applicationinsights.azure.com'
              '*.livediagnostics.monitor.azure.com'
              'settings.sdk.monitor.azure.com'
              '*.ingest.monitor.azure.com'
              '*.ods.opinsights.azure.com'
              '*.oms.opinsights.azure.com'
            ]
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'listed-names'
        priority: 210
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'login.microsoftonline.com'
            description: 'sign-in; owner: platform team; until 2027-06-30'
            sourceAddresses: [
              '10.64.0.0/22'
              '10.64.4.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'login.microsoftonline.com'
            ]
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'operators'
        priority: 220
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'management-by-people'
            description: 'Sign-in to Microsoft Entra ID, and management of Azure'
            sourceAddresses: [
              '10.65.0.224/27'
              '10.65.2.224/27'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'login.microsoftonline.com'
              'login.windows.net'
              'pas.windows.net'
              'management.azure.com'
              'graph.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'certificates'
            description: 'Whether certificates are still good'
            sourceAddresses: [
              '10.65.0.224/27'
              '10.65.2.224/27'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'oneocsp.microsoft.com'
              'ocsp.digicert.com'
              'crl.microsoft.com'
              'crl2.microsoft.com'
              'crl3.microsoft.com'
              'crl.digicert.com'
              'crl3.digicert.com'
              'crl4.digicert.com'
              'ctldl.windowsupdate.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'packages'
            description: 'Updates of Ubuntu, and the extension for sign-in'
            sourceAddresses: [
              '10.65.0.224/27'
              '10.65.2.224/27'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'packages.microsoft.com'
              'azure.archive.ubuntu.com'
              'archive.ubuntu.com'
              'security.ubuntu.com'
            ]
          }
        ]
      }
    ]
  }
}

// NET-20: everything that leaves the network passes here.
resource firewallSwedencentral 'Microsoft.Network/azureFirewalls@2025-09-01' = {
  name: 'afw-policy-assistant-prod-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
  zones: [
    '1'
    '2'
    '3'
  ]
  properties: {
    sku: {
      name: 'AZFW_VNet'
      tier: 'Standard'
    }
    firewallPolicy: {
      id: firewallPolicySwedencentral.id
    }
    ipConfigurations: [
      {
        name: 'outbound'
        properties: {
          subnet: {
            id: firewallSubnetHubSwedencentral.id
          }
          publicIPAddress: {
            id: firewallPublicAddressSwedencentral.id
          }
        }
      }
    ]
  }
  dependsOn: [
    firewallRulesSwedencentral
  ]
}

// NET-18: what happens there is in the logs.
resource diagnosticsFirewallSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: firewallSwedencentral
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
resource diagnosticsOfHubSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: hubSwedencentral
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
resource diagnosticsOfBastionSecurityGroupSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionSecurityGroupSwedencentral
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfJumpboxHubSecurityGroupSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: jumpboxHubSecurityGroupSwedencentral
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfEndpointsHubSecurityGroupSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: endpointsHubSecurityGroupSwedencentral
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsOfFirewallPublicAddressSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: firewallPublicAddressSwedencentral
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
