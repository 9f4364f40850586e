# Private DNS zones, one of each name, linked to the networks of every region.

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneAzurecrIo" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.azurecr.io"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneEastus2AzurecontainerappsIo" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.eastus2.azurecontainerapps.io"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneFileCoreWindowsNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.file.core.windows.net"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zonePostgresDatabaseAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.postgres.database.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneRedisAzureNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.redis.azure.net"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneSearchWindowsNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.search.windows.net"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneSouthcentralusAzurecontainerappsIo" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.southcentralus.azurecontainerapps.io"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneVaultcoreAzureNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.vaultcore.azure.net"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneCognitiveservicesAzureComInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureCom.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneCognitiveservicesAzureComInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureCom.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneEastus2AzurecontainerappsIoInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneEastus2AzurecontainerappsIo.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneEastus2AzurecontainerappsIoInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneEastus2AzurecontainerappsIo.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneEastus2AzurecontainerappsIoInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneEastus2AzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneEastus2AzurecontainerappsIoInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneEastus2AzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneOpenaiAzureComInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureCom.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneOpenaiAzureComInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureCom.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSearchWindowsNetInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSearchWindowsNet.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSearchWindowsNetInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSearchWindowsNet.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSearchWindowsNetInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSearchWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSearchWindowsNetInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSearchWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneServicesAiAzureComInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureCom.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneServicesAiAzureComInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureCom.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSouthcentralusAzurecontainerappsIoInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSouthcentralusAzurecontainerappsIo.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSouthcentralusAzurecontainerappsIoInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSouthcentralusAzurecontainerappsIo.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSouthcentralusAzurecontainerappsIoInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSouthcentralusAzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSouthcentralusAzurecontainerappsIoInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSouthcentralusAzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
  name      = "link-eastus2"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
  name      = "link-southcentralus"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInHubEastus2" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInHubSouthcentralus" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
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
