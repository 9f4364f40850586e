# Causeway in francecentral, on Azure Container Apps.

# PNET-18: the gateway runs inside the network.
# PLAT-06: its replicas stand in several zones where there are any.
resource "azapi_resource" "containerAppsFrancecentral" {
  type      = "Microsoft.App/managedEnvironments@2026-01-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "cae-shelf-helper-prod-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
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
        server     = "stshelfhelperprodjomqhlq.file.core.windows.net"
        shareName  = "/stshelfhelperprodjomqhlq/journals"
      }
    }
  }
  depends_on = [azapi_resource.journalShareFrancecentral]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayFrancecentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewayFrancecentral.id
  name      = "pep-shelf-helper-prod-gateway-francecentral-francecentral"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shelf-helper-prod-gateway-francecentral-francecentral-nic"
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
  name      = "ca-shelf-helper-prod-france-igas"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
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
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# Small language models on machines in the shops, and the cloud for what they cannot do. Each shop has a server that\n# speaks OpenAI's API; the same gateway file serves every shop. README.md says who would use it.\n\nworkload: shelf-helper\nenvironment: production\nexposure: corp\nresidency: global # the server in the shop is outside Azure, so where it stands is yours to know\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  # Whatever serves a model on the machine in the shop, behind OpenAI's API.\n  shop-server: { provider: openai, endpoint: env:SHOP_MODEL_SERVER, auth: { key: env:SHOP_MODEL_KEY } }\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  # Small and near: what is asked all day. When the machine is off or full, the cloud answers.\n  phi-4-mini:\n    fallback: [gpt-4.1]\n    deployments:\n      - { id: phi-shop, account: shop-server }\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: gpt41-swc, account: aoai-swc, type: data-zone-standard, tpm: 100k }\n      - { id: gpt41-frc, account: aoai-frc, type: data-zone-standard, tpm: 100k, priority: 2 }\n\nconsumers:\n  /northwind/shops:\n    cost_center: CC-5200\n    limits: { tokens_per_minute: 150k, budget: { usd: 1500, per: month } }\n  /northwind/shops/shelf-helper: { models: [phi-4-mini, gpt-4.1], priority: interactive }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    [\n      landing-zone-baseline,\n      ai-services,\n      virtual-machines,\n      private-dns-zones,\n      private-endpoints,\n      deny-public-access,\n    ]\n  enforcement: enforced\n  assessments:\n    { fairness: assessment of June 2026, explainability: answers name the shelf plan, content_filter: strict }\n\ncontinuity: { recovery_time: 1d, recovery_point: 1d, last_drill: 2026-08-20 }\n\noperations:\n  owners: { application: shop systems, models: data science, operations: shop systems }\n  pipeline: the release pipeline of shop systems\n  deployment_plan: the handbook of shop systems\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 2 percent, a shop that answers from the cloud for an hour]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: 200 graded questions before a model changes on the machines\n  drift: a sample of answers is graded each month\n  growth: { factor: 1.2, peak_tokens_per_minute: 60k }\n  objectives: { latency: 2s, within: 0.9 }\n\napplication:\n  stage: live\n  pattern: [simple]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    tablet:\n      {\n        kind: user-interface,\n        calls: [shelf-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    shelf-api: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 4 } }\n\nlanding_zone:\n  alerts: { to: [shop-systems@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: what a small model cannot do needs a large one }\n  model: { choice: Phi-4-mini on our machines, because: shops go on when the line is down }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one question and one answer need no more }\n  own-compute: { choice: a machine in each shop, because: shops go on when the line is down }\n"
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
          {
            name        = "env-shop-model-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/env-shop-model-key"
            identity    = azapi_resource.gatewayIdentityFrancecentral.id
          },
          {
            name        = "env-shop-model-server"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/env-shop-model-server"
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
                value = "postgres://id-shelf-helper-prod-gateway-francecentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
              },
              {
                name  = "REDIS_ADDRESS"
                value = "rediss://${azapi_resource.redis.output.properties.hostName}:10000"
              },
              {
                name      = "CAUSEWAY_SIGNING_KEY"
                secretRef = "env-causeway-signing-key"
              },
              {
                name      = "SHOP_MODEL_KEY"
                secretRef = "env-shop-model-key"
              },
              {
                name      = "SHOP_MODEL_SERVER"
                secretRef = "env-shop-model-server"
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
  name      = "caj-shelf-helper-prod-franc-igas"
  location  = "francecentral"
  tags = {
    workload      = "shelf-helper"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-5200"
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
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# Small language models on machines in the shops, and the cloud for what they cannot do. Each shop has a server that\n# speaks OpenAI's API; the same gateway file serves every shop. README.md says who would use it.\n\nworkload: shelf-helper\nenvironment: production\nexposure: corp\nresidency: global # the server in the shop is outside Azure, so where it stands is yours to know\nregions: { primary: swedencentral, secondary: francecentral }\n\naccounts:\n  # Whatever serves a model on the machine in the shop, behind OpenAI's API.\n  shop-server: { provider: openai, endpoint: env:SHOP_MODEL_SERVER, auth: { key: env:SHOP_MODEL_KEY } }\n  aoai-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC_ENDPOINT, auth: managed-identity }\n  aoai-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:AOAI_FRC_ENDPOINT, auth: managed-identity }\n\nmodels:\n  # Small and near: what is asked all day. When the machine is off or full, the cloud answers.\n  phi-4-mini:\n    fallback: [gpt-4.1]\n    deployments:\n      - { id: phi-shop, account: shop-server }\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: gpt41-swc, account: aoai-swc, type: data-zone-standard, tpm: 100k }\n      - { id: gpt41-frc, account: aoai-frc, type: data-zone-standard, tpm: 100k, priority: 2 }\n\nconsumers:\n  /northwind/shops:\n    cost_center: CC-5200\n    limits: { tokens_per_minute: 150k, budget: { usd: 1500, per: month } }\n  /northwind/shops/shelf-helper: { models: [phi-4-mini, gpt-4.1], priority: interactive }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    [\n      landing-zone-baseline,\n      ai-services,\n      virtual-machines,\n      private-dns-zones,\n      private-endpoints,\n      deny-public-access,\n    ]\n  enforcement: enforced\n  assessments:\n    { fairness: assessment of June 2026, explainability: answers name the shelf plan, content_filter: strict }\n\ncontinuity: { recovery_time: 1d, recovery_point: 1d, last_drill: 2026-08-20 }\n\noperations:\n  owners: { application: shop systems, models: data science, operations: shop systems }\n  pipeline: the release pipeline of shop systems\n  deployment_plan: the handbook of shop systems\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 2 percent, a shop that answers from the cloud for an hour]\n  tracing: opentelemetry\n  budget_alerts: true\n  evaluation: 200 graded questions before a model changes on the machines\n  drift: a sample of answers is graded each month\n  growth: { factor: 1.2, peak_tokens_per_minute: 60k }\n  objectives: { latency: 2s, within: 0.9 }\n\napplication:\n  stage: live\n  pattern: [simple]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    tablet:\n      {\n        kind: user-interface,\n        calls: [shelf-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 4 },\n      }\n    shelf-api: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 2, most: 4 } }\n\nlanding_zone:\n  alerts: { to: [shop-systems@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: what a small model cannot do needs a large one }\n  model: { choice: Phi-4-mini on our machines, because: shops go on when the line is down }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one question and one answer need no more }\n  own-compute: { choice: a machine in each shop, because: shops go on when the line is down }\n"
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
          {
            name        = "env-shop-model-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/env-shop-model-key"
            identity    = azapi_resource.gatewayIdentityFrancecentral.id
          },
          {
            name        = "env-shop-model-server"
            keyVaultUrl = "${azapi_resource.gatewayVaultFrancecentral.output.properties.vaultUri}secrets/env-shop-model-server"
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
                value = "postgres://id-shelf-helper-prod-gateway-francecentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
              },
              {
                name  = "REDIS_ADDRESS"
                value = "rediss://${azapi_resource.redis.output.properties.hostName}:10000"
              },
              {
                name      = "CAUSEWAY_SIGNING_KEY"
                secretRef = "env-causeway-signing-key"
              },
              {
                name      = "SHOP_MODEL_KEY"
                secretRef = "env-shop-model-key"
              },
              {
                name      = "SHOP_MODEL_SERVER"
                secretRef = "env-shop-model-server"
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
