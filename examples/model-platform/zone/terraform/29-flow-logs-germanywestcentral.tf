# Flow logs of the networks of germanywestcentral, with Traffic Analytics, under the Network Watcher that Azure has made there.

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogNetworkGermanywestcentral" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_germanywestcentral"
  name      = "flow-model-platform-prod-network-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentityGermanywestcentral.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.networkGermanywestcentral.id
      storageId        = azapi_resource.flowStoreGermanywestcentral.id
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
  depends_on = [azapi_resource.flowLogsWriterGermanywestcentral]
}

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogHubGermanywestcentral" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_germanywestcentral"
  name      = "flow-model-platform-prod-hub-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentityGermanywestcentral.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.hubGermanywestcentral.id
      storageId        = azapi_resource.flowStoreGermanywestcentral.id
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
  depends_on = [azapi_resource.flowLogsWriterGermanywestcentral]
}
