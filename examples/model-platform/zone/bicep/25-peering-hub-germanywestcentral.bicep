// From one network to another: spoke.

resource hubGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-hub-germanywestcentral'
}

resource networkGermanywestcentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-net-germanywestcentral')
  name: 'vnet-model-platform-prod-germanywestcentral'
}

// NET-20: the firewall answers the spoke.
resource peeringHubGermanywestcentralToSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-09-01' = {
  parent: hubGermanywestcentral
  name: 'to-spoke'
  properties: {
    remoteVirtualNetwork: {
      id: networkGermanywestcentral.id
    }
    allowVirtualNetworkAccess: true
    allowForwardedTraffic: true
    allowGatewayTransit: false
    useRemoteGateways: false
  }
}
