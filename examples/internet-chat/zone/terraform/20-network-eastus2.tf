# The virtual network of shop-chat in eastus2: subnets for gateway, endpoints, jumpbox, entrance.

# NET-15: what is not needed is refused.
resource "azapi_resource" "gatewaySecurityGroupEastus2" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkEastus2.id
  name      = "nsg-shop-chat-prod-gateway-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowHttpsFromNetwork"
          properties = {
            description              = "Clients of the gateway, and the balancer before it"
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
            description              = "Machines of Container Apps talk among themselves"
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
        {
          name = "AllowPrivateEndpoints"
          properties = {
            description         = "Models, vault, registry, journals, Redis and PostgreSQL, in all regions"
            access              = "Allow"
            direction           = "Outbound"
            priority            = 100
            protocol            = "Tcp"
            sourceAddressPrefix = "10.64.0.0/24"
            sourcePortRange     = "*"
            destinationAddressPrefixes = [
              "10.64.1.0/25",
              "10.64.5.0/25",
            ]
            destinationPortRanges = [
              "443",
              "2049",
              "10000",
              "5432",
            ]
          }
        },
        {
          name = "AllowAmongMachines"
          properties = {
            description              = "Machines of Container Apps talk among themselves"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 101
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
          name = "AllowNames"
          properties = {
            description         = "Names are asked of Azure, and of the servers of the network"
            access              = "Allow"
            direction           = "Outbound"
            priority            = 102
            protocol            = "*"
            sourceAddressPrefix = "10.64.0.0/24"
            sourcePortRange     = "*"
            destinationAddressPrefixes = [
              "168.63.129.16/32",
              "10.65.0.0/23",
            ]
            destinationPortRanges = [
              "53",
            ]
          }
        },
        {
          name = "AllowSignIn"
          properties = {
            description              = "Tokens of managed identities"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 103
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "AzureActiveDirectory"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowImagesOfThePlatform"
          properties = {
            description              = "Images that Container Apps itself runs"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 104
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "MicrosoftContainerRegistry"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowImagesByFrontDoor"
          properties = {
            description              = "Those images come by Front Door"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 105
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "AzureFrontDoor.FirstParty"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowTelemetry"
          properties = {
            description              = "Logs, metrics and traces"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 106
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "AzureMonitor"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowHostsOfThePlatform"
          properties = {
            description              = "Hosts of Container Apps without addresses of their own; the firewall tells them from others"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 107
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "AzureCloud"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowTime"
          properties = {
            description              = "Clocks of the machines"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 108
            protocol                 = "Udp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRanges = [
              "123",
            ]
          }
        },
        {
          name = "AllowListedNames"
          properties = {
            description              = "Hosts of network.egress.allow, which the firewall knows by name"
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 109
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.0.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "Internet"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "DenyAllOtherOutbound"
          properties = {
            access                   = "Deny"
            direction                = "Outbound"
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
resource "azapi_resource" "endpointsSecurityGroupEastus2" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkEastus2.id
  name      = "nsg-shop-chat-prod-endpoints-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
        {
          name = "DenyAllOtherOutbound"
          properties = {
            access                   = "Deny"
            direction                = "Outbound"
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
resource "azapi_resource" "jumpboxSecurityGroupEastus2" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkEastus2.id
  name      = "nsg-shop-chat-prod-jumpbox-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowRemoteAccessFromBastion"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.65.0.64/26"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.1.192/27"
            destinationPortRanges = [
              "22",
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
        {
          name = "AllowHttpsToNetworks"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.1.192/27"
            sourcePortRange          = "*"
            destinationAddressPrefix = "VirtualNetwork"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowNamesToBeAsked"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 110
            protocol                 = "*"
            sourceAddressPrefix      = "10.64.1.192/27"
            sourcePortRange          = "*"
            destinationAddressPrefix = "VirtualNetwork"
            destinationPortRanges = [
              "53",
            ]
          }
        },
        {
          name = "AllowWeb"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 120
            protocol                 = "Tcp"
            sourceAddressPrefix      = "10.64.1.192/27"
            sourcePortRange          = "*"
            destinationAddressPrefix = "Internet"
            destinationPortRanges = [
              "80",
              "443",
            ]
          }
        },
        {
          name = "DenyAllOtherOutbound"
          properties = {
            access                   = "Deny"
            direction                = "Outbound"
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
resource "azapi_resource" "entranceSecurityGroupEastus2" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkEastus2.id
  name      = "nsg-shop-chat-prod-entrance-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowHttpsFromInternet"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "Internet"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.2.0/24"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowAzureToManage"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 110
            protocol                 = "Tcp"
            sourceAddressPrefix      = "GatewayManager"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRanges = [
              "65200-65535",
            ]
          }
        },
        {
          name = "AllowHealthProbes"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 120
            protocol                 = "*"
            sourceAddressPrefix      = "AzureLoadBalancer"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRanges = [
              "0-65535",
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
resource "azapi_resource" "routesEastus2" {
  type      = "Microsoft.Network/routeTables@2025-09-01"
  parent_id = azapi_resource.groupNetworkEastus2.id
  name      = "rt-shop-chat-prod-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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

resource "azapi_resource" "networkEastus2" {
  type      = "Microsoft.Network/virtualNetworks@2025-09-01"
  parent_id = azapi_resource.groupNetworkEastus2.id
  name      = "vnet-shop-chat-prod-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
# NET-16: what leaves it is named, beside what the firewall lets out.
resource "azapi_resource" "gatewaySubnetEastus2" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkEastus2.id
  name      = "snet-gateway"
  body = {
    properties = {
      addressPrefix = "10.64.0.0/24"
      networkSecurityGroup = {
        id = azapi_resource.gatewaySecurityGroupEastus2.id
      }
      routeTable = {
        id = azapi_resource.routesEastus2.id
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
resource "azapi_resource" "endpointsSubnetEastus2" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkEastus2.id
  name      = "snet-endpoints"
  body = {
    properties = {
      addressPrefix = "10.64.1.0/25"
      networkSecurityGroup = {
        id = azapi_resource.endpointsSecurityGroupEastus2.id
      }
      routeTable = {
        id = azapi_resource.routesEastus2.id
      }
      defaultOutboundAccess          = false
      privateEndpointNetworkPolicies = "Enabled"
    }
  }
  depends_on = [azapi_resource.gatewaySubnetEastus2]
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
resource "azapi_resource" "jumpboxSubnetEastus2" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkEastus2.id
  name      = "snet-jumpbox"
  body = {
    properties = {
      addressPrefix = "10.64.1.192/27"
      networkSecurityGroup = {
        id = azapi_resource.jumpboxSecurityGroupEastus2.id
      }
      routeTable = {
        id = azapi_resource.routesEastus2.id
      }
      defaultOutboundAccess = false
    }
  }
  depends_on = [azapi_resource.endpointsSubnetEastus2]
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
# PNET-19: the entrance has a subnet of its own.
resource "azapi_resource" "entranceSubnetEastus2" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkEastus2.id
  name      = "snet-entrance"
  body = {
    properties = {
      addressPrefix = "10.64.2.0/24"
      networkSecurityGroup = {
        id = azapi_resource.entranceSecurityGroupEastus2.id
      }
      defaultOutboundAccess = false
    }
  }
  depends_on = [azapi_resource.jumpboxSubnetEastus2]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfGatewaySecurityGroupEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.gatewaySecurityGroupEastus2.id
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
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfEndpointsSecurityGroupEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.endpointsSecurityGroupEastus2.id
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
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfJumpboxSecurityGroupEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.jumpboxSecurityGroupEastus2.id
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
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfEntranceSecurityGroupEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.entranceSecurityGroupEastus2.id
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
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfNetworkEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.networkEastus2.id
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
