// Causeway in francecentral, on Azure Container Apps.

@description('Image of the gateway by its digest: REGISTRY.azurecr.io/causeway@sha256:...')
param gatewayImage string

resource networkFrancecentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-net-francecentral')
  name: 'vnet-shelf-helper-prod-francecentral'
}

resource gatewaySubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
  name: 'snet-gateway'
}

resource journalAccountFrancecentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: 'stshelfhelperprodjomqhlq'
}

resource journalServiceFrancecentral 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' existing = {
  parent: journalAccountFrancecentral
  name: 'default'
}

resource journalShareFrancecentral 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' existing = {
  parent: journalServiceFrancecentral
  name: 'journals'
}

resource endpointsSubnetFrancecentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkFrancecentral
  name: 'snet-endpoints'
}

resource zoneFrancecentralAzurecontainerappsIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-dns')
  name: 'privatelink.francecentral.azurecontainerapps.io'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'log-shelf-helper-prod'
}

resource gatewayIdentityFrancecentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ops')
  name: 'id-shelf-helper-prod-gateway-francecentral'
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'crshelfhelperprodgatewayaecyu'
}

resource gatewayVaultFrancecentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-shelf-helper-pr-qur1m'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ai-francecentral')
  name: 'aif-shelf-helper-prod-aoai-frc-z8btu'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-ai-swedencentral')
  name: 'aif-shelf-helper-prod-aoai-swc-a9okt'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'psql-shelf-helper-prod-ledger-kegj0'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  scope: resourceGroup('rg-shelf-helper-prod-gw-swedencentral')
  name: 'amr-shelf-helper-prod-mmbfg'
}

// PNET-18: the gateway runs inside the network.
// PLAT-06: its replicas stand in several zones where there are any.
resource containerAppsFrancecentral 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: 'cae-shelf-helper-prod-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    vnetConfiguration: {
      internal: true
      infrastructureSubnetId: gatewaySubnetFrancecentral.id
    }
    publicNetworkAccess: 'Disabled'
    zoneRedundant: true
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    peerTrafficConfiguration: {
      encryption: {
        enabled: true
      }
    }
  }
}

