// Causeway in swedencentral, on Azure Container Apps.

@description('Image of the gateway by its digest: REGISTRY.azurecr.io/causeway@sha256:...')
param gatewayImage string

resource networkSwedencentral 'Microsoft.Network/virtualNetworks@2025-09-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-net-swedencentral')
  name: 'vnet-credit-risk-prod-swedencentral'
}

resource gatewaySubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-gateway'
}

resource journalAccountSwedencentral 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: 'stcreditriskprodjouf0t13'
}

resource journalServiceSwedencentral 'Microsoft.Storage/storageAccounts/fileServices@2026-04-01' existing = {
  parent: journalAccountSwedencentral
  name: 'default'
}

resource journalShareSwedencentral 'Microsoft.Storage/storageAccounts/fileServices/shares@2026-04-01' existing = {
  parent: journalServiceSwedencentral
  name: 'journals'
}

resource endpointsSubnetSwedencentral 'Microsoft.Network/virtualNetworks/subnets@2025-09-01' existing = {
  parent: networkSwedencentral
  name: 'snet-endpoints'
}

resource zoneSwedencentralAzurecontainerappsIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-dns')
  name: 'privatelink.swedencentral.azurecontainerapps.io'
}

resource logWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'log-credit-risk-prod'
}

resource gatewayIdentitySwedencentral 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ops')
  name: 'id-credit-risk-prod-gateway-swedencentral'
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crcreditriskprodgatewayez5qq'
}

resource gatewayVaultSwedencentral 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-credit-risk-pro-s6ixn'
}

resource accountAoaiFrc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-francecentral')
  name: 'aif-credit-risk-prod-aoai-frc-ved3n'
}

resource accountAoaiSwc 'Microsoft.CognitiveServices/accounts@2026-07-01' existing = {
  scope: resourceGroup('rg-credit-risk-prod-ai-swedencentral')
  name: 'aif-credit-risk-prod-aoai-swc-ibetm'
}

resource ledgerServer 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: 'psql-credit-risk-prod-ledger-rxkjb'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: 'amr-credit-risk-prod-usvja'
}

// PNET-18: the gateway runs inside the network.
// PLAT-06: its replicas stand in several zones where there are any.
resource containerAppsSwedencentral 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: 'cae-credit-risk-prod-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    vnetConfiguration: {
      internal: true
      infrastructureSubnetId: gatewaySubnetSwedencentral.id
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

resource journalMountSwedencentral 'Microsoft.App/managedEnvironments/storages@2026-01-01' = {
  parent: containerAppsSwedencentral
  name: 'journals'
  properties: {
    nfsAzureFile: {
      accessMode: 'ReadWrite'
      server: 'stcreditriskprodjouf0t13.file.core.windows.net'
      shareName: '/stcreditriskprodjouf0t13/journals'
    }
  }
}

// NET-10: it has an address in the network of its region.
resource endpointGatewaySwedencentral 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: 'pep-credit-risk-prod-gateway-swedencentral-swedencentral'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  properties: {
    customNetworkInterfaceName: 'pep-credit-risk-prod-gateway-swedencentral-swedencentral-nic'
    subnet: {
      id: endpointsSubnetSwedencentral.id
    }
    privateLinkServiceConnections: [
      {
        name: 'gateway-swedencentral'
        properties: {
          privateLinkServiceId: containerAppsSwedencentral.id
          groupIds: [
            'managedEnvironments'
          ]
        }
      }
    ]
  }
  dependsOn: [
    journalMountSwedencentral
  ]
}

// NET-11: each of its names needs its zone.
resource zoneGroupGatewaySwedencentral 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01' = {
  parent: endpointGatewaySwedencentral
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-swedencentral-azurecontainerapps-io'
        properties: {
          privateDnsZoneId: zoneSwedencentralAzurecontainerappsIo.id
        }
      }
    ]
  }
}

