// From one network to others: hub, southcentralus.

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-eastus2'
}

resource hubEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-eastus2')
  name: 'vnet-shop-chat-prod-hub-eastus2'
}

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-southcentralus')
  name: 'vnet-shop-chat-prod-southcentralus'
}

// NET-20: what leaves goes by the hub.
resource peeringNetworkEastus2ToHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkEastus2
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: {
      id: hubEastus2.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkEastus2ToSouthcentralus 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkEastus2
  name: 'to-southcentralus'
  properties: {
    remoteVirtualNetwork: {
      id: networkSouthcentralus.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: false
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
