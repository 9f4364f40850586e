# The ways of people to the portals of AI services, in the hub of southcentralus.

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureComHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureComHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureComHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "zoneCognitiveservicesAzureComHubSouthcentralusLinkSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureComHubSouthcentralus.id
  name      = "link-hub-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubSouthcentralus.id
      }
    }
  }
}

resource "azapi_resource" "zoneOpenaiAzureComHubSouthcentralusLinkSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureComHubSouthcentralus.id
  name      = "link-hub-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubSouthcentralus.id
      }
    }
  }
}

resource "azapi_resource" "zoneServicesAiAzureComHubSouthcentralusLinkSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureComHubSouthcentralus.id
  name      = "link-hub-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubSouthcentralus.id
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiEus2Southcentralus" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "pep-shop-chat-prod-portal-accountaoaieus2-southcentralus-s-h7bvi"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-portal-accountaoaieus2-southcentralus-s-h7bvi-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubSouthcentralus.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiEus2-southcentralus"
          properties = {
            privateLinkServiceId = azapi_resource.accountAoaiEus2.id
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
resource "azapi_resource" "zoneGroupPortalAccountAoaiEus2Southcentralus" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiEus2Southcentralus.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubSouthcentralus.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubSouthcentralus.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubSouthcentralus.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiScusSouthcentralus" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubSouthcentralus.id
  name      = "pep-shop-chat-prod-portal-accountaoaiscus-southcentralus-s-xf484"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-portal-accountaoaiscus-southcentralus-s-xf484-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubSouthcentralus.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiScus-southcentralus"
          properties = {
            privateLinkServiceId = azapi_resource.accountAoaiScus.id
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
resource "azapi_resource" "zoneGroupPortalAccountAoaiScusSouthcentralus" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiScusSouthcentralus.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubSouthcentralus.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubSouthcentralus.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubSouthcentralus.id
          }
        },
      ]
    }
  }
}
