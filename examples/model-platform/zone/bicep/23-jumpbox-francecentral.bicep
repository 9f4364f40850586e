// The machine from which people manage AI resources in francecentral, without a public address.

@description('Public key of SSH for the administrator of the jumpbox; people sign in with Entra ID instead')
param jumpboxPublicKey string

resource hubFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  name: 'vnet-model-platform-prod-hub-francecentral'
}

resource jumpboxSubnetHubFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: hubFrancecentral
  name: 'snet-jumpbox'
}

// NET-04: it has no public address.
resource jumpboxInterfaceFrancecentral 'Microsoft.Network/networkInterfaces@2025-09-01' = {
  name: 'nic-model-platform-prod-jumpbox-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
  properties: {
    enableAcceleratedNetworking: true
    ipConfigurations: [
      {
        name: 'private'
        properties: {
          privateIPAllocationMethod: 'Dynamic'
          subnet: {
            id: jumpboxSubnetHubFrancecentral.id
          }
        }
      }
    ]
  }
}

// NET-02: people manage AI resources from inside of the network.
// NET-26: there is no other way in.
resource jumpboxFrancecentral 'Microsoft.Compute/virtualMachines@2026-04-01' = {
  name: 'vm-model-platform-prod-jumpbox-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
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
          id: jumpboxInterfaceFrancecentral.id
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
resource jumpboxSignInFrancecentral 'Microsoft.Compute/virtualMachines/extensions@2026-04-01' = {
  parent: jumpboxFrancecentral
  name: 'AADSSHLoginForLinux'
  location: 'francecentral'
  properties: {
    publisher: 'Microsoft.Azure.ActiveDirectory'
    type: 'AADSSHLoginForLinux'
    typeHandlerVersion: '1.0'
    autoUpgradeMinorVersion: true
  }
}
