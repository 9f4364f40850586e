# Traffic Manager, which leads clients to the entrance of a region that is well.

# PNET-20: when one region fails, clients are led to another.
resource "azapi_resource" "trafficManager" {
  type      = "Microsoft.Network/trafficmanagerprofiles@2022-04-01"
  parent_id = azapi_resource.groupOperations.id
  name      = "traf-shop-chat-prod-m51pl"
  location  = "global"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      profileStatus        = "Enabled"
      trafficRoutingMethod = "Priority"
      dnsConfig = {
        relativeName = "traf-shop-chat-prod-m51pl"
        ttl          = 30
      }
      monitorConfig = {
        protocol                  = "HTTPS"
        port                      = 443
        path                      = "/readyz"
        intervalInSeconds         = 10
        timeoutInSeconds          = 5
        toleratedNumberOfFailures = 2
      }
      endpoints = [
        {
          name = "eastus2"
          type = "Microsoft.Network/trafficManagerProfiles/azureEndpoints"
          properties = {
            targetResourceId = azapi_resource.entrancePublicAddressEastus2.id
            endpointStatus   = "Enabled"
            priority         = 1
          }
        },
        {
          name = "southcentralus"
          type = "Microsoft.Network/trafficManagerProfiles/azureEndpoints"
          properties = {
            targetResourceId = azapi_resource.entrancePublicAddressSouthcentralus.id
            endpointStatus   = "Enabled"
            priority         = 2
          }
        },
      ]
    }
  }
  response_export_values = ["properties.dnsConfig.fqdn"]
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsOfTrafficManager" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.trafficManager.id
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

output "entranceHost" {
  description = "Host name of the entrances; the name that clients call is a CNAME of it."
  value       = azapi_resource.trafficManager.output.properties.dnsConfig.fqdn
}
