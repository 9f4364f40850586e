# The hub of model-platform in francecentral, with a firewall that lets out what is on its list.

resource "azapi_resource" "hubFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "vnet-model-platform-prod-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      addressSpace = {
        addressPrefixes = [
          "10.65.2.0/23",
        ]
      }
    }
  }
}

# NET-15: what is not needed is refused.
resource "azapi_resource" "bastionSecurityGroupFrancecentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "nsg-model-platform-prod-bastion-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowHttpsInbound"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "Internet"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowGatewayManagerInbound"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 110
            protocol                 = "Tcp"
            sourceAddressPrefix      = "GatewayManager"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowAzureLoadBalancerInbound"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 120
            protocol                 = "Tcp"
            sourceAddressPrefix      = "AzureLoadBalancer"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowBastionHostCommunication"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 130
            protocol                 = "*"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "VirtualNetwork"
            destinationPortRanges = [
              "8080",
              "5701",
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
          name = "AllowSshRdpOutbound"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 100
            protocol                 = "*"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "VirtualNetwork"
            destinationPortRanges = [
              "22",
              "3389",
            ]
          }
        },
        {
          name = "AllowAzureCloudOutbound"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 110
            protocol                 = "Tcp"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "AzureCloud"
            destinationPortRanges = [
              "443",
            ]
          }
        },
        {
          name = "AllowBastionCommunication"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 120
            protocol                 = "*"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "VirtualNetwork"
            destinationPortRanges = [
              "8080",
              "5701",
            ]
          }
        },
        {
          name = "AllowHttpOutbound"
          properties = {
            access                   = "Allow"
            direction                = "Outbound"
            priority                 = 130
            protocol                 = "*"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "Internet"
            destinationPortRanges = [
              "80",
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
resource "azapi_resource" "jumpboxHubSecurityGroupFrancecentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "nsg-model-platform-prod-jumpbox-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
            sourceAddressPrefix      = "10.65.2.64/26"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.65.2.224/27"
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
            sourceAddressPrefix      = "10.65.2.224/27"
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
            sourceAddressPrefix      = "10.65.2.224/27"
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
            sourceAddressPrefix      = "10.65.2.224/27"
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
resource "azapi_resource" "endpointsHubSecurityGroupFrancecentral" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "nsg-model-platform-prod-endpoints-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      securityRules = [
        {
          name = "AllowHttpsFromNetworks"
          properties = {
            access                   = "Allow"
            direction                = "Inbound"
            priority                 = 100
            protocol                 = "Tcp"
            sourceAddressPrefix      = "VirtualNetwork"
            sourcePortRange          = "*"
            destinationAddressPrefix = "10.65.3.0/26"
            destinationPortRanges = [
              "443",
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
resource "azapi_resource" "routesHubFrancecentral" {
  type      = "Microsoft.Network/routeTables@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "rt-model-platform-prod-hub-francecentral"
  location  = "francecentral"
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
            nextHopIpAddress = "10.65.2.4"
          }
        },
      ]
    }
  }
}

resource "azapi_resource" "firewallSubnetHubFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubFrancecentral.id
  name      = "AzureFirewallSubnet"
  body = {
    properties = {
      addressPrefix = "10.65.2.0/26"
    }
  }
}

# NET-14: every subnet has a network security group.
resource "azapi_resource" "bastionSubnetHubFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubFrancecentral.id
  name      = "AzureBastionSubnet"
  body = {
    properties = {
      addressPrefix = "10.65.2.64/26"
      networkSecurityGroup = {
        id = azapi_resource.bastionSecurityGroupFrancecentral.id
      }
    }
  }
  depends_on = [azapi_resource.firewallSubnetHubFrancecentral]
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
resource "azapi_resource" "jumpboxSubnetHubFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubFrancecentral.id
  name      = "snet-jumpbox"
  body = {
    properties = {
      addressPrefix = "10.65.2.224/27"
      networkSecurityGroup = {
        id = azapi_resource.jumpboxHubSecurityGroupFrancecentral.id
      }
      routeTable = {
        id = azapi_resource.routesHubFrancecentral.id
      }
      defaultOutboundAccess = false
    }
  }
  depends_on = [azapi_resource.bastionSubnetHubFrancecentral]
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
resource "azapi_resource" "endpointsSubnetHubFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubFrancecentral.id
  name      = "snet-endpoints"
  body = {
    properties = {
      addressPrefix = "10.65.3.0/26"
      networkSecurityGroup = {
        id = azapi_resource.endpointsHubSecurityGroupFrancecentral.id
      }
      privateEndpointNetworkPolicies = "Enabled"
      defaultOutboundAccess          = false
    }
  }
  depends_on = [azapi_resource.jumpboxSubnetHubFrancecentral]
}

