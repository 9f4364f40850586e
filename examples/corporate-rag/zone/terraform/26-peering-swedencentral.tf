# From one network to others: hub, francecentral.

# NET-20: what leaves goes by the hub.
resource "azapi_resource" "peeringNetworkSwedencentralToHub" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkSwedencentral.id
  name      = "to-hub"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.hubSwedencentral.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = true
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}

# REL-02: when one region fails, the gateway of the other goes on.
resource "azapi_resource" "peeringNetworkSwedencentralToFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkSwedencentral.id
  name      = "to-francecentral"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.networkFrancecentral.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = false
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}
