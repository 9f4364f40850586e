# From one network to others: hub, swedencentral.

# NET-20: what leaves goes by the hub.
resource "azapi_resource" "peeringNetworkFrancecentralToHub" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkFrancecentral.id
  name      = "to-hub"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.hubFrancecentral.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = true
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}

# REL-02: when one region fails, the gateway of the other goes on.
resource "azapi_resource" "peeringNetworkFrancecentralToSwedencentral" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkFrancecentral.id
  name      = "to-swedencentral"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.networkSwedencentral.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = false
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}
