# Resource groups of shop-chat: what lives and dies together, by region and purpose.

resource "azapi_resource" "groupOperations" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-ops"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupDns" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-dns"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupHubEastus2" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-hub-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupNetworkEastus2" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-net-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupServicesEastus2" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-ai-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupGatewayEastus2" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-gw-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupHubSouthcentralus" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-hub-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupNetworkSouthcentralus" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-net-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupServicesSouthcentralus" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-ai-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}

resource "azapi_resource" "groupGatewaySouthcentralus" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shop-chat-prod-gw-southcentralus"
  location  = "southcentralus"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
}
