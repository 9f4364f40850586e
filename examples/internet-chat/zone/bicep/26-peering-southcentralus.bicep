// From one network to others: hub, eastus2.

resource networkSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-southcentralus'
}

resource hubSouthcentralus 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-hub-southcentralus')
  name: 'vnet-shop-chat-prod-hub-southcentralus'
}

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shop-chat-prod-net-eastus2')
  name: 'vnet-shop-chat-prod-eastus2'
}

// NET-20: what leaves goes by the hub.
resource peeringNetworkSouthcentralusToHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkSouthcentralus
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: {
      id: hubSouthcentralus.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkSouthcentralusToEastus2 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkSouthcentralus
  name: 'to-eastus2'
  properties: {
    remoteVirtualNetwork: {
      id: networkEastus2.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: false
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
