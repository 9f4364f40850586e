// The virtual network of model-platform in germanywestcentral: subnets for gateway, endpoints.

// NET-15: what is not needed is refused.
resource gatewaySecurityGroupGermanywestcentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-model-platform-prod-gateway-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
          destinationAddressPrefix: '10.64.8.0/24'
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
          sourceAddressPrefix: '10.64.8.0/24'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.8.0/24'
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
          destinationAddressPrefix: '10.64.8.0/24'
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
resource endpointsSecurityGroupGermanywestcentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-model-platform-prod-endpoints-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
          destinationAddressPrefix: '10.64.9.0/25'
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
          destinationAddressPrefix: '10.64.9.0/25'
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
resource routesGermanywestcentral 'Microsoft.Network/routeTables@2025-09-01' = {
  name: 'rt-model-platform-prod-germanywestcentral'
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

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: 'vnet-model-platform-prod-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.64.8.0/22'
      ]
    }
    dhcpOptions: {
      dnsServers: [
        '10.65.4.4'
      ]
    }
  }
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource gatewaySubnetGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: networkGermanywestcentral
  name: 'snet-gateway'
  properties: {
    addressPrefix: '10.64.8.0/24'
    networkSecurityGroup: {
      id: gatewaySecurityGroupGermanywestcentral.id
    }
    routeTable: {
      id: routesGermanywestcentral.id
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
resource endpointsSubnetGermanywestcentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: networkGermanywestcentral
  name: 'snet-endpoints'
  properties: {
    addressPrefix: '10.64.9.0/25'
    networkSecurityGroup: {
      id: endpointsSecurityGroupGermanywestcentral.id
    }
    routeTable: {
      id: routesGermanywestcentral.id
    }
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Enabled'
  }
  dependsOn: [
    gatewaySubnetGermanywestcentral
  ]
}