resource journalMountFrancecentral 'Microsoft.App/managedEnvironments/storages@2026-01-01' = {
  parent: containerAppsFrancecentral
  name: 'journals'
  properties: {
    nfsAzureFile: {
      accessMode: 'ReadWrite'
      server: 'stshelfhelperprodjomqhlq.file.core.windows.net'
      shareName: '/stshelfhelperprodjomqhlq/journals'
    }
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewayFrancecentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-shelf-helper-prod-gateway-francecentral-francecentral'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  properties: {
    customNetworkInterfaceName: 'pep-shelf-helper-prod-gateway-francecentral-francecentral-nic'
    subnet: {
      id: endpointsSubnetFrancecentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-francecentral'
        properties: {
          privateLinkServiceId: containerAppsFrancecentral.id
          groupIds: [
            'managedEnvironments'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalMountFrancecentral
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewayFrancecentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewayFrancecentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-francecentral-azurecontainerapps-io'
        properties: {
          privateDnsZoneId: zoneFrancecentralAzurecontainerappsIo.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsContainerAppsFrancecentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: containerAppsFrancecentral
  name: 'to-log-analytics'
  properties: {
    workspaceId: logWorkspace.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// PLAT-15: one gateway stands before all accounts.
// PLAT-04: replicas come and go with the load.
resource gatewayFrancecentral 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'ca-shelf-helper-prod-france-igas'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${gatewayIdentityFrancecentral.id}': {}
    }
  }
  properties: {
    environmentId: containerAppsFrancecentral.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [
        {
          server: registry.properties.loginServer
          identity: gatewayIdentityFrancecentral.id
        }
      ]
      secrets: [
        {
          name: 'workload'
          value: '# yaml-language-server: $schema=../../workload.schema.json\n#\n# Small language models on machines in the shops, and the cloud for what they cannot do. Each shop has a server that\n# speaks OpenAI\'s API; the same gateway file serves every shop. README.md says who would use it.\n\nworkload: shelf-helper\nenvironment: production\nexposure: corp\nresidency: global # the server in the shop is outside Azure, so where it stands is yours to know\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  # Whatever serves a model on the machine in the shop, behind OpenAI\'s API.\n  shop-server: { provider: openai, endpoint: env:SHOP_MODEL_SERVER, auth: { key: env:SHOP_MODEL_KEY } }\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  # Small and near: what is asked all day. When the machine is off or full, the cloud answers.\n  phi-4-mini:\n    fallback: [gpt-4.1]\n    deployments:\n      - { id: phi-shop, account: shop-server }\n  gpt-4.1:\n    version: \'2025-04-14\'\n    deployments:\n      - { id: gpt41-swc, account: aoai-swc, type: data-zone-standard, tpm: 100k }\n      - { id: gpt41-frc, account: aoai-frc, type: data-zone-standard, tpm: 100k, priority: 2 }\n\nconsumers:\n  /northwind/shops:\n    cost_center: CC-5200\n    limits: { tokens_per_minute: 150k, budget: { usd: 1500, per: month } }\n  /northwind/shops/shelf-helper: { models: [phi-4-mini, gpt-4.1], priority: interactive }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    [\n      landing-zone-baseline,\n      ai-services,\n      virtual-machines,\n      private-dns-zones,\n      private-endpoints,\n      deny-public-access,\n    ]\n  enforcement: enforced\n  assessments:\n    { fairness: assessment of June 2026, explainability: answers name the shelf plan, content_filter: strict }\n\ncontinuity: { recovery_time: 1d, recovery_point: 1d, last_drill: 2026-08-20 }\n\noperations:\n  owners: { application: shop systems, models: data science, operations: shop systems }\n  pipeline: the release pipeline of shop systems\n  deployment_plan: the handbook of shop systems\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 2 percent, a shop that answers from the cloud for an hour]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: 200 graded questions before a model changes on the machines\n  drift: a sample of answers is graded each month\n  growth: { factor: 1.2, peak_tokens_per_minute: 60k }\n  objectives: { latency: 2s, within: 0.9 }\n\napplication:\n  stage: live\n  pattern: [simple]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    tablet:\n      {\n        kind: user-interface,\n        calls: [shelf-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    shelf-api: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 4 } }\n\nlanding_zone:\n  alerts: { to: [shop-systems@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers\' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: what a small model cannot do needs a large one }\n  model: { choice: Phi-4-mini on our machines, because: shops go on when the line is down }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one question and one answer need no more }\n  own-compute: { choice: a machine in each shop, because: shops go on when the line is down }\n'
        }
        {
          name: 'gateway-keys'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/gateway-keys'
          identity: gatewayIdentityFrancecentral.id
        }
        {
          name: 'env-causeway-signing-key'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/env-causeway-signing-key'
          identity: gatewayIdentityFrancecentral.id
        }
        {
          name: 'env-shop-model-key'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/env-shop-model-key'
          identity: gatewayIdentityFrancecentral.id
        }
        {
          name: 'env-shop-model-server'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/env-shop-model-server'
          identity: gatewayIdentityFrancecentral.id
        }
      ]
      ingress: {
        external: true
        targetPort: 8080
        transport: 'http'
        allowInsecure: false
      }
    }
    template: {
      containers: [
        {
          name: 'causeway'
          image: gatewayImage
          command: [
            '/bin/sh'
          ]
          args: [
            '/opt/causeway/deploy/serve.sh'
          ]
          resources: {
            cpu: 2
            memory: '4Gi'
          }
          env: [
            {
              name: 'AOAI_FRC_ENDPOINT'
              value: accountAoaiFrc.properties.endpoint
            }
            {
              name: 'AOAI_SWC_ENDPOINT'
              value: accountAoaiSwc.properties.endpoint
            }
            {
              name: 'AZURE_CLIENT_ID'
              value: gatewayIdentityFrancecentral.properties.clientId
            }
            {
              name: 'POSTGRES_ADDRESS'
              value: 'postgres://id-shelf-helper-prod-gateway-francecentral@${ledgerServer.properties.fullyQualifiedDomainName}:5432/ledger'
            }
            {
              name: 'REDIS_ADDRESS'
              value: 'rediss://${redis.properties.hostName}:10000'
            }
            {
              name: 'CAUSEWAY_SIGNING_KEY'
              secretRef: 'env-causeway-signing-key'
            }
            {
              name: 'SHOP_MODEL_KEY'
              secretRef: 'env-shop-model-key'
            }
            {
              name: 'SHOP_MODEL_SERVER'
              secretRef: 'env-shop-model-server'
            }
          ]
          volumeMounts: [
            {
              volumeName: 'workload'
              mountPath: '/etc/causeway'
            }
            {
              volumeName: 'keys'
              mountPath: '/etc/causeway-keys'
            }
            {
              volumeName: 'state'
              mountPath: '/state'
            }
            {
              volumeName: 'journals'
              mountPath: '/journals'
            }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/livez'
                port: 9090
                scheme: 'HTTP'
              }
              periodSeconds: 6
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/livez'
                port: 9090
                scheme: 'HTTP'
              }
              periodSeconds: 10
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: 9090
                scheme: 'HTTP'
              }
              periodSeconds: 5
              failureThreshold: 2
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'workload'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'workload'
              path: 'workload.yaml'
            }
          ]
        }
        {
          name: 'keys'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'gateway-keys'
              path: 'keys.json'
            }
          ]
        }
        {
          name: 'state'
          storageType: 'EmptyDir'
        }
        {
          name: 'journals'
          storageType: 'NfsAzureFile'
          storageName: 'journals'
        }
      ]
      scale: {
        minReplicas: 3
        maxReplicas: 12
        rules: [
          {
            name: 'calls'
            http: {
              metadata: {
                concurrentRequests: '200'
              }
            }
          }
          {
            name: 'processor'
            custom: {
              type: 'cpu'
              metadata: {
                type: 'Utilization'
                value: '70'
              }
            }
          }
        ]
      }
      terminationGracePeriodSeconds: 60
    }
  }
  dependsOn: [
    journalMountFrancecentral
  ]
}

