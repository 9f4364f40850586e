# The ways of people to the portals of AI services, in the hub of germanywestcentral.

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureComHubGermanywestcentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureComHubGermanywestcentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureComHubGermanywestcentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "zoneCognitiveservicesAzureComHubGermanywestcentralLinkGermanywestcentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
  name      = "link-hub-germanywestcentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubGermanywestcentral.id
      }
    }
  }
}

resource "azapi_resource" "zoneOpenaiAzureComHubGermanywestcentralLinkGermanywestcentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
  name      = "link-hub-germanywestcentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubGermanywestcentral.id
      }
    }
  }
}

resource "azapi_resource" "zoneServicesAiAzureComHubGermanywestcentralLinkGermanywestcentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
  name      = "link-hub-germanywestcentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.hubGermanywestcentral.id
      }
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountLiveSwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "pep-model-platform-prod-portal-accountliveswc-germanywestc-unhbd"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountliveswc-germanywestc-unhbd-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountLiveSwc-germanywestcentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountLiveSwc.id
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
resource "azapi_resource" "zoneGroupPortalAccountLiveSwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountLiveSwcGermanywestcentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountNightSwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "pep-model-platform-prod-portal-accountnightswc-germanywest-g5w3j"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountnightswc-germanywest-g5w3j-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountNightSwc-germanywestcentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountNightSwc.id
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
resource "azapi_resource" "zoneGroupPortalAccountNightSwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountNightSwcGermanywestcentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountLiveFrcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "pep-model-platform-prod-portal-accountlivefrc-germanywestc-vt6yz"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountlivefrc-germanywestc-vt6yz-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountLiveFrc-germanywestcentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountLiveFrc.id
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
resource "azapi_resource" "zoneGroupPortalAccountLiveFrcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountLiveFrcGermanywestcentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountNightFrcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "pep-model-platform-prod-portal-accountnightfrc-germanywest-qjjyx"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountnightfrc-germanywest-qjjyx-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountNightFrc-germanywestcentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountNightFrc.id
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
resource "azapi_resource" "zoneGroupPortalAccountNightFrcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountNightFrcGermanywestcentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountLiveGwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "pep-model-platform-prod-portal-accountlivegwc-germanywestc-km6l9"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountlivegwc-germanywestc-km6l9-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountLiveGwc-germanywestcentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountLiveGwc.id
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
resource "azapi_resource" "zoneGroupPortalAccountLiveGwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountLiveGwcGermanywestcentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
# PNET-10: people reach its portal privately.
resource "azapi_resource" "endpointPortalAccountNightGwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubGermanywestcentral.id
  name      = "pep-model-platform-prod-portal-accountnightgwc-germanywest-kgqim"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountnightgwc-germanywest-kgqim-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubGermanywestcentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountNightGwc-germanywestcentral"
          properties = {
            privateLinkServiceId = azapi_resource.accountNightGwc.id
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
resource "azapi_resource" "zoneGroupPortalAccountNightGwcGermanywestcentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountNightGwcGermanywestcentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-cognitiveservices-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneCognitiveservicesAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-openai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneOpenaiAzureComHubGermanywestcentral.id
          }
        },
        {
          name = "privatelink-services-ai-azure-com"
          properties = {
            privateDnsZoneId = azapi_resource.zoneServicesAiAzureComHubGermanywestcentral.id
          }
        },
      ]
    }
  }
}