# NET-21: what leaves has this address, and no other.
# NET-01: it is protected from floods by itself, since the network has no plan.
resource "azapi_resource" "firewallPublicAddressFrancecentral" {
  type      = "Microsoft.Network/publicIPAddresses@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pip-model-platform-prod-firewall-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    sku = {
      name = "Standard"
    }
    zones = [
      "1",
      "2",
      "3",
    ]
    properties = {
      publicIPAllocationMethod = "Static"
      publicIPAddressVersion   = "IPv4"
      ddosSettings = {
        protectionMode = "Enabled"
      }
    }
  }
}

resource "azapi_resource" "firewallPolicyFrancecentral" {
  type      = "Microsoft.Network/firewallPolicies@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "afwp-model-platform-prod-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      sku = {
        tier = "Standard"
      }
      threatIntelMode = "Deny"
      dnsSettings = {
        enableProxy = true
      }
    }
  }
}

# NET-16: what is not on the list does not leave.
# PNET-15: the list is that of the workload file, and what the platform needs.
resource "azapi_resource" "firewallRulesFrancecentral" {
  type      = "Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-09-01"
  parent_id = azapi_resource.firewallPolicyFrancecentral.id
  name      = "outbound"
  body = {
    properties = {
      priority = 500
      ruleCollections = [
        {
          ruleCollectionType = "FirewallPolicyFilterRuleCollection"
          name               = "platform"
          priority           = 200
          action = {
            type = "Allow"
          }
          rules = [
            {
              ruleType    = "ApplicationRule"
              name        = "sign-in"
              description = "Tokens of Microsoft Entra ID"
              sourceAddresses = [
                "10.64.0.0/22",
                "10.64.4.0/22",
                "10.64.8.0/22",
              ]
              protocols = [
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "login.microsoftonline.com",
                "*.login.microsoftonline.com",
                "*.login.microsoft.com",
                "*.identity.azure.net",
              ]
            },
            {
              ruleType    = "ApplicationRule"
              name        = "images-of-the-platform"
              description = "Images that Container Apps itself runs"
              sourceAddresses = [
                "10.64.0.0/22",
                "10.64.4.0/22",
                "10.64.8.0/22",
              ]
              protocols = [
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "mcr.microsoft.com",
                "*.data.mcr.microsoft.com",
              ]
            },
            {
              ruleType    = "ApplicationRule"
              name        = "nodes-of-the-platform"
              description = "Programs of the machines that Container Apps runs on"
              sourceAddresses = [
                "10.64.0.0/22",
                "10.64.4.0/22",
                "10.64.8.0/22",
              ]
              protocols = [
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "packages.aks.azure.com",
                "acs-mirror.azureedge.net",
              ]
            },
            {
              ruleType    = "ApplicationRule"
              name        = "telemetry"
              description = "Azure Monitor"
              sourceAddresses = [
                "10.64.0.0/22",
                "10.64.4.0/22",
                "10.64.8.0/22",
              ]
              protocols = [
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "*.in.applicationinsights.azure.com",
                "*.livediagnostics.monitor.azure.com",
                "settings.sdk.monitor.azure.com",
                "*.ingest.monitor.azure.com",
                "*.ods.opinsights.azure.com",
                "*.oms.opinsights.azure.com",
              ]
            },
          ]
        },
        {
          ruleCollectionType = "FirewallPolicyFilterRuleCollection"
          name               = "listed-names"
          priority           = 210
          action = {
            type = "Allow"
          }
          rules = [
            {
              ruleType    = "ApplicationRule"
              name        = "login.microsoftonline.com"
              description = "sign-in; owner: platform team; until 2027-06-30"
              sourceAddresses = [
                "10.64.0.0/22",
                "10.64.4.0/22",
                "10.64.8.0/22",
              ]
              protocols = [
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "login.microsoftonline.com",
              ]
            },
          ]
        },
        {
          ruleCollectionType = "FirewallPolicyFilterRuleCollection"
          name               = "operators"
          priority           = 220
          action = {
            type = "Allow"
          }
          rules = [
            {
              ruleType    = "ApplicationRule"
              name        = "management-by-people"
              description = "Sign-in to Microsoft Entra ID, and management of Azure"
              sourceAddresses = [
                "10.65.0.224/27",
                "10.65.2.224/27",
                "10.65.4.224/27",
              ]
              protocols = [
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "login.microsoftonline.com",
                "login.windows.net",
                "pas.windows.net",
                "management.azure.com",
                "graph.microsoft.com",
              ]
            },
            {
              ruleType    = "ApplicationRule"
              name        = "certificates"
              description = "Whether certificates are still good"
              sourceAddresses = [
                "10.65.0.224/27",
                "10.65.2.224/27",
                "10.65.4.224/27",
              ]
              protocols = [
                {
                  protocolType = "Http"
                  port         = 80
                },
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "oneocsp.microsoft.com",
                "ocsp.digicert.com",
                "crl.microsoft.com",
                "crl2.microsoft.com",
                "crl3.microsoft.com",
                "crl.digicert.com",
                "crl3.digicert.com",
                "crl4.digicert.com",
                "ctldl.windowsupdate.com",
              ]
            },
            {
              ruleType    = "ApplicationRule"
              name        = "packages"
              description = "Updates of Ubuntu, and the extension for sign-in"
              sourceAddresses = [
                "10.65.0.224/27",
                "10.65.2.224/27",
                "10.65.4.224/27",
              ]
              protocols = [
                {
                  protocolType = "Http"
                  port         = 80
                },
                {
                  protocolType = "Https"
                  port         = 443
                },
              ]
              targetFqdns = [
                "packages.microsoft.com",
                "azure.archive.ubuntu.com",
                "archive.ubuntu.com",
                "security.ubuntu.com",
              ]
            },
          ]
        },
      ]
    }
  }
}

