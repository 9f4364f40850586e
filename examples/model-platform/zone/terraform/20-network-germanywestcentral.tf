# The virtual network of model-platform in germanywestcentral: subnets for gateway, endpoints.

# NET-15: what is not needed is refused.
resource "azapi_resource" "gatewaySecurityGroupGermanywestcentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkGermanywestcentral.id
  name      = "nsg-model-platform-prod-gateway-germanywestcentral"
  location  = "germanywestcentral"
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
            description              = "Clients of the gateway, and the balancer before it"
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.8.0/24"
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
            destinationAddressPrefix = "10.64.8.0/24"
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
            sourceAddressPrefix = "10.64.8.0/24"
            sourcePortRange     = "*"
            destinationAddressPrefixes = [
              "10.64.1.0/25",
              "10.64.5.0/25",
              "10.64.9.0/25",
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
            sourceAddressPrefix      = "10.64.8.0/24"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.64.8.0/24"
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
            sourceAddressPrefix = "10.64.8.0/24"
            sourcePortRange     = "*"
            destinationAddressPrefixes = [
              "168.63.129.16/32",
              "10.65.4.0/23",
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
            sourceAddressPrefix      = "10.64.8.0/24"
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
resource "azapi_resource" "endpointsSecurityGroupGermanywestcentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupNetworkGermanywestcentral.id
  name      = "nsg-model-platform-prod-endpoints-germanywestcentral"
  location  = "germanywestcentral"
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
            destinationAddressPrefix = "10.64.9.0/25"
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
            destinationAddressPrefix = "10.64.9.0/25"
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

# NET-20: what leaves goes by the firewall of the hub.
resource "azapi_resource" "routesGermanywestcentral" {
  type      = "Microsoft.Network/routeTables@2025-09-01"
  parent_id = azapi_resource.groupNetworkGermanywestcentral.id
  name      = "rt-model-platform-prod-germanywestcentral"
  location  = "germanywestcentral"
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
            nextHopIpAddress = "10.65.4.4"
          }
        },
      ]
    }
  }
}

resource "azapi_resource" "networkGermanywestcentral" {
  type      = "Microsoft.Network/virtualNetworks@2025-09-01"
  parent_id = azapi_resource.groupNetworkGermanywestcentral.id
  name      = "vnet-model-platform-prod-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      addressSpace = {
        addressPrefixes = [
          "10.64.8.0/22",
        ]
      }
      dhcpOptions = {
        dnsServers = [
          "10.65.4.4",
        ]
      }
    }
  }
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
# NET-16: what leaves it is named, beside what the firewall lets out.
resource "azapi_resource" "gatewaySubnetGermanywestcentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkGermanywestcentral.id
  name      = "snet-gateway"
  body = {
    properties = {
      addressPrefix = "10.64.8.0/24"
      networkSecurityGroup = {
        id = azapi_resource.gatewaySecurityGroupGermanywestcentral.id
      }
      routeTable = {
        id = azapi_resource.routesGermanywestcentral.id
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
resource "azapi_resource" "endpointsSubnetGermanywestcentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.networkGermanywestcentral.id
  name      = "snet-endpoints"
  body = {
    properties = {
      addressPrefix = "10.64.9.0/25"
      networkSecurityGroup = {
        id = azapi_resource.endpointsSecurityGroupGermanywestcentral.id
      }
      routeTable = {
        id = azapi_resource.routesGermanywestcentral.id
      }
      defaultOutboundAccess          = false
      privateEndpointNetworkPolicies = "Enabled"
    }
  }
  depends_on = [azapi_resource.gatewaySubnetGermanywestcentral]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfGatewaySecurityGroupGermanywestcentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.gatewaySecurityGroupGermanywestcentral.id
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
resource "azapi_resource" "diagnosticsOfEndpointsSecurityGroupGermanywestcentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.endpointsSecurityGroupGermanywestcentral.id
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
resource "azapi_resource" "diagnosticsOfNetworkGermanywestcentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.networkGermanywestcentral.id
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
