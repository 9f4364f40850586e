// From one network to others: hub, francecentral.

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-swedencentral')
  name: 'vnet-credit-risk-prod-hub-swedencentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-francecentral')
  name: 'vnet-credit-risk-prod-francecentral'
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
