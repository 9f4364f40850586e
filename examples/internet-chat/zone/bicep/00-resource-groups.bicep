// Resource groups of shop-chat: what lives and dies together, by region and purpose.
targetScope = 'subscription'

resource groupOperations 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-ops'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupDns 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-dns'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupHubEastus2 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-hub-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupNetworkEastus2 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-net-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupServicesEastus2 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-ai-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupGatewayEastus2 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-gw-eastus2'
  location: 'eastus2'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupHubSouthcentralus 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-hub-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupNetworkSouthcentralus 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-net-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupServicesSouthcentralus 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-ai-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}

resource groupGatewaySouthcentralus 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-shop-chat-prod-gw-southcentralus'
  location: 'southcentralus'
  tags: {
    workload: 'shop-chat'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-7001'
  }
}
