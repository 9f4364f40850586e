// Resource groups of shelf-helper: what lives and dies together, by region and purpose.
targetScope = 'subscription'

resource groupOperations 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-ops'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupDns 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-dns'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupHubSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupNetworkSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-net-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupServicesSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-ai-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupGatewaySwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-gw-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupHubFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-hub-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupNetworkFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-net-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupServicesFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-ai-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}

resource groupGatewayFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shelf-helper-prod-gw-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
}
