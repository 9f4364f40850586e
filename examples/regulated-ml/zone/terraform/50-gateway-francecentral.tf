# Causeway in francecentral, on Azure Container Apps.

# PNET-18: the gateway runs inside the network.
# PLAT-06: its replicas stand in several zones where there are any.
resource "azapi_resource" "containerAppsFrancecentral" {
  type      = "Microsoft.App/managedEnvironments@2026-01-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "cae-credit-risk-prod-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
        server     = "stcreditriskprodjouad3bv.file.core.windows.net"
        shareName  = "/stcreditriskprodjouad3bv/journals"
      }
    }
  }
  depends_on = [azapi_resource.journalShareFrancecentral]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "pep-credit-risk-prod-gateway-francecentral-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-credit-risk-prod-gateway-francecentral-francecentral-nic"
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
  name      = "ca-credit-risk-prod-francec-bafy"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# Models that a bank trains itself, on data that never leaves the country, with a language model beside them to explain\n# their results. README.md says who would use it.\n\nworkload: credit-risk\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: explain-swc, account: aoai-swc, type: data-zone-standard, tpm: 80k }\n      - { id: explain-frc, account: aoai-frc, type: data-zone-standard, tpm: 80k, priority: 2 }\n\nconsumers:\n  /woodgrove/risk:\n    cost_center: CC-9040\n    limits: { tokens_per_minute: 100k, budget: { usd: 1000, per: month } }\n  /woodgrove/risk/explainer: { models: [gpt-4.1], priority: standard }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-03-31 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - machine-learning\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  regulated: true\n  compliance: [gdpr, eu-ai-act]\n  assessments:\n    by: model risk committee\n    fairness: report 2026-14 of the model risk committee\n    explainability: reasons for each score, in words\n    content_filter: strict\n\ncontinuity:\n  recovery_time: 8h\n  recovery_point: 4h\n  last_drill: 2026-09-30\n  assets:\n    scorecard: { kind: trained-model, replica: francecentral, by: the model registry in both regions }\n    applications: { kind: training-data, replica: francecentral, by: replication of the storage account }\n\noperations:\n  owners: { application: risk systems, models: model risk, operations: platform team }\n  pipeline: the training pipeline of risk systems\n  deployment_plan: the handbook of risk systems\n  environments: apart\n  workspaces: per-team-and-environment\n  logs: every-resource\n  alerts: [errors above 1 percent, a training run that fails, drift above its limit]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: back-testing on the last year before each release\n  drift: population stability is measured each week\n  retraining: each quarter, and when drift passes its limit\n  growth: { factor: 1.1, peak_tokens_per_minute: 40k }\n  objectives: { latency: 6s, within: 0.95 }\n\ndata:\n  stores:\n    applications:\n      {\n        kind: storage,\n        region: swedencentral,\n        classification: confidential,\n        reached_by: [scoring],\n        encryption: customer-key,\n        redundancy: region,\n      }\n\napplication:\n  stage: live\n  pattern: [layered]\n  sign_in: entra\n  demand: steady\n  parts:\n    desk:\n      {\n        kind: user-interface,\n        calls: [scoring],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    scoring: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 8 } }\n\nlanding_zone:\n  alerts: { to: [platform-team@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure Machine Learning, because: the bank answers for each model and trains it itself }\n  model: { choice: own models, because: a score has to be explained by what went into it }\n  model-kind: { choice: both, because: a score is a number and its explanation is sentences }\n  capacity: { choice: pay-as-you-go, because: explanations are few and may wait a second }\n  framework: { choice: plain HTTP, because: one model and one store need no more }\n"
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
                value = "postgres://id-credit-risk-prod-gateway-francecentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
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
  name      = "caj-credit-risk-prod-france-bafy"
  location  = "francecentral"
  tags = {
    workload      = "credit-risk"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-9040"
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
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# Models that a bank trains itself, on data that never leaves the country, with a language model beside them to explain\n# their results. README.md says who would use it.\n\nworkload: credit-risk\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: explain-swc, account: aoai-swc, type: data-zone-standard, tpm: 80k }\n      - { id: explain-frc, account: aoai-frc, type: data-zone-standard, tpm: 80k, priority: 2 }\n\nconsumers:\n  /woodgrove/risk:\n    cost_center: CC-9040\n    limits: { tokens_per_minute: 100k, budget: { usd: 1000, per: month } }\n  /woodgrove/risk/explainer: { models: [gpt-4.1], priority: standard }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-03-31 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - machine-learning\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  regulated: true\n  compliance: [gdpr, eu-ai-act]\n  assessments:\n    by: model risk committee\n    fairness: report 2026-14 of the model risk committee\n    explainability: reasons for each score, in words\n    content_filter: strict\n\ncontinuity:\n  recovery_time: 8h\n  recovery_point: 4h\n  last_drill: 2026-09-30\n  assets:\n    scorecard: { kind: trained-model, replica: francecentral, by: the model registry in both regions }\n    applications: { kind: training-data, replica: francecentral, by: replication of the storage account }\n\noperations:\n  owners: { application: risk systems, models: model risk, operations: platform team }\n  pipeline: the training pipeline of risk systems\n  deployment_plan: the handbook of risk systems\n  environments: apart\n  workspaces: per-team-and-environment\n  logs: every-resource\n  alerts: [errors above 1 percent, a training run that fails, drift above its limit]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: back-testing on the last year before each release\n  drift: population stability is measured each week\n  retraining: each quarter, and when drift passes its limit\n  growth: { factor: 1.1, peak_tokens_per_minute: 40k }\n  objectives: { latency: 6s, within: 0.95 }\n\ndata:\n  stores:\n    applications:\n      {\n        kind: storage,\n        region: swedencentral,\n        classification: confidential,\n        reached_by: [scoring],\n        encryption: customer-key,\n        redundancy: region,\n      }\n\napplication:\n  stage: live\n  pattern: [layered]\n  sign_in: entra\n  demand: steady\n  parts:\n    desk:\n      {\n        kind: user-interface,\n        calls: [scoring],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    scoring: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 8 } }\n\nlanding_zone:\n  alerts: { to: [platform-team@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure Machine Learning, because: the bank answers for each model and trains it itself }\n  model: { choice: own models, because: a score has to be explained by what went into it }\n  model-kind: { choice: both, because: a score is a number and its explanation is sentences }\n  capacity: { choice: pay-as-you-go, because: explanations are few and may wait a second }\n  framework: { choice: plain HTTP, because: one model and one store need no more }\n"
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
                value = "postgres://id-credit-risk-prod-gateway-francecentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
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
