# The ways of people to the portals of AI services, in the hub of francecentral.

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureComHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureComHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

# NET-11: names of endpoints for people resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureComHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
resource "azapi_resource" "endpointPortalAccountLiveSwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-model-platform-prod-portal-accountliveswc-francecentra-nkjgk"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountliveswc-francecentra-nkjgk-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountLiveSwc-francecentral"
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
resource "azapi_resource" "zoneGroupPortalAccountLiveSwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountLiveSwcFrancecentral.id
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
resource "azapi_resource" "endpointPortalAccountNightSwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-model-platform-prod-portal-accountnightswc-francecentr-ocz91"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountnightswc-francecentr-ocz91-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountNightSwc-francecentral"
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
resource "azapi_resource" "zoneGroupPortalAccountNightSwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountNightSwcFrancecentral.id
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
resource "azapi_resource" "endpointPortalAccountLiveFrcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-model-platform-prod-portal-accountlivefrc-francecentra-ygu7y"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountlivefrc-francecentra-ygu7y-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountLiveFrc-francecentral"
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
resource "azapi_resource" "zoneGroupPortalAccountLiveFrcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountLiveFrcFrancecentral.id
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
resource "azapi_resource" "endpointPortalAccountNightFrcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-model-platform-prod-portal-accountnightfrc-francecentr-f8bab"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountnightfrc-francecentr-f8bab-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountNightFrc-francecentral"
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
resource "azapi_resource" "zoneGroupPortalAccountNightFrcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountNightFrcFrancecentral.id
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
resource "azapi_resource" "endpointPortalAccountLiveGwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-model-platform-prod-portal-accountlivegwc-francecentra-iiqey"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountlivegwc-francecentra-iiqey-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountLiveGwc-francecentral"
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
resource "azapi_resource" "zoneGroupPortalAccountLiveGwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountLiveGwcFrancecentral.id
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
resource "azapi_resource" "endpointPortalAccountNightGwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pep-model-platform-prod-portal-accountnightgwc-francecentr-mrc3x"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-portal-accountnightgwc-francecentr-mrc3x-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetHubFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "portal-accountNightGwc-francecentral"
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
resource "azapi_resource" "zoneGroupPortalAccountNightGwcFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPortalAccountNightGwcFrancecentral.id
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
