// The virtual network of shelf-helper in francecentral: subnets for gateway, endpoints.

// NET-15: what is not needed is refused.
resource gatewaySecurityGroupFrancecentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-shelf-helper-prod-gateway-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
          destinationAddressPrefix: '10.64.4.0/24'
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
          sourceAddressPrefix: '10.64.4.0/24'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.64.4.0/24'
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
          destinationAddressPrefix: '10.64.4.0/24'
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
resource endpointsSecurityGroupFrancecentral 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-shelf-helper-prod-endpoints-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
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
          destinationAddressPrefix: '10.64.5.0/25'
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
          destinationAddressPrefix: '10.64.5.0/25'
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
resource routesFrancecentral 'Microsoft.Network/routeTables@2025-09-01' = {
  name: 'rt-shelf-helper-prod-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'to-the-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.65.2.4'
        }
      }
    ]
  }
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: 'vnet-shelf-helper-prod-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.64.4.0/22'
      ]
    }
    dhcpOptions: {
      dnsServers: [
        '10.65.2.4'
      ]
    }
  }
}

// NET-14: every subnet has a network security group.
// NET-21: nothing in it has an address on the internet that nobody gave it.
resource gatewaySubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: networkFrancecentral
  name: 'snet-gateway'
  properties: {
    addressPrefix: '10.64.4.0/24'
    networkSecurityGroup: {
      id: gatewaySecurityGroupFrancecentral.id
    }
    routeTable: {
      id: routesFrancecentral.id
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
resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' = {
  parent: networkFrancecentral
  name: 'snet-endpoints'
  properties: {
    addressPrefix: '10.64.5.0/25'
    networkSecurityGroup: {
      id: endpointsSecurityGroupFrancecentral.id
    }
    routeTable: {
      id: routesFrancecentral.id
    }
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Enabled'
  }
  dependsOn: [
    gatewaySubnetFrancecentral
  ]
}
