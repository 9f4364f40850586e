# Flow logs of the networks of francecentral, with Traffic Analytics, under the Network Watcher that Azure has made there.

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogNetworkFrancecentral" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_francecentral"
  name      = "flow-model-platform-prod-network-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentityFrancecentral.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.networkFrancecentral.id
      storageId        = azapi_resource.flowStoreFrancecentral.id
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
  depends_on = [azapi_resource.flowLogsWriterFrancecentral]
}

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogHubFrancecentral" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_francecentral"
  name      = "flow-model-platform-prod-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentityFrancecentral.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.hubFrancecentral.id
      storageId        = azapi_resource.flowStoreFrancecentral.id
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
  depends_on = [azapi_resource.flowLogsWriterFrancecentral]
}
