# Flow logs of the networks of swedencentral, with Traffic Analytics, under the Network Watcher that Azure has made there.

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogNetworkSwedencentral" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_swedencentral"
  name      = "flow-policy-assistant-prod-network-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentitySwedencentral.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.networkSwedencentral.id
      storageId        = azapi_resource.flowStoreSwedencentral.id
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
  depends_on = [azapi_resource.flowLogsWriterSwedencentral]
}

# NET-17: who was connected to whom can be seen afterwards.
resource "azapi_resource" "flowLogHubSwedencentral" {
  type      = "Microsoft.Network/networkWatchers/flowLogs@2025-09-01"
  parent_id = "/subscriptions/${var.subscription_id}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_swedencentral"
  name      = "flow-policy-assistant-prod-hub-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.flowLogIdentitySwedencentral.id]
  }
  body = {
    properties = {
      targetResourceId = azapi_resource.hubSwedencentral.id
      storageId        = azapi_resource.flowStoreSwedencentral.id
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
  depends_on = [azapi_resource.flowLogsWriterSwedencentral]
}
