# Azure Bastion in francecentral, the way to virtual machines.

# NET-01: it is protected from floods by itself, since the network has no plan.
resource "azapi_resource" "bastionPublicAddressFrancecentral" {
  type      = "Microsoft.Network/publicIPAddresses@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "pip-shelf-helper-prod-bastion-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    sku = {
      name = "Standard"
    }
    zones = [
      "1",
      "2",
      "3",
    ]
    properties = {
      publicIPAllocationMethod = "Static"
      publicIPAddressVersion   = "IPv4"
      ddosSettings = {
        protectionMode = "Enabled"
      }
    }
  }
}

# NET-03: no virtual machine has an address on the internet.
# NET-05: it takes native clients, and many sessions.
resource "azapi_resource" "bastionFrancecentral" {
  type      = "Microsoft.Network/bastionHosts@2025-09-01"
  parent_id = azapi_resource.groupHubFrancecentral.id
  name      = "bas-shelf-helper-prod-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    sku = {
      name = "Standard"
    }
    zones = [
      "1",
      "2",
      "3",
    ]
    properties = {
      enableTunneling     = true
      enableShareableLink = false
      ipConfigurations = [
        {
          name = "bastion"
          properties = {
            subnet = {
              id = azapi_resource.bastionSubnetHubFrancecentral.id
            }
            publicIPAddress = {
              id = azapi_resource.bastionPublicAddressFrancecentral.id
            }
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsBastionFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionFrancecentral.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      logs = [
        {
          categoryGroup = "allLogs"
          enabled       = true
        },
      ]
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfBastionPublicAddressFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionPublicAddressFrancecentral.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      logs = [
        {
          categoryGroup = "allLogs"
          enabled       = true
        },
      ]
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}
