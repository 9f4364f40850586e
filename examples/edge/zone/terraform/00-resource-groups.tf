# Resource groups of shelf-helper: what lives and dies together, by region and purpose.

resource "azapi_resource" "groupOperations" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-ops"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupDns" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-dns"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupHubSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-hub-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupNetworkSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-net-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupServicesSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-ai-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupGatewaySwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-gw-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupHubFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupNetworkFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-net-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupServicesFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-ai-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}

resource "azapi_resource" "groupGatewayFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-shelf-helper-prod-gw-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
}
