# The ways of people to the portals of AI services, in the hub of francecentral.

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureComHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureComHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureComHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "zoneCognitiveservicesAzureComHubFrancecentralLinkFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureComHubFrancecentral.id
  name      = "link-hub-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubFrancecentral.id
      }
    }
  }
}

resource "azapi_resource" "zoneOpenaiAzureComHubFrancecentralLinkFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureComHubFrancecentral.id
  name      = "link-hub-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubFrancecentral.id
      }
    }
  }
}

resource "azapi_resource" "zoneServicesAiAzureComHubFrancecentralLinkFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureComHubFrancecentral.id
  name      = "link-hub-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubFrancecentral.id
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiSwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-policy-assistant-prod-portal-accountaoaiswc-francecent-ycazu"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-portal-accountaoaiswc-francecent-ycazu-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiSwc-francecentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountAoaiSwc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupPortalAccountAoaiSwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiSwcFrancecentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubFrancecentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubFrancecentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubFrancecentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiFrcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-policy-assistant-prod-portal-accountaoaifrc-francecent-ju2ft"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-portal-accountaoaifrc-francecent-ju2ft-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiFrc-francecentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountAoaiFrc.id
            groupIds = [
              "account",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupPortalAccountAoaiFrcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiFrcFrancecentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubFrancecentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubFrancecentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubFrancecentral.id
          }
        },
      ]
    }
  }
}
