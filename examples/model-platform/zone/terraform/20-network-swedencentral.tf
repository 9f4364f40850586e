# The virtual network of model-platform in swedencentral: subnets for gateway, endpoints.

# NET-15: what is not needed is refused.
resource "azapi_resource" "gatewaySecurityGroupSwedencentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkSwedencentral.id
  name      = "nsg-model-platform-prod-gateway-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowHttpsFromNetwork"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.0.0/24"
            destinationPortRanges = [
              "443",
              "31443",
            ]
          }
        },
        {
          name = "AllowWithinSubnet"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 105
            protocol                 = "*"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.0.0/24"
            destinationPortRanges = [
              "0-65535",
            ]
          }
        },
        {
          name = "AllowHealthProbes"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 110
            protocol                 = "Tcp"
            sourceAddressPrefix      = "AzureLoadBalancer"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.0.0/24"
            destinationPortRanges = [
              "30000-32767",
            ]
          }
        },
        {
          name = "DenyAllOtherInbound"
          properties = {
            access                   = "Deny"
            direction                = "Inbound"
            priority                 = 4096
            protocol                 = "*"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRange     = "*"
          }
        },
      ]
    }
  }
}

# NET-15: what is not needed is refused.
resource "azapi_resource" "endpointsSecurityGroupSwedencentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkSwedencentral.id
  name      = "nsg-model-platform-prod-endpoints-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowHttpsFromNetwork"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.1.0/25"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowDatabasesFromNetwork"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 110
            protocol                 = "Tcp"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.1.0/25"
            destinationPortRanges = [
              "2049",
              "10000",
              "5432",
            ]
          }
        },
        {
          name = "DenyAllOtherInbound"
          properties = {
            access                   = "Deny"
            direction                = "Inbound"
            priority                 = 4096
            protocol                 = "*"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRange     = "*"
          }
        },
      ]
    }
  }
}

# NET-20: what leaves goes by the firewall of the hub.
resource "azapi_resource" "routesSwedencentral" {
  type      = "Microsoft.Network/routeTables@2025-09-01"
  parent_id = azapi_resource.groupNetworkSwedencentral.id
  name      = "rt-model-platform-prod-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      disableBgpRoutePropagation = true
      routes = [
        {
          name = "to-the-firewall"
          properties = {
            addressPrefix    = "0.0.0.0/0"
            nextHopType      = "VirtualAppliance"
            nextHopIpAddress = "10.65.0.4"
          }
        },
      ]
    }
  }
}

resource "azapi_resource" "networkSwedencentral" {
  type      = "Microsoft.Network/virtualNetworks@2025-09-01"
  parent_id = azapi_resource.groupNetworkSwedencentral.id
  name      = "vnet-model-platform-prod-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      addressSpace = {
        addressPrefixes = [
          "10.64.0.0/22",
        ]
      }
      dhcpOptions = {
        dnsServers = [
          "10.65.0.4",
        ]
      }
    }
  }
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
resource "azapi_resource" "gatewaySubnetSwedencentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkSwedencentral.id
  name      = "snet-gateway"
  body = {
    properties = {
      addressPrefix = "10.64.0.0/24"
      networkSecurityGroup = {
        id = azapi_resource.gatewaySecurityGroupSwedencentral.id
      }
      routeTable = {
        id = azapi_resource.routesSwedencentral.id
      }
      defaultOutboundAccess = false
      delegations = [
        {
          name = "container-apps"
          properties = {
            serviceName = "Microsoft.App/environments"
          }
        },
      ]
    }
  }
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
resource "azapi_resource" "endpointsSubnetSwedencentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkSwedencentral.id
  name      = "snet-endpoints"
  body = {
    properties = {
      addressPrefix = "10.64.1.0/25"
      networkSecurityGroup = {
        id = azapi_resource.endpointsSecurityGroupSwedencentral.id
      }
      routeTable = {
        id = azapi_resource.routesSwedencentral.id
      }
      defaultOutboundAccess          = false
      privateEndpointNetworkPolicies = "Enabled"
    }
  }
  depends_on = [azapi_resource.gatewaySubnetSwedencentral]
}