# NET-20: everything that leaves the network passes here.
resource "azapi_resource" "firewallFrancecentral" {
  type      = "Microsoft.Network/azureFirewalls@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "afw-model-platform-prod-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    zones = [
      "1",
      "2",
      "3",
    ]
    properties = {
      sku = {
        name = "AZFW_VNet"
        tier = "Standard"
      }
      firewallPolicy = {
        id = azapi_resource.firewallPolicyFrancecentral.id
      }
      ipConfigurations = [
        {
          name = "outbound"
          properties = {
            subnet = {
              id = azapi_resource.firewallSubnetHubFrancecentral.id
            }
            publicIPAddress = {
              id = azapi_resource.firewallPublicAddressFrancecentral.id
            }
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.firewallRulesFrancecentral]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsFirewallFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.firewallFrancecentral.id
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

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfHubFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.hubFrancecentral.id
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

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfBastionSecurityGroupFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionSecurityGroupFrancecentral.id
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
resource "azapi_resource" "diagnosticsOfJumpboxHubSecurityGroupFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.jumpboxHubSecurityGroupFrancecentral.id
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
resource "azapi_resource" "diagnosticsOfEndpointsHubSecurityGroupFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.endpointsHubSecurityGroupFrancecentral.id
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
resource "azapi_resource" "diagnosticsOfFirewallPublicAddressFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.firewallPublicAddressFrancecentral.id
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
