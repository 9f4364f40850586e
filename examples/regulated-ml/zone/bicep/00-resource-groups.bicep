// Resource groups of credit-risk: what lives and dies together, by region and purpose.
targetScope = 'subscription'

resource groupOperations 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-ops'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupDns 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-dns'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupHubSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupNetworkSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-net-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupServicesSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-ai-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupGatewaySwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-gw-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupHubFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-hub-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupNetworkFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-net-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupServicesFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-ai-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}

resource groupGatewayFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-credit-risk-prod-gw-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
}
