# Stores of data, private and without keys, and who may reach them, in eastus2.

# PNET-09: it is reached over its private endpoint alone.
# PLAT-06: its replicas stand in several zones.
resource "azapi_resource" "storeCatalogue" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  parent_id = azapi_resource.groupServicesEastus2.id
  name      = "srch-shop-chat-prod-catalogue-eastus2-p9c71"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type = "SystemAssigned"
  }
  body = {
    sku = {
      name = "standard"
    }
    properties = {
      replicaCount        = 3
      partitionCount      = 1
      hostingMode         = "Default"
      publicNetworkAccess = "Disabled"
      networkRuleSet = {
        bypass = "None"
      }
      disableLocalAuth = true
    }
  }
}

# WAF-04: chat-api asks its indexes, and may not change them.
resource "azapi_resource" "grantCatalogueToChatApi" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azapi_resource.storeCatalogue.id
  name      = uuidv5("url", "${azapi_resource.storeCatalogue.id}|${azapi_resource.identityChatApi.id}|1407120a-92aa-4202-b7e9-c0e197c71c8f")
  body = {
    properties = {
      roleDefinitionId = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/1407120a-92aa-4202-b7e9-c0e197c71c8f"
      principalId      = azapi_resource.identityChatApi.output.properties.principalId
      principalType    = "ServicePrincipal"
    }
  }
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointCatalogueSearchService" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupServicesEastus2.id
  name      = "pep-shop-chat-prod-catalogue-searchservice-eastus2-kq1f4"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-catalogue-searchservice-eastus2-kq1f4-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetEastus2.id
      }
      privateLinkServiceConnections = [
        {
          name = "catalogue-searchService"
          properties = {
            privateLinkServiceId = azapi_resource.storeCatalogue.id
            groupIds = [
              "searchService",
            ]
          }
        },
      ]
    }
  }
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupCatalogueSearchService" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointCatalogueSearchService.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-search-windows-net"
          properties = {
            privateDnsZoneId = azapi_resource.zoneSearchWindowsNet.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsStoreCatalogue" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.storeCatalogue.id
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
