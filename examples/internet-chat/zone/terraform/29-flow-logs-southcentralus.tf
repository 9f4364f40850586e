# Flow logs of the networks of southcentralus, with Traffic Analytics, under the Network Watcher that Azure has made there.

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogNetworkSouthcentralus" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_southcentralus"
  name      = "flow-shop-chat-prod-network-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentitySouthcentralus.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.networkSouthcentralus.id
      storageId        = azapi_resource.flowStoreSouthcentralus.id
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
  depends_on = [azapi_resource.flowLogsWriterSouthcentralus]
}

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogHubSouthcentralus" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_southcentralus"
  name      = "flow-shop-chat-prod-hub-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentitySouthcentralus.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.hubSouthcentralus.id
      storageId        = azapi_resource.flowStoreSouthcentralus.id
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
  depends_on = [azapi_resource.flowLogsWriterSouthcentralus]
}