// PLAT-03: what a lost replica served is billed all the same.
resource journalCollectorFrancecentral 'Microsoft.App/jobs@2026-01-01' = {
  name: 'caj-shelf-helper-prod-franc-igas'
  location: 'francecentral'
  tags: {
    workload: 'shelf-helper'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-5200'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${gatewayIdentityFrancecentral.id}': {}
    }
  }
  properties: {
    environmentId: containerAppsFrancecentral.id
    workloadProfileName: 'Consumption'
    configuration: {
      registries: [
        {
          server: registry.properties.loginServer
          identity: gatewayIdentityFrancecentral.id
        }
      ]
      secrets: [
        {
          name: 'workload'
          value: '# yaml-language-server: $schema=../../workload.schema.json\n#\n# Small language models on machines in the shops, and the cloud for what they cannot do. Each shop has a server that\n# speaks OpenAI\'s API; the same gateway file serves every shop. README.md says who would use it.\n\nworkload: shelf-helper\nenvironment: production\nexposure: corp\nresidency: global # the server in the shop is outside Azure, so where it stands is yours to know\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  # Whatever serves a model on the machine in the shop, behind OpenAI\'s API.\n  shop-server: { provider: openai, endpoint: env:SHOP_MODEL_SERVER, auth: { key: env:SHOP_MODEL_KEY } }\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  # Small and near: what is asked all day. When the machine is off or full, the cloud answers.\n  phi-4-mini:\n    fallback: [gpt-4.1]\n    deployments:\n      - { id: phi-shop, account: shop-server }\n  gpt-4.1:\n    version: \'2025-04-14\'\n    deployments:\n      - { id: gpt41-swc, account: aoai-swc, type: data-zone-standard, tpm: 100k }\n      - { id: gpt41-frc, account: aoai-frc, type: data-zone-standard, tpm: 100k, priority: 2 }\n\nconsumers:\n  /northwind/shops:\n    cost_center: CC-5200\n    limits: { tokens_per_minute: 150k, budget: { usd: 1500, per: month } }\n  /northwind/shops/shelf-helper: { models: [phi-4-mini, gpt-4.1], priority: interactive }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    [\n      landing-zone-baseline,\n      ai-services,\n      virtual-machines,\n      private-dns-zones,\n      private-endpoints,\n      deny-public-access,\n    ]\n  enforcement: enforced\n  assessments:\n    { fairness: assessment of June 2026, explainability: answers name the shelf plan, content_filter: strict }\n\ncontinuity: { recovery_time: 1d, recovery_point: 1d, last_drill: 2026-08-20 }\n\noperations:\n  owners: { application: shop systems, models: data science, operations: shop systems }\n  pipeline: the release pipeline of shop systems\n  deployment_plan: the handbook of shop systems\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 2 percent, a shop that answers from the cloud for an hour]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: 200 graded questions before a model changes on the machines\n  drift: a sample of answers is graded each month\n  growth: { factor: 1.2, peak_tokens_per_minute: 60k }\n  objectives: { latency: 2s, within: 0.9 }\n\napplication:\n  stage: live\n  pattern: [simple]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    tablet:\n      {\n        kind: user-interface,\n        calls: [shelf-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    shelf-api: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 4 } }\n\nlanding_zone:\n  alerts: { to: [shop-systems@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers\' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: what a small model cannot do needs a large one }\n  model: { choice: Phi-4-mini on our machines, because: shops go on when the line is down }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one question and one answer need no more }\n  own-compute: { choice: a machine in each shop, because: shops go on when the line is down }\n'
        }
        {
          name: 'gateway-keys'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/gateway-keys'
          identity: gatewayIdentityFrancecentral.id
        }
        {
          name: 'env-causeway-signing-key'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/env-causeway-signing-key'
          identity: gatewayIdentityFrancecentral.id
        }
        {
          name: 'env-shop-model-key'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/env-shop-model-key'
          identity: gatewayIdentityFrancecentral.id
        }
        {
          name: 'env-shop-model-server'
          keyVaultUrl: '${gatewayVaultFrancecentral.properties.vaultUri}secrets/env-shop-model-server'
          identity: gatewayIdentityFrancecentral.id
        }
      ]
      triggerType: 'Schedule'
      replicaTimeout: 1800
      replicaRetryLimit: 0
      scheduleTriggerConfig: {
        cronExpression: '17 * * * *'
        parallelism: 1
        replicaCompletionCount: 1
      }
    }
    template: {
      containers: [
        {
          name: 'causeway'
          image: gatewayImage
          command: [
            '/bin/sh'
          ]
          args: [
            '/opt/causeway/deploy/collect.sh'
          ]
          resources: {
            cpu: 2
            memory: '4Gi'
          }
          env: [
            {
              name: 'AOAI_FRC_ENDPOINT'
              value: accountAoaiFrc.properties.endpoint
            }
            {
              name: 'AOAI_SWC_ENDPOINT'
              value: accountAoaiSwc.properties.endpoint
            }
            {
              name: 'AZURE_CLIENT_ID'
              value: gatewayIdentityFrancecentral.properties.clientId
            }
            {
              name: 'POSTGRES_ADDRESS'
              value: 'postgres://id-shelf-helper-prod-gateway-francecentral@${ledgerServer.properties.fullyQualifiedDomainName}:5432/ledger'
            }
            {
              name: 'REDIS_ADDRESS'
              value: 'rediss://${redis.properties.hostName}:10000'
            }
            {
              name: 'CAUSEWAY_SIGNING_KEY'
              secretRef: 'env-causeway-signing-key'
            }
            {
              name: 'SHOP_MODEL_KEY'
              secretRef: 'env-shop-model-key'
            }
            {
              name: 'SHOP_MODEL_SERVER'
              secretRef: 'env-shop-model-server'
            }
          ]
          volumeMounts: [
            {
              volumeName: 'workload'
              mountPath: '/etc/causeway'
            }
            {
              volumeName: 'keys'
              mountPath: '/etc/causeway-keys'
            }
            {
              volumeName: 'state'
              mountPath: '/state'
            }
            {
              volumeName: 'journals'
              mountPath: '/journals'
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'workload'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'workload'
              path: 'workload.yaml'
            }
          ]
        }
        {
          name: 'keys'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'gateway-keys'
              path: 'keys.json'
            }
          ]
        }
        {
          name: 'state'
          storageType: 'EmptyDir'
        }
        {
          name: 'journals'
          storageType: 'NfsAzureFile'
          storageName: 'journals'
        }
      ]
    }
  }
  dependsOn: [
    journalMountFrancecentral
  ]
}

@description('Where the gateway in francecentral answers, within the network.')
output gatewayHostFrancecentral string = gatewayFrancecentral.properties.configuration.ingress.fqdn
