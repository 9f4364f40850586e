# The machine from which people manage AI resources in swedencentral, without a public address.

# NET-04: it has no public address.
resource "azapi_resource" "jumpboxInterfaceSwedencentral" {
  type      = "Microsoft.Network/networkInterfaces@2025-09-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "nic-model-platform-prod-jumpbox-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      enableAcceleratedNetworking = true
      ipConfigurations = [
        {
          name = "private"
          properties = {
            privateIPAllocationMethod = "Dynamic"
            subnet = {
              id = azapi_resource.jumpboxSubnetHubSwedencentral.id
            }
          }
        },
      ]
    }
  }
}

# NET-02: people manage AI resources from inside of the network.
# NET-26: there is no other way in.
resource "azapi_resource" "jumpboxSwedencentral" {
  type      = "Microsoft.Compute/virtualMachines@2026-04-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "vm-model-platform-prod-jumpbox-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      hardwareProfile = {
        vmSize = "Standard_D2s_v5"
      }
      securityProfile = {
        securityType = "TrustedLaunch"
        uefiSettings = {
          secureBootEnabled = true
          vTpmEnabled       = true
        }
        encryptionAtHost = true
      }
      storageProfile = {
        imageReference = {
          publisher = "Canonical"
          offer     = "ubuntu-24_04-lts"
          sku       = "server"
          version   = "latest"
        }
        osDisk = {
          createOption = "FromImage"
          deleteOption = "Delete"
          managedDisk = {
            storageAccountType = "Premium_LRS"
          }
        }
      }
      osProfile = {
        computerName  = "jumpbox"
        adminUsername = "operator"
        linuxConfiguration = {
          disablePasswordAuthentication = true
          provisionVMAgent              = true
          patchSettings = {
            patchMode      = "AutomaticByPlatform"
            assessmentMode = "AutomaticByPlatform"
          }
          ssh = {
            publicKeys = [
              {
                path    = "/home/operator/.ssh/authorized_keys"
                keyData = var.jumpboxPublicKey
              },
            ]
          }
        }
      }
      networkProfile = {
        networkInterfaces = [
          {
            id = azapi_resource.jumpboxInterfaceSwedencentral.id
            properties = {
              primary      = true
              deleteOption = "Delete"
            }
          },
        ]
      }
      diagnosticsProfile = {
        bootDiagnostics = {
          enabled = true
        }
      }
    }
  }
}

# APP-27: people sign in as themselves.
resource "azapi_resource" "jumpboxSignInSwedencentral" {
  type      = "Microsoft.Compute/virtualMachines/extensions@2026-04-01"
  parent_id = azapi_resource.jumpboxSwedencentral.id
  name      = "AADSSHLoginForLinux"
  location  = "swedencentral"
  body = {
    properties = {
      publisher               = "Microsoft.Azure.ActiveDirectory"
      type                    = "AADSSHLoginForLinux"
      typeHandlerVersion      = "1.0"
      autoUpgradeMinorVersion = true
    }
  }
}
