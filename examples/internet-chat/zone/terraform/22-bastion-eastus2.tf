# Azure Bastion in eastus2, the way to virtual machines.

# NET-01: it is protected from floods by itself, since the network has no plan.
resource "azapi_resource" "bastionPublicAddressEastus2" {
  type      = "Microsoft.Network/publicIPAddresses@2025-09-01"
  parent_id = azapi_resource.groupHubEastus2.id
  name      = "pip-shop-chat-prod-bastion-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
resource "azapi_resource" "bastionEastus2" {
  type      = "Microsoft.Network/bastionHosts@2025-09-01"
  parent_id = azapi_resource.groupHubEastus2.id
  name      = "bas-shop-chat-prod-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
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
              id = azapi_resource.bastionSubnetHubEastus2.id
            }
            publicIPAddress = {
              id = azapi_resource.bastionPublicAddressEastus2.id
            }
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsBastionEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionEastus2.id
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
resource "azapi_resource" "diagnosticsOfBastionPublicAddressEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.bastionPublicAddressEastus2.id
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
