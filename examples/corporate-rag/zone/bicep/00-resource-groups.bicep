// Resource groups of policy-assistant: what lives and dies together, by region and purpose.
targetScope = 'subscription'

resource groupOperations 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-ops'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupDns 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-dns'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupHubSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-hub-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupNetworkSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-net-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupServicesSwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-ai-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupGatewaySwedencentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-gw-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupHubFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-hub-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupNetworkFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-net-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupServicesFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-ai-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}

resource groupGatewayFrancecentral 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-policy-assistant-prod-gw-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'policy-assistant'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-3100'
  }
}
