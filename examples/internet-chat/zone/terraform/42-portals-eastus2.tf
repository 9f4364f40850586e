# The ways of people to the portals of AI services, in the hub of eastus2.

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureComHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubEastus2.id
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
resource "azapi_resource" "zoneOpenaiAzureComHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubEastus2.id
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
resource "azapi_resource" "zoneServicesAiAzureComHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubEastus2.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "zoneCognitiveservicesAzureComHubEastus2LinkEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureComHubEastus2.id
  name      = "link-hub-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubEastus2.id
      }
    }
  }
}

resource "azapi_resource" "zoneOpenaiAzureComHubEastus2LinkEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureComHubEastus2.id
  name      = "link-hub-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubEastus2.id
      }
    }
  }
}

resource "azapi_resource" "zoneServicesAiAzureComHubEastus2LinkEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureComHubEastus2.id
  name      = "link-hub-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubEastus2.id
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiEus2Eastus2" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubEastus2.id
  name      = "pep-shop-chat-prod-portal-accountaoaieus2-eastus2-eastus2-jhwv2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-portal-accountaoaieus2-eastus2-eastus2-jhwv2-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubEastus2.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiEus2-eastus2"
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
resource "azapi_resource" "zoneGroupPortalAccountAoaiEus2Eastus2" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiEus2Eastus2.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubEastus2.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubEastus2.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubEastus2.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiScusEastus2" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubEastus2.id
  name      = "pep-shop-chat-prod-portal-accountaoaiscus-eastus2-eastus2-ulxck"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-portal-accountaoaiscus-eastus2-eastus2-ulxck-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubEastus2.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiScus-eastus2"
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
resource "azapi_resource" "zoneGroupPortalAccountAoaiScusEastus2" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiScusEastus2.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubEastus2.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubEastus2.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubEastus2.id
          }
        },
      ]
    }
  }
}
