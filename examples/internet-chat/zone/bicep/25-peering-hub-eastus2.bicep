// From one network to another: spoke.

resource hubEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-hub-eastus2'
}

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

// NET-20: the firewall answers the spoke.
resource peeringHubEastus2ToSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: hubEastus2
  name: 'to-spoke'
  properties: {
    remoteVirtualNetwork: {
      id: networkEastus2.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
