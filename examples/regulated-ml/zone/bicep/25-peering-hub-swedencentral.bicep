// From one network to another: spoke.

resource hubSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-credit-risk-prod-hub-swedencentral'
}

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
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
