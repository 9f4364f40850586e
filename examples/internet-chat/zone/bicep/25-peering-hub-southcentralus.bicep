// From one network to another: spoke.

resource hubSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-hub-southcentralus'
}

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'vnet-shop-chat-prod-southcentralus'
}

// NET-20: the firewall answers the spoke.
resource peeringHubSouthcentralusToSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: hubSouthcentralus
  name: 'to-spoke'
  properties: {
    remoteVirtualNetwork: {
      id: networkSouthcentralus.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
