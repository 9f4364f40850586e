# Azure Bastion in swedencentral, the way to virtual machines.

# NET-01: it is protected from floods by itself, since the network has no plan.
resource "azapi_resource" "bastionPublicAddressSwedencentral" {
  type      = "Microsoft.Network/publicIPAddresses@2025-09-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "pip-model-platform-prod-bastion-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
resource "azapi_resource" "bastionSwedencentral" {
  type      = "Microsoft.Network/bastionHosts@2025-09-01"
  parent_id = azapi_resource.groupHubSwedencentral.id
  name      = "bas-model-platform-prod-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
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
              id = azapi_resource.bastionSubnetHubSwedencentral.id
            }
            publicIPAddress = {
              id = azapi_resource.bastionPublicAddressSwedencentral.id
            }
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsBastionSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionSwedencentral.id
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
resource "azapi_resource" "diagnosticsOfBastionPublicAddressSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionPublicAddressSwedencentral.id
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
