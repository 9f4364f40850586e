# Resource groups of policy-assistant: what lives and dies together, by region and purpose.

resource "azapi_resource" "groupOperations" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-ops"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupDns" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-dns"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupHubSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-hub-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupNetworkSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-net-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupServicesSwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-ai-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupGatewaySwedencentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-gw-swedencentral"
  location  = "swedencentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupHubFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-hub-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupNetworkFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-net-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupServicesFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-ai-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}

resource "azapi_resource" "groupGatewayFrancecentral" {
  type      = "Microsoft.Resources/resourceGroups@2025-04-01"
  parent_id = "/subscriptions/${var.subscription_id}"
  name      = "rg-policy-assistant-prod-gw-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
}
