# Resource groups of model-platform: what lives and dies together, by region and purpose.

resource "azapi_resource" "groupOperations" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-ops"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupDns" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-dns"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupHubSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-hub-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupNetworkSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-net-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupServicesSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-ai-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupGatewaySwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-gw-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupHubFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupNetworkFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-net-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupServicesFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-ai-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupGatewayFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-gw-francecentral"
  location  = "francecentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupHubGermanywestcentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-hub-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupNetworkGermanywestcentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-net-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupServicesGermanywestcentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-ai-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}

resource "azapi_resource" "groupGatewayGermanywestcentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-model-platform-prod-gw-germanywestcentral"
  location  = "germanywestcentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
}
