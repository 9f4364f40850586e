# From one network to others: hub, swedencentral, francecentral.

# NET-20: what leaves goes by the hub.
resource "azapi_resource" "peeringNetworkGermanywestcentralToHub" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkGermanywestcentral.id
  name      = "to-hub"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.hubGermanywestcentral.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = true
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}

# REL-02: when one region fails, the gateway of the other goes on.
resource "azapi_resource" "peeringNetworkGermanywestcentralToSwedencentral" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkGermanywestcentral.id
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

# REL-02: when one region fails, the gateway of the other goes on.
resource "azapi_resource" "peeringNetworkGermanywestcentralToFrancecentral" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.networkGermanywestcentral.id
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
