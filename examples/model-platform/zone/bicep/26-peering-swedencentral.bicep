// From one network to others: hub, francecentral, germanywestcentral.

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-swedencentral'
}

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-hub-swedencentral')
  name: 'vnet-model-platform-prod-hub-swedencentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-francecentral')
  name: 'vnet-model-platform-prod-francecentral'
}

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'vnet-model-platform-prod-germanywestcentral'
}

// NET-20: what leaves goes by the hub.
resource peeringNetworkSwedencentralToHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkSwedencentral
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: {
      id: hubSwedencentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkSwedencentralToFrancecentral 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkSwedencentral
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

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkSwedencentralToGermanywestcentral 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkSwedencentral
  name: 'to-germanywestcentral'
  properties: {
    remoteVirtualNetwork: {
      id: networkGermanywestcentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: false
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
