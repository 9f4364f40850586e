// From one network to others: hub, swedencentral, francecentral.

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-germanywestcentral'
}

resource hubGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-germanywestcentral')
  name: 'vnet-model-platform-prod-hub-germanywestcentral'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'vnet-model-platform-prod-swedencentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'vnet-model-platform-prod-francecentral'
}

// NET-20: what leaves goes by the hub.
resource peeringNetworkGermanywestcentralToHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkGermanywestcentral
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: {
      id: hubGermanywestcentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkGermanywestcentralToSwedencentral 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkGermanywestcentral
  name: 'to-swedencentral'
  properties: {
    remoteVirtualNetwork: {
      id: networkSwedencentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: false
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkGermanywestcentralToFrancecentral 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkGermanywestcentral
  name: 'to-francecentral'
  properties: {
    remoteVirtualNetwork: {
      id: networkFrancecentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: false
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
