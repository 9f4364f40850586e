// The hub of model-platform in germanywestcentral, with a firewall that lets out what is on its list.

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'log-model-platform-prod'
}

resource hubGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: 'vnet-model-platform-prod-hub-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.65.4.0/23'
      ]
    }
  }
}

// NET-15: what is not needed is refused.
resource bastionSecurityGroupGermanywestcentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-model-platform-prod-bastion-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
resource jumpboxHubSecurityGroupGermanywestcentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-model-platform-prod-jumpbox-hub-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
          sourceAddressPrefix: '10.65.4.64/26'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.65.4.224/27'
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
          sourceAddressPrefix: '10.65.4.224/27'
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
          sourceAddressPrefix: '10.65.4.224/27'
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
          sourceAddressPrefix: '10.65.4.224/27'
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
resource endpointsHubSecurityGroupGermanywestcentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-model-platform-prod-endpoints-hub-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
          destinationAddressPrefix: '10.65.5.0/26'
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
resource routesHubGermanywestcentral 'Microsoft.Network/routeTables@2025-09-01' = {
  name: 'rt-model-platform-prod-hub-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'to-the-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.65.4.4'
        }
      }
    ]
  }
}

resource firewallSubnetHubGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubGermanywestcentral
  name: 'AzureFirewallSubnet'
  properties: {
    addressPrefix: '10.65.4.0/26'
  }
}

// NET-14: every subnet has a network security group.
resource bastionSubnetHubGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubGermanywestcentral
  name: 'AzureBastionSubnet'
  properties: {
    addressPrefix: '10.65.4.64/26'
    networkSecurityGroup: {
      id: bastionSecurityGroupGermanywestcentral.id
    }
  }
  dependsOn: [
    firewallSubnetHubGermanywestcentral
  ]
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource jumpboxSubnetHubGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubGermanywestcentral
  name: 'snet-jumpbox'
  properties: {
    addressPrefix: '10.65.4.224/27'
    networkSecurityGroup: {
      id: jumpboxHubSecurityGroupGermanywestcentral.id
    }
    routeTable: {
      id: routesHubGermanywestcentral.id
    }
    defaultOutboundAccess: false
  }
  dependsOn: [
    bastionSubnetHubGermanywestcentral
  ]
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource endpointsSubnetHubGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: hubGermanywestcentral
  name: 'snet-endpoints'
  properties: {
    addressPrefix: '10.65.5.0/26'
    networkSecurityGroup: {
      id: endpointsHubSecurityGroupGermanywestcentral.id
    }
    privateEndpointNetworkPolicies: 'Enabled'
    defaultOutboundAccess: false
  }
  dependsOn: [
    jumpboxSubnetHubGermanywestcentral
  ]
}

// NET-21: what leaves has this address, and no other.
// NET-01: it is protected from floods by itself, since the network has no plan.
resource firewallPublicAddressGermanywestcentral 'Microsoft.Network/publicIPAddresses@2025-09-01' = {
  name: 'pip-model-platform-prod-firewall-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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

resource firewallPolicyGermanywestcentral 'Microsoft.Network/firewallPolicies@2025-09-01' = {
  name: 'afwp-model-platform-prod-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
resource firewallRulesGermanywestcentral 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-09-01' = {
  parent: firewallPolicyGermanywestcentral
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
              '10.64.8.0/22'
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
              '10.64.8.0/22'
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
              '10.64.8.0/22'
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
              '10.64.8.0/22'
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
              '10.64.8.0/22'
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
              '10.65.4.224/27'
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
              '10.65.4.224/27'
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
              '10.65.4.224/27'
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
resource firewallGermanywestcentral 'Microsoft.Network/azureFirewalls@2025-09-01' = {
  name: 'afw-model-platform-prod-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
      id: firewallPolicyGermanywestcentral.id
    }
    ipConfigurations: [
      {
        name: 'outbound'
        properties: {
          subnet: {
            id: firewallSubnetHubGermanywestcentral.id
          }
          publicIPAddress: {
            id: firewallPublicAddressGermanywestcentral.id
          }
        }
      }
    ]
  }
  dependsOn: [
    firewallRulesGermanywestcentral
  ]
}

// NET-18: what happens there is in the logs.
resource diagnosticsFirewallGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: firewallGermanywestcentral
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
resource diagnosticsOfHubGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: hubGermanywestcentral
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
resource diagnosticsOfBastionSecurityGroupGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bastionSecurityGroupGermanywestcentral
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
resource diagnosticsOfJumpboxHubSecurityGroupGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: jumpboxHubSecurityGroupGermanywestcentral
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
resource diagnosticsOfEndpointsHubSecurityGroupGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: endpointsHubSecurityGroupGermanywestcentral
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
resource diagnosticsOfFirewallPublicAddressGermanywestcentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: firewallPublicAddressGermanywestcentral
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
