// Resource groups of model-platform: what lives and dies together, by region and purpose.
targetScope = 'subscription'

resource groupOperations 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-ops'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupDns 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-dns'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupHubSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupNetworkSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-net-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupServicesSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-ai-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupGatewaySwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-gw-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupHubFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-hub-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupNetworkFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-net-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupServicesFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-ai-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupGatewayFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-gw-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupHubGermanywestcentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-hub-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupNetworkGermanywestcentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-net-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupServicesGermanywestcentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-ai-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}

resource groupGatewayGermanywestcentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-model-platform-prod-gw-germanywestcentral'
  location: 'germanywestcentral'
  tags: {
    workload: 'model-platform'
    environment: 'production'
    'managed-by': 'causeway'
  }
}
