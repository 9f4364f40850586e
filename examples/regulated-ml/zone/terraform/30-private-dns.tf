# Private DNS zones, one of each name, linked to the networks of every region.

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneApiAzuremlMs" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.api.azureml.ms"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneAzurecrIo" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.azurecr.io"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneBlobCoreWindowsNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.blob.core.windows.net"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneCognitiveservicesAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.cognitiveservices.azure.com"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneFileCoreWindowsNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.file.core.windows.net"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneFrancecentralAzurecontainerappsIo" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.francecentral.azurecontainerapps.io"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneNotebooksAzureNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.notebooks.azure.net"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneOpenaiAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.openai.azure.com"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zonePostgresDatabaseAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.postgres.database.azure.com"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneRedisAzureNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.redis.azure.net"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneServicesAiAzureCom" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.services.ai.azure.com"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneSwedencentralAzurecontainerappsIo" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.swedencentral.azurecontainerapps.io"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-11: names of private endpoints resolve to their private addresses.
resource "azapi_resource" "zoneVaultcoreAzureNet" {
  type      = "Microsoft.Network/privateDnsZones@2024-06-01"
  parent_id = azapi_resource.groupDns.id
  name      = "privatelink.vaultcore.azure.net"
  location  = "global"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneApiAzuremlMsInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneApiAzuremlMs.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneApiAzuremlMsInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneApiAzuremlMs.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneAzurecrIoInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneAzurecrIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneBlobCoreWindowsNetInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneBlobCoreWindowsNet.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneBlobCoreWindowsNetInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneBlobCoreWindowsNet.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneBlobCoreWindowsNetInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneBlobCoreWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneBlobCoreWindowsNetInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneBlobCoreWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneCognitiveservicesAzureComInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureCom.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneCognitiveservicesAzureComInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneCognitiveservicesAzureCom.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFileCoreWindowsNetInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFileCoreWindowsNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFrancecentralAzurecontainerappsIoInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFrancecentralAzurecontainerappsIo.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFrancecentralAzurecontainerappsIoInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFrancecentralAzurecontainerappsIo.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFrancecentralAzurecontainerappsIoInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFrancecentralAzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneFrancecentralAzurecontainerappsIoInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneFrancecentralAzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneNotebooksAzureNetInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneNotebooksAzureNet.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneNotebooksAzureNetInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneNotebooksAzureNet.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneOpenaiAzureComInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureCom.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneOpenaiAzureComInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneOpenaiAzureCom.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zonePostgresDatabaseAzureComInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zonePostgresDatabaseAzureCom.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneRedisAzureNetInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneRedisAzureNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneServicesAiAzureComInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureCom.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneServicesAiAzureComInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneServicesAiAzureCom.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSwedencentralAzurecontainerappsIoInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSwedencentralAzurecontainerappsIo.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSwedencentralAzurecontainerappsIoInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSwedencentralAzurecontainerappsIo.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSwedencentralAzurecontainerappsIoInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSwedencentralAzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneSwedencentralAzurecontainerappsIoInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneSwedencentralAzurecontainerappsIo.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
  name      = "link-swedencentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
  name      = "link-francecentral"
  location  = "global"
  body = {
    properties = {
      registrationEnabled = false
      virtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
    }
  }
}

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInHubSwedencentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
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

# NET-12: one central zone serves every network.
resource "azapi_resource" "zoneVaultcoreAzureNetInHubFrancecentral" {
  type      = "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01"
  parent_id = azapi_resource.zoneVaultcoreAzureNet.id
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