// NET-18: what happens there is in the logs.
resource diagnosticsContainerAppsSwedencentral 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: containerAppsSwedencentral
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
resource gatewaySwedencentral 'Microsoft.App/containerApps@2026-01-01' = {
  name: 'ca-credit-risk-prod-swedenc-n41y'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${gatewayIdentitySwedencentral.id}': {}
    }
  }
  properties: {
    environmentId: containerAppsSwedencentral.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [
        {
          server: registry.properties.loginServer
          identity: gatewayIdentitySwedencentral.id
        }
      ]
      secrets: [
        {
          name: 'workload'
          value: '# yaml-language-server: $schema=../../workload.schema.json\n#\n# Models that a bank trains itself, on data that never leaves the country, with a language model beside them to explain\n# their results. README.md says who would use it.\n\nworkload: credit-risk\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  gpt-4.1:\n    version: \'2025-04-14\'\n    deployments:\n      - { id: explain-swc, account: aoai-swc, type: data-zone-standard, tpm: 80k }\n      - { id: explain-frc, account: aoai-frc, type: data-zone-standard, tpm: 80k, priority: 2 }\n\nconsumers:\n  /woodgrove/risk:\n    cost_center: CC-9040\n    limits: { tokens_per_minute: 100k, budget: { usd: 1000, per: month } }\n  /woodgrove/risk/explainer: { models: [gpt-4.1], priority: standard }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-03-31 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - machine-learning\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  regulated: true\n  compliance: [gdpr, eu-ai-act]\n  assessments:\n    by: model risk committee\n    fairness: report 2026-14 of the model risk committee\n    explainability: reasons for each score, in words\n    content_filter: strict\n\ncontinuity:\n  recovery_time: 8h\n  recovery_point: 4h\n  last_drill: 2026-09-30\n  assets:\n    scorecard: { kind: trained-model, replica: francecentral, by: the model registry in both regions }\n    applications: { kind: training-data, replica: francecentral, by: replication of the storage account }\n\noperations:\n  owners: { application: risk systems, models: model risk, operations: platform team }\n  pipeline: the training pipeline of risk systems\n  deployment_plan: the handbook of risk systems\n  environments: apart\n  workspaces: per-team-and-environment\n  logs: every-resource\n  alerts: [errors above 1 percent, a training run that fails, drift above its limit]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: back-testing on the last year before each release\n  drift: population stability is measured each week\n  retraining: each quarter, and when drift passes its limit\n  growth: { factor: 1.1, peak_tokens_per_minute: 40k }\n  objectives: { latency: 6s, within: 0.95 }\n\ndata:\n  stores:\n    applications:\n      {\n        kind: storage,\n        region: swedencentral,\n        classification: confidential,\n        reached_by: [scoring],\n        encryption: customer-key,\n        redundancy: region,\n      }\n\napplication:\n  stage: live\n  pattern: [layered]\n  sign_in: entra\n  demand: steady\n  parts:\n    desk:\n      {\n        kind: user-interface,\n        calls: [scoring],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    scoring: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 8 } }\n\nlanding_zone:\n  alerts: { to: [platform-team@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers\' budgets\n\ndecisions:\n  service: { choice: Azure Machine Learning, because: the bank answers for each model and trains it itself }\n  model: { choice: own models, because: a score has to be explained by what went into it }\n  model-kind: { choice: both, because: a score is a number and its explanation is sentences }\n  capacity: { choice: pay-as-you-go, because: explanations are few and may wait a second }\n  framework: { choice: plain HTTP, because: one model and one store need no more }\n'
        }
        {
          name: 'gateway-keys'
          keyVaultUrl: '${gatewayVaultSwedencentral.properties.vaultUri}secrets/gateway-keys'
          identity: gatewayIdentitySwedencentral.id
        }
        {
          name: 'env-causeway-signing-key'
          keyVaultUrl: '${gatewayVaultSwedencentral.properties.vaultUri}secrets/env-causeway-signing-key'
          identity: gatewayIdentitySwedencentral.id
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
              value: gatewayIdentitySwedencentral.properties.clientId
            }
            {
              name: 'POSTGRES_ADDRESS'
              value: 'postgres://id-credit-risk-prod-gateway-swedencentral@${ledgerServer.properties.fullyQualifiedDomainName}:5432/ledger'
            }
            {
              name: 'REDIS_ADDRESS'
              value: 'rediss://${redis.properties.hostName}:10000'
            }
            {
              name: 'CAUSEWAY_SIGNING_KEY'
              secretRef: 'env-causeway-signing-key'
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
    journalMountSwedencentral
  ]
}

// PLAT-03: what a lost replica served is billed all the same.
resource journalCollectorSwedencentral 'Microsoft.App/jobs@2026-01-01' = {
  name: 'caj-credit-risk-prod-sweden-n41y'
  location: 'swedencentral'
  tags: {
    workload: 'credit-risk'
    environment: 'production'
    'managed-by': 'causeway'
    'cost-center': 'CC-9040'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${gatewayIdentitySwedencentral.id}': {}
    }
  }
  properties: {
    environmentId: containerAppsSwedencentral.id
    workloadProfileName: 'Consumption'
    configuration: {
      registries: [
        {
          server: registry.properties.loginServer
          identity: gatewayIdentitySwedencentral.id
        }
      ]
      secrets: [
        {
          name: 'workload'
          value: '# yaml-language-server: $schema=../../workload.schema.json\n#\n# Models that a bank trains itself, on data that never leaves the country, with a language model beside them to explain\n# their results. README.md says who would use it.\n\nworkload: credit-risk\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  gpt-4.1:\n    version: \'2025-04-14\'\n    deployments:\n      - { id: explain-swc, account: aoai-swc, type: data-zone-standard, tpm: 80k }\n      - { id: explain-frc, account: aoai-frc, type: data-zone-standard, tpm: 80k, priority: 2 }\n\nconsumers:\n  /woodgrove/risk:\n    cost_center: CC-9040\n    limits: { tokens_per_minute: 100k, budget: { usd: 1000, per: month } }\n  /woodgrove/risk/explainer: { models: [gpt-4.1], priority: standard }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-03-31 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - machine-learning\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  regulated: true\n  compliance: [gdpr, eu-ai-act]\n  assessments:\n    by: model risk committee\n    fairness: report 2026-14 of the model risk committee\n    explainability: reasons for each score, in words\n    content_filter: strict\n\ncontinuity:\n  recovery_time: 8h\n  recovery_point: 4h\n  last_drill: 2026-09-30\n  assets:\n    scorecard: { kind: trained-model, replica: francecentral, by: the model registry in both regions }\n    applications: { kind: training-data, replica: francecentral, by: replication of the storage account }\n\noperations:\n  owners: { application: risk systems, models: model risk, operations: platform team }\n  pipeline: the training pipeline of risk systems\n  deployment_plan: the handbook of risk systems\n  environments: apart\n  workspaces: per-team-and-environment\n  logs: every-resource\n  alerts: [errors above 1 percent, a training run that fails, drift above its limit]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: back-testing on the last year before each release\n  drift: population stability is measured each week\n  retraining: each quarter, and when drift passes its limit\n  growth: { factor: 1.1, peak_tokens_per_minute: 40k }\n  objectives: { latency: 6s, within: 0.95 }\n\ndata:\n  stores:\n    applications:\n      {\n        kind: storage,\n        region: swedencentral,\n        classification: confidential,\n        reached_by: [scoring],\n        encryption: customer-key,\n        redundancy: region,\n      }\n\napplication:\n  stage: live\n  pattern: [layered]\n  sign_in: entra\n  demand: steady\n  parts:\n    desk:\n      {\n        kind: user-interface,\n        calls: [scoring],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    scoring: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 8 } }\n\nlanding_zone:\n  alerts: { to: [platform-team@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers\' budgets\n\ndecisions:\n  service: { choice: Azure Machine Learning, because: the bank answers for each model and trains it itself }\n  model: { choice: own models, because: a score has to be explained by what went into it }\n  model-kind: { choice: both, because: a score is a number and its explanation is sentences }\n  capacity: { choice: pay-as-you-go, because: explanations are few and may wait a second }\n  framework: { choice: plain HTTP, because: one model and one store need no more }\n'
        }
        {
          name: 'gateway-keys'
          keyVaultUrl: '${gatewayVaultSwedencentral.properties.vaultUri}secrets/gateway-keys'
          identity: gatewayIdentitySwedencentral.id
        }
        {
          name: 'env-causeway-signing-key'
          keyVaultUrl: '${gatewayVaultSwedencentral.properties.vaultUri}secrets/env-causeway-signing-key'
          identity: gatewayIdentitySwedencentral.id
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
              value: gatewayIdentitySwedencentral.properties.clientId
            }
            {
              name: 'POSTGRES_ADDRESS'
              value: 'postgres://id-credit-risk-prod-gateway-swedencentral@${ledgerServer.properties.fullyQualifiedDomainName}:5432/ledger'
            }
            {
              name: 'REDIS_ADDRESS'
              value: 'rediss://${redis.properties.hostName}:10000'
            }
            {
              name: 'CAUSEWAY_SIGNING_KEY'
              secretRef: 'env-causeway-signing-key'
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
    journalMountSwedencentral
  ]
}

@description('Where the gateway in swedencentral answers, within the network.')
output gatewayHostSwedencentral string = gatewaySwedencentral.properties.configuration.ingress.fqdn
