# Ways from francecentral to what Azure copies of the data of other regions.

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointApplicationsBlobSecondary" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-applications-blob-secondary-francecen-ut5cb"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-applications-blob-secondary-francecen-ut5cb-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "applications-blob_secondary"
          properties = {
            privateLinkServiceId = azapi_resource.storeApplications.id
            groupIds = [
              "blob_secondary",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupApplicationsBlobSecondary" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointApplicationsBlobSecondary.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-blob-core-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneBlobCoreWindowsNet.id
          }
        },
      ]
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointMlMainFilesBlobSecondary" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-credit-risk-prod-ml-main-files-blob-secondary-francece-s3tga"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-ml-main-files-blob-secondary-francece-s3tga-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "ml-main-files-blob_secondary"
          properties = {
            privateLinkServiceId = azapi_resource.storeMlMainFiles.id
            groupIds = [
              "blob_secondary",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupMlMainFilesBlobSecondary" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointMlMainFilesBlobSecondary.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-blob-core-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneBlobCoreWindowsNet.id
          }
        },
      ]
    }
  }
}
