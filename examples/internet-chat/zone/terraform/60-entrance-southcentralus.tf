# Application Gateway with a web application firewall, before the gateway in southcentralus.

resource "azapi_resource" "entranceIdentitySouthcentralus" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "id-shop-chat-prod-entrance-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  response_export_values = ["properties.principalId"]
}

# WAF-04: the entrance reads its certificate, and changes nothing.
resource "azapi_resource" "entranceCertificateInSouthcentralus" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.gatewayVaultSouthcentralus.id
  name      = uuidv5("url", "${azapi_resource.gatewayVaultSouthcentralus.id}|${azapi_resource.entranceIdentitySouthcentralus.id}|4633458b-17de-408a-b874-0445c86b69e6")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"
      principalId      = azapi_resource.entranceIdentitySouthcentralus.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-23: managed rules know attacks; what people write in prompts is none.
resource "azapi_resource" "entranceFirewallSouthcentralus" {
  type      = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-09-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "waf-shop-chat-prod-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      policySettings = {
        state                       = "Enabled"
        mode                        = "Prevention"
        requestBodyCheck            = true
        requestBodyInspectLimitInKB = 128
        requestBodyEnforcement      = false
        fileUploadEnforcement       = false
      }
      managedRules = {
        managedRuleSets = [
          {
            ruleSetType    = "Microsoft_DefaultRuleSet"
            ruleSetVersion = "2.1"
          },
          {
            ruleSetType    = "Microsoft_BotManagerRuleSet"
            ruleSetVersion = "1.1"
          },
        ]
        exclusions = [
          {
            matchVariable         = "RequestArgNames"
            selectorMatchOperator = "StartsWith"
            selector              = "messages"
          },
          {
            matchVariable         = "RequestArgNames"
            selectorMatchOperator = "StartsWith"
            selector              = "input"
          },
          {
            matchVariable         = "RequestArgNames"
            selectorMatchOperator = "StartsWith"
            selector              = "prompt"
          },
          {
            matchVariable         = "RequestArgNames"
            selectorMatchOperator = "StartsWith"
            selector              = "instructions"
          },
          {
            matchVariable         = "RequestArgNames"
            selectorMatchOperator = "StartsWith"
            selector              = "tools"
          },
          {
            matchVariable         = "RequestArgNames"
            selectorMatchOperator = "StartsWith"
            selector              = "documents"
          },
        ]
      }
    }
  }
}

# PNET-19: it alone is on the internet.
# NET-01: it is protected from floods by itself, since the network has no plan.
resource "azapi_resource" "entrancePublicAddressSouthcentralus" {
  type      = "Microsoft.Network/publicIPAddresses@2025-09-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "pip-shop-chat-prod-entrance-southcentralus"
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
      dnsSettings = {
        domainNameLabel = "entrance-shop-chat-prod-southcentralus-z46b8"
      }
      ddosSettings = {
        protectionMode = "Enabled"
      }
    }
  }
  response_export_values = ["properties.ipAddress"]
}

# NET-22: its firewall sorts out what strangers send.
# PNET-21: it answers over HTTPS alone.
resource "azapi_resource" "entranceSouthcentralus" {
  type      = "Microsoft.Network/applicationGateways@2025-09-01"
  parent_id = azapi_resource.groupGatewaySouthcentralus.id
  name      = "agw-shop-chat-prod-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.entranceIdentitySouthcentralus.id]
  }
  body = {
    zones = [
      "1",
      "2",
      "3",
    ]
    properties = {
      sku = {
        name = "WAF_v2"
        tier = "WAF_v2"
      }
      autoscaleConfiguration = {
        minCapacity = 2
        maxCapacity = 10
      }
      firewallPolicy = {
        id = azapi_resource.entranceFirewallSouthcentralus.id
      }
      sslPolicy = {
        policyType = "Predefined"
        policyName = "AppGwSslPolicy20220101"
      }
      gatewayIPConfigurations = [
        {
          name = "subnet"
          properties = {
            subnet = {
              id = azapi_resource.entranceSubnetSouthcentralus.id
            }
          }
        },
      ]
      frontendIPConfigurations = [
        {
          name = "frontend"
          properties = {
            publicIPAddress = {
              id = azapi_resource.entrancePublicAddressSouthcentralus.id
            }
          }
        },
      ]
      frontendPorts = [
        {
          name = "https"
          properties = {
            port = 443
          }
        },
      ]
      sslCertificates = [
        {
          name = "certificate"
          properties = {
            keyVaultSecretId = "${azapi_resource.gatewayVaultSouthcentralus.output.properties.vaultUri}secrets/entrance-certificate"
          }
        },
      ]
      backendAddressPools = [
        {
          name = "gateway"
          properties = {
            backendAddresses = [
              {
                fqdn = azapi_resource.gatewaySouthcentralus.output.properties.configuration.ingress.fqdn
              },
            ]
          }
        },
      ]
      probes = [
        {
          name = "ready"
          properties = {
            protocol                            = "Https"
            path                                = "/readyz"
            interval                            = 10
            timeout                             = 5
            unhealthyThreshold                  = 2
            pickHostNameFromBackendHttpSettings = true
          }
        },
      ]
      backendHttpSettingsCollection = [
        {
          name = "https"
          properties = {
            protocol                       = "Https"
            port                           = 443
            cookieBasedAffinity            = "Disabled"
            pickHostNameFromBackendAddress = true
            requestTimeout                 = 1800
            connectionDraining = {
              enabled           = true
              drainTimeoutInSec = 60
            }
            probe = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/probes/ready"
            }
          }
        },
      ]
      httpListeners = [
        {
          name = "https"
          properties = {
            protocol = "Https"
            frontendIPConfiguration = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/frontendIPConfigurations/frontend"
            }
            frontendPort = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/frontendPorts/https"
            }
            sslCertificate = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/sslCertificates/certificate"
            }
          }
        },
      ]
      requestRoutingRules = [
        {
          name = "to-the-gateway"
          properties = {
            ruleType = "Basic"
            priority = 100
            httpListener = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/httpListeners/https"
            }
            backendAddressPool = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/backendAddressPools/gateway"
            }
            backendHttpSettings = {
              id = "/subscriptions/${var.subscription_id}/resourceGroups/rg-shop-chat-prod-gw-southcentralus/providers/Microsoft.Network/applicationGateways/agw-shop-chat-prod-southcentralus/backendHttpSettingsCollection/https"
            }
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.entranceCertificateInSouthcentralus]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsEntranceSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.entranceSouthcentralus.id
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
resource "azapi_resource" "diagnosticsOfEntrancePublicAddressSouthcentralus" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.entrancePublicAddressSouthcentralus.id
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

output "entranceAddressSouthcentralus" {
  description = "Public address of the entrance in southcentralus."
  value       = azapi_resource.entrancePublicAddressSouthcentralus.output.properties.ipAddress
}
