# The hub of shop-chat in southcentralus, with a firewall that lets out what is on its list.

resource "azapi_resource" "hubSouthcentralus" {
  type      = "Microsoft.Network/virtualNetworks@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "vnet-shop-chat-prod-hub-southcentralus"
  location  = "southcentralus"
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
          "10.65.2.0/23",
        ]
      }
    }
  }
}

# NET-15: what is not needed is refused.
resource "azapi_resource" "bastionSecurityGroupSouthcentralus" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "nsg-shop-chat-prod-bastion-southcentralus"
  location  = "southcentralus"
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
resource "azapi_resource" "endpointsHubSecurityGroupSouthcentralus" {
  type      = "Microsoft.Network/networkSecurityGroups@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "nsg-shop-chat-prod-endpoints-hub-southcentralus"
  location  = "southcentralus"
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

resource "azapi_resource" "firewallSubnetHubSouthcentralus" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubSouthcentralus.id
  name      = "AzureFirewallSubnet"
  body = {
    properties = {
      addressPrefix = "10.65.2.0/26"
    }
  }
}

# NET-14: every subnet has a network security group.
resource "azapi_resource" "bastionSubnetHubSouthcentralus" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubSouthcentralus.id
  name      = "AzureBastionSubnet"
  body = {
    properties = {
      addressPrefix = "10.65.2.64/26"
      networkSecurityGroup = {
        id = azapi_resource.bastionSecurityGroupSouthcentralus.id
      }
    }
  }
  depends_on = [azapi_resource.firewallSubnetHubSouthcentralus]
}

# NET-14: every subnet has a network security group.
# NET-21: nothing in it has an address on the internet that nobody gave it.
resource "azapi_resource" "endpointsSubnetHubSouthcentralus" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2025-09-01"
  parent_id = azapi_resource.hubSouthcentralus.id
  name      = "snet-endpoints"
  body = {
    properties = {
      addressPrefix = "10.65.3.0/26"
      networkSecurityGroup = {
        id = azapi_resource.endpointsHubSecurityGroupSouthcentralus.id
      }
      privateEndpointNetworkPolicies = "Enabled"
      defaultOutboundAccess          = false
    }
  }
  depends_on = [azapi_resource.bastionSubnetHubSouthcentralus]
}

# NET-21: what leaves has this address, and no other.
# NET-01: it is protected from floods by itself, since the network has no plan.
resource "azapi_resource" "firewallPublicAddressSouthcentralus" {
  type      = "Microsoft.Network/publicIPAddresses@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "pip-shop-chat-prod-firewall-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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

resource "azapi_resource" "firewallPolicySouthcentralus" {
  type      = "Microsoft.Network/firewallPolicies@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "afwp-shop-chat-prod-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
resource "azapi_resource" "firewallRulesSouthcentralus" {
  type      = "Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-09-01"
  parent_id = azapi_resource.firewallPolicySouthcentralus.id
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
                "10.64.1.192/27",
                "10.64.5.192/27",
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
                "10.64.1.192/27",
                "10.64.5.192/27",
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
                "10.64.1.192/27",
                "10.64.5.192/27",
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
resource "azapi_resource" "firewallSouthcentralus" {
  type      = "Microsoft.Network/azureFirewalls@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "afw-shop-chat-prod-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
        id = azapi_resource.firewallPolicySouthcentralus.id
      }
      ipConfigurations = [
        {
          name = "outbound"
          properties = {
            subnet = {
              id = azapi_resource.firewallSubnetHubSouthcentralus.id
            }
            publicIPAddress = {
              id = azapi_resource.firewallPublicAddressSouthcentralus.id
            }
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.firewallRulesSouthcentralus]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsFirewallSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.firewallSouthcentralus.id
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
resource "azapi_resource" "diagnosticsOfHubSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.hubSouthcentralus.id
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
resource "azapi_resource" "diagnosticsOfBastionSecurityGroupSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionSecurityGroupSouthcentralus.id
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
resource "azapi_resource" "diagnosticsOfEndpointsHubSecurityGroupSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.endpointsHubSecurityGroupSouthcentralus.id
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
resource "azapi_resource" "diagnosticsOfFirewallPublicAddressSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.firewallPublicAddressSouthcentralus.id
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
