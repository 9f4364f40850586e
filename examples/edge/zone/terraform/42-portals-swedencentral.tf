# The ways of people to the portals of AI services, in the hub of swedencentral.

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureComHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureComHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureComHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "zoneCognitiveservicesAzureComHubSwedencentralLinkSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureComHubSwedencentral.id
  name      = "link-hub-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubSwedencentral.id
      }
    }
  }
}

resource "azapi_resource" "zoneOpenaiAzureComHubSwedencentralLinkSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureComHubSwedencentral.id
  name      = "link-hub-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubSwedencentral.id
      }
    }
  }
}

resource "azapi_resource" "zoneServicesAiAzureComHubSwedencentralLinkSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureComHubSwedencentral.id
  name      = "link-hub-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubSwedencentral.id
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiSwcSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "pep-shelf-helper-prod-portal-accountaoaiswc-swedencentral-lmi38"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shelf-helper-prod-portal-accountaoaiswc-swedencentral-lmi38-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiSwc-swedencentral"
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
resource "azapi_resource" "zoneGroupPortalAccountAoaiSwcSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiSwcSwedencentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubSwedencentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubSwedencentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubSwedencentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountAoaiFrcSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "pep-shelf-helper-prod-portal-accountaoaifrc-swedencentral-smguf"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shelf-helper-prod-portal-accountaoaifrc-swedencentral-smguf-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountAoaiFrc-swedencentral"
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
resource "azapi_resource" "zoneGroupPortalAccountAoaiFrcSwedencentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountAoaiFrcSwedencentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubSwedencentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubSwedencentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubSwedencentral.id
          }
        },
      ]
    }
  }
}
