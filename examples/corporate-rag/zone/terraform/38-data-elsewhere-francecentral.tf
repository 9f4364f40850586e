# Ways from francecentral to what Azure copies of the data of other regions.

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointPoliciesBlobSecondary" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesFrancecentral.id
  name      = "pep-policy-assistant-prod-policies-blob-secondary-francece-h2mul"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-policies-blob-secondary-francece-h2mul-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "policies-blob_secondary"
          properties = {
            privateLinkServiceId = azapi_resource.storePolicies.id
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
resource "azapi_resource" "zoneGroupPoliciesBlobSecondary" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointPoliciesBlobSecondary.id
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
