# From one network to others: hub, southcentralus.

# NET-20: what leaves goes by the hub.
resource "azapi_resource" "peeringNetworkEastus2ToHub" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkEastus2.id
  name      = "to-hub"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.hubEastus2.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = true
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}

# REL-02: when one region fails, the gateway of the other goes on.
resource "azapi_resource" "peeringNetworkEastus2ToSouthcentralus" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkEastus2.id
  name      = "to-southcentralus"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = false
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}
