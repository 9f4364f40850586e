// From one network to another: spoke.

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-credit-risk-prod-hub-francecentral'
}

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-francecentral')
  name: 'vnet-credit-risk-prod-francecentral'
}

// NET-20: the firewall answers the spoke.
resource peeringHubFrancecentralToSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: hubFrancecentral
  name: 'to-spoke'
  properties: {
    remoteVirtualNetwork: {
      id: networkFrancecentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
