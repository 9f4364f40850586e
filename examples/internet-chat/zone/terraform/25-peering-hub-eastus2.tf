# From one network to another: spoke.

# NET-20: the firewall answers the spoke.
resource "azapi_resource" "peeringHubEastus2ToSpoke" {
  type      = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01"
  parent_id = azapi_resource.hubEastus2.id
  name      = "to-spoke"
  body = {
    properties = {
      remoteVirtualNetwork = {
        id = azapi_resource.networkEastus2.id
      }
      allowVirtualNetworkAccess = true
      allowForwardedTraffic     = true
      allowGatewayTransit       = false
      useRemoteGateways         = false
    }
  }
}
