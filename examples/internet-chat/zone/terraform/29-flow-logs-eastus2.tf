# Flow logs of the networks of eastus2, with Traffic Analytics, under the Network Watcher that Azure has made there.

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogNetworkEastus2" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_eastus2"
  name      = "flow-shop-chat-prod-network-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentityEastus2.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.networkEastus2.id
      storageId        = azapi_resource.flowStoreEastus2.id
      enabled          = true
      format = {
        type    = "JSON"
        version = 2
      }
      retentionPolicy = {
        enabled = true
        days    = 90
      }
      flowAnalyticsConfiguration = {
        networkWatcherFlowAnalyticsConfiguration = {
          enabled                  = true
          workspaceResourceId      = azapi_resource.logWorkspace.id
          trafficAnalyticsInterval = 60
        }
      }
    }
  }
  depends_on = [azapi_resource.flowLogsWriterEastus2]
}

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogHubEastus2" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_eastus2"
  name      = "flow-shop-chat-prod-hub-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentityEastus2.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.hubEastus2.id
      storageId        = azapi_resource.flowStoreEastus2.id
      enabled          = true
      format = {
        type    = "JSON"
        version = 2
      }
      retentionPolicy = {
        enabled = true
        days    = 90
      }
      flowAnalyticsConfiguration = {
        networkWatcherFlowAnalyticsConfiguration = {
          enabled                  = true
          workspaceResourceId      = azapi_resource.logWorkspace.id
          trafficAnalyticsInterval = 60
        }
      }
    }
  }
  depends_on = [azapi_resource.flowLogsWriterEastus2]
}
