# Causeway in francecentral, on Azure Container Apps.

# PNET-18: the gateway runs inside the network.
# PLAT-06: its replicas stand in several zones where there are any.
resource "azapi_resource" "containerAppsFrancecentral" {
  type      = "Microsoft.App/managedEnvironments@2026-01-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "cae-policy-assistant-prod-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      vnetConfiguration = {
        internal               = true
        infrastructureSubnetId = azapi_resource.gatewaySubnetFrancecentral.id
      }
      publicNetworkAccess = "Disabled"
      zoneRedundant       = true
      workloadProfiles = [
        {
          name                = "Consumption"
          workloadProfileType = "Consumption"
        },
      ]
      appLogsConfiguration = {
        destination = "azure-monitor"
      }
      peerTrafficConfiguration = {
        encryption = {
          enabled = true
        }
      }
    }
  }
}

resource "azapi_resource" "journalMountFrancecentral" {
  type      = "Microsoft.App/managedEnvironments/storages@2026-01-01"
  parent_id = azapi_resource.containerAppsFrancecentral.id
  name      = "journals"
  body = {
    properties = {
      nfsAzureFile = {
        accessMode = "ReadWrite"
        server     = "stpolicyassistantprieau6.file.core.windows.net"
        shareName  = "/stpolicyassistantprieau6/journals"
      }
    }
  }
  depends_on = [azapi_resource.journalShareFrancecentral]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "pep-policy-assistant-prod-gateway-francecentral-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-policy-assistant-prod-gateway-francecentral-francecentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetFrancecentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "gateway-francecentral"
          properties = {
            privateLinkServiceId = azapi_resource.containerAppsFrancecentral.id
            groupIds = [
              "managedEnvironments",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.journalMountFrancecentral]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupGatewayFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointGatewayFrancecentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-francecentral-azurecontainerapps-io"
          properties = {
            privateDnsZoneId = azapi_resource.zoneFrancecentralAzurecontainerappsIo.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsContainerAppsFrancecentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.containerAppsFrancecentral.id
  name      = "to-log-analytics"
  body = {
    properties = {
      workspaceId = azapi_resource.logWorkspace.id
      logs = [
        {
          categoryGroup = "allLogs"
          enabled       = true
        },
      ]
      metrics = [
        {
          category = "AllMetrics"
          enabled  = true
        },
      ]
    }
  }
}

# PLAT-15: one gateway stands before all accounts.
# PLAT-04: replicas come and go with the load.
resource "azapi_resource" "gatewayFrancecentral" {
  type      = "Microsoft.App/containerApps@2026-01-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "ca-policy-assistant-prod-fr-bb0d"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.gatewayIdentityFrancecentral.id]
  }
  body = {
    properties = {
      environmentId       = azapi_resource.containerAppsFrancecentral.id
      workloadProfileName = "Consumption"
      configuration = {
        activeRevisionsMode = "Single"
        registries = [
          {
            server   = azapi_resource.registry.output.properties.loginServer
            identity = azapi_resource.gatewayIdentityFrancecentral.id
          },
        ]
        secrets = [
          {
            name  = "workload"
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# An assistant for the staff of one company, which answers from the company's own documents. Nothing of it is reachable\n# from the internet; README.md says who would use it.\n\nworkload: policy-assistant\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  gpt-5.1:\n    version: '2025-11-13'\n    deployments:\n      - { id: gpt51-swc, account: aoai-swc, type: data-zone-standard, tpm: 200k }\n      - { id: gpt51-frc, account: aoai-frc, type: data-zone-standard, tpm: 200k, priority: 2 }\n  text-embedding-3-large:\n    task: embed\n    version: '1'\n    deployments:\n      - { id: embed-swc, account: aoai-swc, type: data-zone-standard, tpm: 300k }\n      - { id: embed-frc, account: aoai-frc, type: data-zone-standard, tpm: 300k, priority: 2 }\n\nconsumers:\n  /contoso/people:\n    cost_center: CC-3100\n    limits: { tokens_per_minute: 300k, budget: { usd: 4000, per: month } }\n  /contoso/people/assistant: { models: [gpt-5.1, text-embedding-3-large], priority: interactive }\n  /contoso/people/indexer: { models: [text-embedding-3-large], priority: batch }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - ai-search\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  compliance: [gdpr]\n  assessments:\n    { fairness: assessment of March 2026, explainability: answers show their sources, content_filter: strict }\n\ncontinuity:\n  recovery_time: 4h\n  recovery_point: 1h\n  last_drill: 2026-10-01\n  assets:\n    policies: { kind: retrieval-data, replica: francecentral, by: replication of the storage account }\n    policies-index:\n      { kind: retrieval-data, replica: francecentral, by: a second index that the indexer fills }\n\noperations:\n  owners: { application: people systems, models: data science, operations: platform team }\n  pipeline: the release pipeline of people systems\n  deployment_plan: the operations handbook\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 1 percent, first words later than 4 s, budget at 80 percent]\n  tracing: opentelemetry\n  budget_alerts: true\n  drift: a sample of answers is graded each week\n  growth: { factor: 1.5, peak_tokens_per_minute: 120k }\n  objectives: { latency: 4s, within: 0.95 }\n\ndata:\n  stores:\n    policies:\n      {\n        kind: storage,\n        region: swedencentral,\n        classification: internal,\n        reached_by: [indexer],\n        redundancy: region,\n      }\n    policies-index:\n      {\n        kind: search,\n        region: swedencentral,\n        classification: internal,\n        reached_by: [answers],\n        redundancy: zone,\n      }\n\nretrieval:\n  mode: just-in-time\n  chunking: by-structure\n  feedback: answers without a source change the chunking each month\n  lineage: true\n  trimming: by-caller\n  access_field: groups\n\napplication:\n  stage: live\n  pattern: [rag, layered]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    web:\n      {\n        kind: user-interface,\n        calls: [answers],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 10 },\n      }\n    answers: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 20 } }\n    indexer: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 4 } }\n\nlanding_zone:\n  alerts: { to: [platform-team@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: answers are sentences in terms of ours }\n  model: { choice: a service, because: nobody here trains models }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one model and one store need no more }\n"
          },
          {
            name        = "gateway-keys"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/gateway-keys"
            identity    = azapi_resource.gatewayIdentityFrancecentral.id
          },
          {
            name        = "env-causeway-signing-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/env-causeway-signing-key"
            identity    = azapi_resource.gatewayIdentityFrancecentral.id
          },
        ]
        ingress = {
          external      = true
          targetPort    = 8080
          transport     = "http"
          allowInsecure = false
        }
      }
      template = {
        containers = [
          {
            name  = "causeway"
            image = var.gatewayImage
            command = [
              "/bin/sh",
            ]
            args = [
              "/opt/causeway/deploy/serve.sh",
            ]
            resources = {
              cpu    = 2
              memory = "4Gi"
            }
            env = [
              {
                name  = "AOAI_FRC_ENDPOINT"
                value = azapi_resource.accountAoaiFrc.output.properties.endpoint
              },
              {
                name  = "AOAI_SWC_ENDPOINT"
                value = azapi_resource.accountAoaiSwc.output.properties.endpoint
              },
              {
                name  = "AZURE_CLIENT_ID"
                value = azapi_resource.gatewayIdentityFrancecentral.output.properties.clientId
              },
              {
                name  = "POSTGRES_ADDRESS"
                value = "postgres://id-policy-assistant-prod-gateway-francecentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
              },
              {
                name  = "REDIS_ADDRESS"
                value = "rediss://${azapi_resource.redis.output.properties.hostName}:10000"
              },
              {
                name      = "CAUSEWAY_SIGNING_KEY"
                secretRef = "env-causeway-signing-key"
              },
            ]
            volumeMounts = [
              {
                volumeName = "workload"
                mountPath  = "/etc/causeway"
              },
              {
                volumeName = "keys"
                mountPath  = "/etc/causeway-keys"
              },
              {
                volumeName = "state"
                mountPath  = "/state"
              },
              {
                volumeName = "journals"
                mountPath  = "/journals"
              },
            ]
            probes = [
              {
                type = "Startup"
                httpGet = {
                  path   = "/livez"
                  port   = 9090
                  scheme = "HTTP"
                }
                periodSeconds    = 6
                failureThreshold = 10
              },
              {
                type = "Liveness"
                httpGet = {
                  path   = "/livez"
                  port   = 9090
                  scheme = "HTTP"
                }
                periodSeconds    = 10
                failureThreshold = 3
              },
              {
                type = "Readiness"
                httpGet = {
                  path   = "/readyz"
                  port   = 9090
                  scheme = "HTTP"
                }
                periodSeconds    = 5
                failureThreshold = 2
              },
            ]
          },
        ]
        volumes = [
          {
            name        = "workload"
            storageType = "Secret"
            secrets = [
              {
                secretRef = "workload"
                path      = "workload.yaml"
              },
            ]
          },
          {
            name        = "keys"
            storageType = "Secret"
            secrets = [
              {
                secretRef = "gateway-keys"
                path      = "keys.json"
              },
            ]
          },
          {
            name        = "state"
            storageType = "EmptyDir"
          },
          {
            name        = "journals"
            storageType = "NfsAzureFile"
            storageName = "journals"
          },
        ]
        scale = {
          minReplicas = 3
          maxReplicas = 12
          rules = [
            {
              name = "calls"
              http = {
                metadata = {
                  concurrentRequests = "200"
                }
              }
            },
            {
              name = "processor"
              custom = {
                type = "cpu"
                metadata = {
                  type  = "Utilization"
                  value = "70"
                }
              }
            },
          ]
        }
        terminationGracePeriodSeconds = 60
      }
    }
  }
  response_export_values = ["properties.configuration.ingress.fqdn"]
  depends_on = [azapi_resource.journalMountFrancecentral]
}

# PLAT-03: what a lost replica served is billed all the same.
resource "azapi_resource" "journalCollectorFrancecentral" {
  type      = "Microsoft.App/jobs@2026-01-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "caj-policy-assistant-prod-f-bb0d"
  location  = "francecentral"
  tags = {
    workload      = "policy-assistant"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-3100"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.gatewayIdentityFrancecentral.id]
  }
  body = {
    properties = {
      environmentId       = azapi_resource.containerAppsFrancecentral.id
      workloadProfileName = "Consumption"
      configuration = {
        registries = [
          {
            server   = azapi_resource.registry.output.properties.loginServer
            identity = azapi_resource.gatewayIdentityFrancecentral.id
          },
        ]
        secrets = [
          {
            name  = "workload"
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# An assistant for the staff of one company, which answers from the company's own documents. Nothing of it is reachable\n# from the internet; README.md says who would use it.\n\nworkload: policy-assistant\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  gpt-5.1:\n    version: '2025-11-13'\n    deployments:\n      - { id: gpt51-swc, account: aoai-swc, type: data-zone-standard, tpm: 200k }\n      - { id: gpt51-frc, account: aoai-frc, type: data-zone-standard, tpm: 200k, priority: 2 }\n  text-embedding-3-large:\n    task: embed\n    version: '1'\n    deployments:\n      - { id: embed-swc, account: aoai-swc, type: data-zone-standard, tpm: 300k }\n      - { id: embed-frc, account: aoai-frc, type: data-zone-standard, tpm: 300k, priority: 2 }\n\nconsumers:\n  /contoso/people:\n    cost_center: CC-3100\n    limits: { tokens_per_minute: 300k, budget: { usd: 4000, per: month } }\n  /contoso/people/assistant: { models: [gpt-5.1, text-embedding-3-large], priority: interactive }\n  /contoso/people/indexer: { models: [text-embedding-3-large], priority: batch }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - ai-search\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  compliance: [gdpr]\n  assessments:\n    { fairness: assessment of March 2026, explainability: answers show their sources, content_filter: strict }\n\ncontinuity:\n  recovery_time: 4h\n  recovery_point: 1h\n  last_drill: 2026-10-01\n  assets:\n    policies: { kind: retrieval-data, replica: francecentral, by: replication of the storage account }\n    policies-index:\n      { kind: retrieval-data, replica: francecentral, by: a second index that the indexer fills }\n\noperations:\n  owners: { application: people systems, models: data science, operations: platform team }\n  pipeline: the release pipeline of people systems\n  deployment_plan: the operations handbook\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 1 percent, first words later than 4 s, budget at 80 percent]\n  tracing: opentelemetry\n  budget_alerts: true\n  drift: a sample of answers is graded each week\n  growth: { factor: 1.5, peak_tokens_per_minute: 120k }\n  objectives: { latency: 4s, within: 0.95 }\n\ndata:\n  stores:\n    policies:\n      {\n        kind: storage,\n        region: swedencentral,\n        classification: internal,\n        reached_by: [indexer],\n        redundancy: region,\n      }\n    policies-index:\n      {\n        kind: search,\n        region: swedencentral,\n        classification: internal,\n        reached_by: [answers],\n        redundancy: zone,\n      }\n\nretrieval:\n  mode: just-in-time\n  chunking: by-structure\n  feedback: answers without a source change the chunking each month\n  lineage: true\n  trimming: by-caller\n  access_field: groups\n\napplication:\n  stage: live\n  pattern: [rag, layered]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    web:\n      {\n        kind: user-interface,\n        calls: [answers],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 10 },\n      }\n    answers: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 20 } }\n    indexer: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 4 } }\n\nlanding_zone:\n  alerts: { to: [platform-team@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: answers are sentences in terms of ours }\n  model: { choice: a service, because: nobody here trains models }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one model and one store need no more }\n"
          },
          {
            name        = "gateway-keys"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/gateway-keys"
            identity    = azapi_resource.gatewayIdentityFrancecentral.id
          },
          {
            name        = "env-causeway-signing-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/env-causeway-signing-key"
            identity    = azapi_resource.gatewayIdentityFrancecentral.id
          },
        ]
        triggerType       = "Schedule"
        replicaTimeout    = 1800
        replicaRetryLimit = 0
        scheduleTriggerConfig = {
          cronExpression         = "17 * * * *"
          parallelism            = 1
          replicaCompletionCount = 1
        }
      }
      template = {
        containers = [
          {
            name  = "causeway"
            image = var.gatewayImage
            command = [
              "/bin/sh",
            ]
            args = [
              "/opt/causeway/deploy/collect.sh",
            ]
            resources = {
              cpu    = 2
              memory = "4Gi"
            }
            env = [
              {
                name  = "AOAI_FRC_ENDPOINT"
                value = azapi_resource.accountAoaiFrc.output.properties.endpoint
              },
              {
                name  = "AOAI_SWC_ENDPOINT"
                value = azapi_resource.accountAoaiSwc.output.properties.endpoint
              },
              {
                name  = "AZURE_CLIENT_ID"
                value = azapi_resource.gatewayIdentityFrancecentral.output.properties.clientId
              },
              {
                name  = "POSTGRES_ADDRESS"
                value = "postgres://id-policy-assistant-prod-gateway-francecentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
              },
              {
                name  = "REDIS_ADDRESS"
                value = "rediss://${azapi_resource.redis.output.properties.hostName}:10000"
              },
              {
                name      = "CAUSEWAY_SIGNING_KEY"
                secretRef = "env-causeway-signing-key"
              },
            ]
            volumeMounts = [
              {
                volumeName = "workload"
                mountPath  = "/etc/causeway"
              },
              {
                volumeName = "keys"
                mountPath  = "/etc/causeway-keys"
              },
              {
                volumeName = "state"
                mountPath  = "/state"
              },
              {
                volumeName = "journals"
                mountPath  = "/journals"
              },
            ]
          },
        ]
        volumes = [
          {
            name        = "workload"
            storageType = "Secret"
            secrets = [
              {
                secretRef = "workload"
                path      = "workload.yaml"
              },
            ]
          },
          {
            name        = "keys"
            storageType = "Secret"
            secrets = [
              {
                secretRef = "gateway-keys"
                path      = "keys.json"
              },
            ]
          },
          {
            name        = "state"
            storageType = "EmptyDir"
          },
          {
            name        = "journals"
            storageType = "NfsAzureFile"
            storageName = "journals"
          },
        ]
      }
    }
  }
  depends_on = [azapi_resource.journalMountFrancecentral]
}

output "gatewayHostFrancecentral" {
  description = "Where the gateway in francecentral answers, within the network."
  value       = azapi_resource.gatewayFrancecentral.output.properties.configuration.ingress.fqdn
}
