// The machine from which people manage AI resources in eastus2, without a public address.

@description('Public key of SSH for the administrator of the jumpbox; people sign in with Entra ID instead')
param jumpboxPublicKey string

resource networkEastus2 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-shop-chat-prod-eastus2'
}

resource jumpboxSubnetEastus2 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkEastus2
  name: 'snet-jumpbox'
}

// NET-04: it has no public address.
resource jumpboxInterfaceEastus2 'Microsoft.Network/networkInterfaces@2025-09-01' = {
  name: 'nic-shop-chat-prod-jumpbox-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  properties: {
    enableAcceleratedNetworking: true
    ipConfigurations: [
      {
        name: 'private'
        properties: {
          privateIPAllocationMethod: 'Dynamic'
          subnet: {
            id: jumpboxSubnetEastus2.id
          }
        }
      }
    ]
  }
}

// NET-02: people manage AI resources from inside of the network.
// NET-26: there is no other way in.
resource jumpboxEastus2 'Microsoft.Compute/virtualMachines@2026-04-01' = {
  name: 'vm-shop-chat-prod-jumpbox-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    hardwareProfile: {
      vmSize: 'Standard_D2s_v5'
    }
    securityProfile: {
      securityType: 'TrustedLaunch'
      uefiSettings: {
        secureBootEnabled: true
        vTpmEnabled: true
      }
      encryptionAtHost: true
    }
    storageProfile: {
      imageReference: {
        publisher: 'Canonical'
        offer: 'ubuntu-24_04-lts'
        sku: 'server'
        version: 'latest'
      }
      osDisk: {
        createOption: 'FromImage'
        deleteOption: 'Delete'
        managedDisk: {
          storageAccountType: 'Premium_LRS'
        }
      }
    }
    osProfile: {
      computerName: 'jumpbox'
      adminUsername: 'operator'
      linuxConfiguration: {
        disablePasswordAuthentication: true
        provisionVMAgent: true
        patchSettings: {
          patchMode: 'AutomaticByPlatform'
          assessmentMode: 'AutomaticByPlatform'
        }
        ssh: {
          publicKeys: [
            {
              path: '/home/operator/.ssh/authorized_keys'
              keyData: jumpboxPublicKey
            }
          ]
        }
      }
    }
    networkProfile: {
      networkInterfaces: [
        {
          id: jumpboxInterfaceEastus2.id
          properties: {
            primary: true
            deleteOption: 'Delete'
          }
        }
      ]
    }
    diagnosticsProfile: {
      bootDiagnostics: {
        enabled: true
      }
    }
  }
}

// APP-27: people sign in as themselves.
resource jumpboxSignInEastus2 'Microsoft.Compute/virtualMachines/extensions@2026-04-01' = {
  parent: jumpboxEastus2
  name: 'AADSSHLoginForLinux'
  location: 'eastus2'
  properties: {
    publisher: 'Microsoft.Azure.ActiveDirectory'
    type: 'AADSSHLoginForLinux'
    typeHandlerVersion: '1.0'
    autoUpgradeMinorVersion: true
  }
}
