// From one network to another: spoke.

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-hub-swedencentral'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-swedencentral')
  name: 'vnet-model-platform-prod-swedencentral'
}

// NET-20: the firewall answers the spoke.
resource peeringHubSwedencentralToSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: hubSwedencentral
  name: 'to-spoke'
  properties: {
    remoteVirtualNetwork: {
      id: networkSwedencentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
