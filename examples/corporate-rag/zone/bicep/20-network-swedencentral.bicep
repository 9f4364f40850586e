// The virtual network of policy-assistant in swedencentral: subnets for gateway, endpoints.

// NET-15: what is not needed is refused.
resource gatewaySecurityGroupSwedencentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-policy-assistant-prod-gateway-swedencentral'
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
        name: 'AllowHttpsFromNetwork'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.0.0/24'
          destinationPortRanges: [
            '443'
            '31443'
          ]
        }
      }
      {
        name: 'AllowWithinSubnet'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 105
          protocol: '*'
          sourceAddressPrefix: '10.64.0.0/24'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.0.0/24'
          destinationPortRanges: [
            '0-65535'
          ]
        }
      }
      {
        name: 'AllowHealthProbes'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 110
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.0.0/24'
          destinationPortRanges: [
            '30000-32767'
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
    ]
  }
}

// NET-15: what is not needed is refused.
resource endpointsSecurityGroupSwedencentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-policy-assistant-prod-endpoints-swedencentral'
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
        name: 'AllowHttpsFromNetwork'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.1.0/25'
          destinationPortRanges: [
            '443'
          ]
        }
      }
      {
        name: 'AllowDatabasesFromNetwork'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 110
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.1.0/25'
          destinationPortRanges: [
            '2049'
            '10000'
            '5432'
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
    ]
  }
}

// NET-20: what leaves goes by the firewall of the hub.
resource routesSwedencentral 'Microsoft.Network/routeTables@2025-09-01' = {
  name: 'rt-policy-assistant-prod-swedencentral'
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

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: 'vnet-policy-assistant-prod-swedencentral'
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
        '10.64.0.0/22'
      ]
    }
    dhcpOptions: {
      dnsServers: [
        '10.65.0.4'
      ]
    }
  }
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource gatewaySubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: networkSwedencentral
  name: 'snet-gateway'
  properties: {
    addressPrefix: '10.64.0.0/24'
    networkSecurityGroup: {
      id: gatewaySecurityGroupSwedencentral.id
    }
    routeTable: {
      id: routesSwedencentral.id
    }
    defaultOutboundAccess: false
    delegations: [
      {
        name: 'container-apps'
        properties: {
          serviceName: 'Microsoft.App/environments'
        }
      }
    ]
  }
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
  properties: {
    addressPrefix: '10.64.1.0/25'
    networkSecurityGroup: {
      id: endpointsSecurityGroupSwedencentral.id
    }
    routeTable: {
      id: routesSwedencentral.id
    }
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Enabled'
  }
  dependsOn: [
    gatewaySubnetSwedencentral
  ]
}
