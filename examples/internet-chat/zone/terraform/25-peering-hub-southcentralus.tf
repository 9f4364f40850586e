# From one network to another: spoke.

# NET-20: the firewall answers the spoke.
resource "azapi_resource" "peeringHubSouthcentralusToSpoke" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.hubSouthcentralus.id
  name      = "to-spoke"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.networkSouthcentralus.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = true
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}
