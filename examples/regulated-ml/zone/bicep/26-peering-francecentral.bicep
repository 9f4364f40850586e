// From one network to others: hub, swedencentral.

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-credit-risk-prod-francecentral'
}

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-hub-francecentral')
  name: 'vnet-credit-risk-prod-hub-francecentral'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

// NET-20: what leaves goes by the hub.
resource peeringNetworkFrancecentralToHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkFrancecentral
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: {
      id: hubFrancecentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}

// REL-02: when one region fails, the gateway of the other goes on.
resource peeringNetworkFrancecentralToSwedencentral 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: networkFrancecentral
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
