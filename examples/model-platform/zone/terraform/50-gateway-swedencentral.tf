# Causeway in swedencentral, on Azure Container Apps.

# PNET-18: the gateway runs inside the network.
# PLAT-06: its replicas stand in several zones where there are any.
resource "azapi_resource" "containerAppsSwedencentral" {
  type      = "Microsoft.App/managedEnvironments@2026-01-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "cae-model-platform-prod-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      vnetConfiguration = {
        internal               = true
        infrastructureSubnetId = azapi_resource.gatewaySubnetSwedencentral.id
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

resource "azapi_resource" "journalMountSwedencentral" {
  type      = "Microsoft.App/managedEnvironments/storages@2026-01-01"
  parent_id = azapi_resource.containerAppsSwedencentral.id
  name      = "journals"
  body = {
    properties = {
      nfsAzureFile = {
        accessMode = "ReadWrite"
        server     = "stmodelplatformprodbel5k.file.core.windows.net"
        shareName  = "/stmodelplatformprodbel5k/journals"
      }
    }
  }
  depends_on = [azapi_resource.journalShareSwedencentral]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewaySwedencentral" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "pep-model-platform-prod-gateway-swedencentral-swedencentral"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-model-platform-prod-gateway-swedencentral-swedencentral-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetSwedencentral.id
      }
      privateLinkServiceConnections = [
        {
          name = "gateway-swedencentral"
          properties = {
            privateLinkServiceId = azapi_resource.containerAppsSwedencentral.id
            groupIds = [
              "managedEnvironments",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.journalMountSwedencentral]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupGatewaySwedencentral" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointGatewaySwedencentral.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-swedencentral-azurecontainerapps-io"
          properties = {
            privateDnsZoneId = azapi_resource.zoneSwedencentralAzurecontainerappsIo.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsContainerAppsSwedencentral" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.containerAppsSwedencentral.id
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
resource "azapi_resource" "gatewaySwedencentral" {
  type      = "Microsoft.App/containerApps@2026-01-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "ca-model-platform-prod-swed-tnpw"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.gatewayIdentitySwedencentral.id]
  }
  body = {
    properties = {
      environmentId       = azapi_resource.containerAppsSwedencentral.id
      workloadProfileName = "Consumption"
      configuration = {
        activeRevisionsMode = "Single"
        registries = [
          {
            server   = azapi_resource.registry.output.properties.loginServer
            identity = azapi_resource.gatewayIdentitySwedencentral.id
          },
        ]
        secrets = [
          {
            name  = "workload"
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# One platform of models for eight business units and their teams: each has its limits, its budget and its statement at\n# the end of the month. README.md says who would use it.\n\nworkload: model-platform\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\n# Two accounts in each region: what is interactive does not share quota changes with what runs at night.\naccounts:\n  live-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:LIVE_SWC_ENDPOINT, auth: managed-identity }\n  night-swc:\n    {\n      provider: azure-openai,\n      region: swedencentral,\n      endpoint: env:NIGHT_SWC_ENDPOINT,\n      auth: managed-identity,\n    }\n  live-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:LIVE_FRC_ENDPOINT, auth: managed-identity }\n  night-frc:\n    {\n      provider: azure-openai,\n      region: francecentral,\n      endpoint: env:NIGHT_FRC_ENDPOINT,\n      auth: managed-identity,\n    }\n  live-gwc:\n    {\n      provider: azure-openai,\n      region: germanywestcentral,\n      endpoint: env:LIVE_GWC_ENDPOINT,\n      auth: managed-identity,\n    }\n  night-gwc:\n    {\n      provider: azure-openai,\n      region: germanywestcentral,\n      endpoint: env:NIGHT_GWC_ENDPOINT,\n      auth: managed-identity,\n    }\n\nmodels:\n  gpt-5.1:\n    version: '2025-11-13'\n    fallback: [gpt-4.1]\n    deployments:\n      - { id: gpt51-ptu-swc, account: live-swc, type: data-zone-provisioned-managed, ptu: 100, priority: 1 }\n      - { id: gpt51-swc, account: live-swc, type: data-zone-standard, tpm: 300k, priority: 2 }\n      - { id: gpt51-frc, account: live-frc, type: data-zone-standard, tpm: 300k, priority: 2 }\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: gpt41-frc, account: live-frc, type: data-zone-standard, tpm: 300k }\n      - { id: gpt41-night-frc, account: night-frc, type: data-zone-batch }\n      - { id: gpt41-gwc, account: live-gwc, type: data-zone-standard, tpm: 300k }\n      - { id: gpt41-night-gwc, account: night-gwc, type: data-zone-batch }\n  text-embedding-3-large:\n    task: embed\n    version: '1'\n    deployments:\n      - { id: embed-swc, account: night-swc, type: data-zone-standard, tpm: 350k }\n      - { id: embed-frc, account: night-frc, type: data-zone-standard, tpm: 350k }\n      - { id: embed-gwc, account: night-gwc, type: data-zone-standard, tpm: 350k }\n\n# Limits of a unit hold for all of its teams together; each team has its own key and its own line in the statement.\nconsumers:\n  /contoso/retail:\n    cost_center: CC-4110\n    limits: { tokens_per_minute: 400k, budget: { usd: 4500, per: month } }\n  /contoso/retail/search: { models: [gpt-4.1, text-embedding-3-large], priority: interactive }\n  /contoso/retail/recommend: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/retail/returns: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/retail/prices: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/retail/loyalty: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics:\n    cost_center: CC-4120\n    limits: { tokens_per_minute: 400k, budget: { usd: 4000, per: month } }\n  /contoso/logistics/routes: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics/customs: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics/depots: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics/claims: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/finance:\n    cost_center: CC-4130\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/finance/invoices: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/finance/audit: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/finance/forecast: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/people:\n    cost_center: CC-4140\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/people/hiring: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/people/learning: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/people/helpdesk: { models: [gpt-5.1, gpt-4.1], priority: interactive }\n  /contoso/engineering:\n    cost_center: CC-4150\n    limits: { tokens_per_minute: 400k, budget: { usd: 4500, per: month } }\n  /contoso/engineering/code-review: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/engineering/incidents: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/engineering/docs: { models: [gpt-4.1, text-embedding-3-large], priority: standard }\n  /contoso/engineering/tests: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/engineering/design: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/legal:\n    cost_center: CC-4160\n    limits: { tokens_per_minute: 400k, budget: { usd: 3000, per: month } }\n  /contoso/legal/contracts: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/legal/privacy: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/marketing:\n    cost_center: CC-4170\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/marketing/copy: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/marketing/campaigns: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/marketing/translations: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/support:\n    cost_center: CC-4180\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/support/tickets: { models: [gpt-5.1, gpt-4.1], priority: interactive }\n  /contoso/support/voice: { models: [gpt-5.1, gpt-4.1], priority: interactive }\n  /contoso/support/knowledge: { models: [gpt-4.1, text-embedding-3-large], priority: standard }\n\nchargeback:\n  idle: proportional\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral, germanywestcentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  compliance: [gdpr]\n  assessments:\n    { fairness: assessment of March 2026, explainability: answers show their sources, content_filter: strict }\n\ncontinuity: { recovery_time: 30m, recovery_point: 15m, last_drill: 2026-10-12 }\n\noperations:\n  owners: { application: model platform, models: model platform, operations: model platform }\n  pipeline: the release pipeline of the model platform\n  deployment_plan: the handbook of the model platform\n  environments: apart\n  logs: every-resource\n  alerts:\n    [errors above 1 percent, first words later than 3 s, PTU used above 90 percent, a budget at 80 percent]\n  tracing: opentelemetry\n  budget_alerts: true\n  right_sizing: PTU and quotas are held against their use on the first Monday of a month\n  evaluation: each team has graded questions that run before a model changes\n  drift: each team grades a sample of its answers\n  growth: { factor: 2, peak_tokens_per_minute: 900k, quota_request: request 2026-2290 }\n  objectives: { latency: 3s, within: 0.95 }\n\napplication:\n  stage: live\n  pattern: [microservices]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    portal:\n      {\n        kind: user-interface,\n        calls: [teams-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 6 },\n      }\n    teams-api:\n      {\n        kind: api,\n        models: through-gateway,\n        deployed_with: [],\n        container: pinned,\n        replicas: { least: 2, most: 20 },\n      }\n\nlanding_zone:\n  alerts: { to: [model-platform@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: most teams write and read text }\n  model: { choice: a service, because: teams want models and not the running of them }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: each team chooses, because: the platform ends at the API }\n  colocation: { choice: one platform, because: quota and provisioned capacity are shared }\n"
          },
          {
            name        = "gateway-keys"
            keyVaultUrl = "${azapi_resource.gatewayVaultSwedencentral.output.properties.vaultUri}secrets/gateway-keys"
            identity    = azapi_resource.gatewayIdentitySwedencentral.id
          },
          {
            name        = "env-causeway-signing-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultSwedencentral.output.properties.vaultUri}secrets/env-causeway-signing-key"
            identity    = azapi_resource.gatewayIdentitySwedencentral.id
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
                name  = "AZURE_CLIENT_ID"
                value = azapi_resource.gatewayIdentitySwedencentral.output.properties.clientId
              },
              {
                name  = "LIVE_FRC_ENDPOINT"
                value = azapi_resource.accountLiveFrc.output.properties.endpoint
              },
              {
                name  = "LIVE_GWC_ENDPOINT"
                value = azapi_resource.accountLiveGwc.output.properties.endpoint
              },
              {
                name  = "LIVE_SWC_ENDPOINT"
                value = azapi_resource.accountLiveSwc.output.properties.endpoint
              },
              {
                name  = "NIGHT_FRC_ENDPOINT"
                value = azapi_resource.accountNightFrc.output.properties.endpoint
              },
              {
                name  = "NIGHT_GWC_ENDPOINT"
                value = azapi_resource.accountNightGwc.output.properties.endpoint
              },
              {
                name  = "NIGHT_SWC_ENDPOINT"
                value = azapi_resource.accountNightSwc.output.properties.endpoint
              },
              {
                name  = "POSTGRES_ADDRESS"
                value = "postgres://id-model-platform-prod-gateway-swedencentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
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
  depends_on = [azapi_resource.journalMountSwedencentral]
}

# PLAT-03: what a lost replica served is billed all the same.
resource "azapi_resource" "journalCollectorSwedencentral" {
  type      = "Microsoft.App/jobs@2026-01-01"
  parent_id = azapi_resource.groupGatewaySwedencentral.id
  name      = "caj-model-platform-prod-swe-tnpw"
  location  = "swedencentral"
  tags = {
    workload     = "model-platform"
    environment  = "production"
    "managed-by" = "causeway"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.gatewayIdentitySwedencentral.id]
  }
  body = {
    properties = {
      environmentId       = azapi_resource.containerAppsSwedencentral.id
      workloadProfileName = "Consumption"
      configuration = {
        registries = [
          {
            server   = azapi_resource.registry.output.properties.loginServer
            identity = azapi_resource.gatewayIdentitySwedencentral.id
          },
        ]
        secrets = [
          {
            name  = "workload"
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# One platform of models for eight business units and their teams: each has its limits, its budget and its statement at\n# the end of the month. README.md says who would use it.\n\nworkload: model-platform\nenvironment: production\nexposure: corp\nresidency: eu\nregions: { primary: swedencentral, secondary: francecentral }\n\n# Two accounts in each region: what is interactive does not share quota changes with what runs at night.\naccounts:\n  live-swc:\n    { provider: azure-openai, region: swedencentral, endpoint: env:LIVE_SWC_ENDPOINT, auth: managed-identity }\n  night-swc:\n    {\n      provider: azure-openai,\n      region: swedencentral,\n      endpoint: env:NIGHT_SWC_ENDPOINT,\n      auth: managed-identity,\n    }\n  live-frc:\n    { provider: azure-openai, region: francecentral, endpoint: env:LIVE_FRC_ENDPOINT, auth: managed-identity }\n  night-frc:\n    {\n      provider: azure-openai,\n      region: francecentral,\n      endpoint: env:NIGHT_FRC_ENDPOINT,\n      auth: managed-identity,\n    }\n  live-gwc:\n    {\n      provider: azure-openai,\n      region: germanywestcentral,\n      endpoint: env:LIVE_GWC_ENDPOINT,\n      auth: managed-identity,\n    }\n  night-gwc:\n    {\n      provider: azure-openai,\n      region: germanywestcentral,\n      endpoint: env:NIGHT_GWC_ENDPOINT,\n      auth: managed-identity,\n    }\n\nmodels:\n  gpt-5.1:\n    version: '2025-11-13'\n    fallback: [gpt-4.1]\n    deployments:\n      - { id: gpt51-ptu-swc, account: live-swc, type: data-zone-provisioned-managed, ptu: 100, priority: 1 }\n      - { id: gpt51-swc, account: live-swc, type: data-zone-standard, tpm: 300k, priority: 2 }\n      - { id: gpt51-frc, account: live-frc, type: data-zone-standard, tpm: 300k, priority: 2 }\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: gpt41-frc, account: live-frc, type: data-zone-standard, tpm: 300k }\n      - { id: gpt41-night-frc, account: night-frc, type: data-zone-batch }\n      - { id: gpt41-gwc, account: live-gwc, type: data-zone-standard, tpm: 300k }\n      - { id: gpt41-night-gwc, account: night-gwc, type: data-zone-batch }\n  text-embedding-3-large:\n    task: embed\n    version: '1'\n    deployments:\n      - { id: embed-swc, account: night-swc, type: data-zone-standard, tpm: 350k }\n      - { id: embed-frc, account: night-frc, type: data-zone-standard, tpm: 350k }\n      - { id: embed-gwc, account: night-gwc, type: data-zone-standard, tpm: 350k }\n\n# Limits of a unit hold for all of its teams together; each team has its own key and its own line in the statement.\nconsumers:\n  /contoso/retail:\n    cost_center: CC-4110\n    limits: { tokens_per_minute: 400k, budget: { usd: 4500, per: month } }\n  /contoso/retail/search: { models: [gpt-4.1, text-embedding-3-large], priority: interactive }\n  /contoso/retail/recommend: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/retail/returns: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/retail/prices: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/retail/loyalty: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics:\n    cost_center: CC-4120\n    limits: { tokens_per_minute: 400k, budget: { usd: 4000, per: month } }\n  /contoso/logistics/routes: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics/customs: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics/depots: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/logistics/claims: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/finance:\n    cost_center: CC-4130\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/finance/invoices: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/finance/audit: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/finance/forecast: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/people:\n    cost_center: CC-4140\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/people/hiring: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/people/learning: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/people/helpdesk: { models: [gpt-5.1, gpt-4.1], priority: interactive }\n  /contoso/engineering:\n    cost_center: CC-4150\n    limits: { tokens_per_minute: 400k, budget: { usd: 4500, per: month } }\n  /contoso/engineering/code-review: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/engineering/incidents: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/engineering/docs: { models: [gpt-4.1, text-embedding-3-large], priority: standard }\n  /contoso/engineering/tests: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/engineering/design: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/legal:\n    cost_center: CC-4160\n    limits: { tokens_per_minute: 400k, budget: { usd: 3000, per: month } }\n  /contoso/legal/contracts: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/legal/privacy: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/marketing:\n    cost_center: CC-4170\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/marketing/copy: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/marketing/campaigns: { models: [gpt-5.1, gpt-4.1], priority: standard }\n  /contoso/marketing/translations: { models: [gpt-5.1, gpt-4.1], priority: batch }\n  /contoso/support:\n    cost_center: CC-4180\n    limits: { tokens_per_minute: 400k, budget: { usd: 3500, per: month } }\n  /contoso/support/tickets: { models: [gpt-5.1, gpt-4.1], priority: interactive }\n  /contoso/support/voice: { models: [gpt-5.1, gpt-4.1], priority: interactive }\n  /contoso/support/knowledge: { models: [gpt-4.1, text-embedding-3-large], priority: standard }\n\nchargeback:\n  idle: proportional\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: closed # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [swedencentral, francecentral, germanywestcentral]\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: corp, owner: application-team }\n  policies:\n    - landing-zone-baseline\n    - ai-services\n    - virtual-machines\n    - private-dns-zones\n    - private-endpoints\n    - deny-public-access\n  enforcement: enforced\n  compliance: [gdpr]\n  assessments:\n    { fairness: assessment of March 2026, explainability: answers show their sources, content_filter: strict }\n\ncontinuity: { recovery_time: 30m, recovery_point: 15m, last_drill: 2026-10-12 }\n\noperations:\n  owners: { application: model platform, models: model platform, operations: model platform }\n  pipeline: the release pipeline of the model platform\n  deployment_plan: the handbook of the model platform\n  environments: apart\n  logs: every-resource\n  alerts:\n    [errors above 1 percent, first words later than 3 s, PTU used above 90 percent, a budget at 80 percent]\n  tracing: opentelemetry\n  budget_alerts: true\n  right_sizing: PTU and quotas are held against their use on the first Monday of a month\n  evaluation: each team has graded questions that run before a model changes\n  drift: each team grades a sample of its answers\n  growth: { factor: 2, peak_tokens_per_minute: 900k, quota_request: request 2026-2290 }\n  objectives: { latency: 3s, within: 0.95 }\n\napplication:\n  stage: live\n  pattern: [microservices]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    portal:\n      {\n        kind: user-interface,\n        calls: [teams-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 2, most: 6 },\n      }\n    teams-api:\n      {\n        kind: api,\n        models: through-gateway,\n        deployed_with: [],\n        container: pinned,\n        replicas: { least: 2, most: 20 },\n      }\n\nlanding_zone:\n  alerts: { to: [model-platform@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: most teams write and read text }\n  model: { choice: a service, because: teams want models and not the running of them }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: each team chooses, because: the platform ends at the API }\n  colocation: { choice: one platform, because: quota and provisioned capacity are shared }\n"
          },
          {
            name        = "gateway-keys"
            keyVaultUrl = "${azapi_resource.gatewayVaultSwedencentral.output.properties.vaultUri}secrets/gateway-keys"
            identity    = azapi_resource.gatewayIdentitySwedencentral.id
          },
          {
            name        = "env-causeway-signing-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultSwedencentral.output.properties.vaultUri}secrets/env-causeway-signing-key"
            identity    = azapi_resource.gatewayIdentitySwedencentral.id
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
                name  = "AZURE_CLIENT_ID"
                value = azapi_resource.gatewayIdentitySwedencentral.output.properties.clientId
              },
              {
                name  = "LIVE_FRC_ENDPOINT"
                value = azapi_resource.accountLiveFrc.output.properties.endpoint
              },
              {
                name  = "LIVE_GWC_ENDPOINT"
                value = azapi_resource.accountLiveGwc.output.properties.endpoint
              },
              {
                name  = "LIVE_SWC_ENDPOINT"
                value = azapi_resource.accountLiveSwc.output.properties.endpoint
              },
              {
                name  = "NIGHT_FRC_ENDPOINT"
                value = azapi_resource.accountNightFrc.output.properties.endpoint
              },
              {
                name  = "NIGHT_GWC_ENDPOINT"
                value = azapi_resource.accountNightGwc.output.properties.endpoint
              },
              {
                name  = "NIGHT_SWC_ENDPOINT"
                value = azapi_resource.accountNightSwc.output.properties.endpoint
              },
              {
                name  = "POSTGRES_ADDRESS"
                value = "postgres://id-model-platform-prod-gateway-swedencentral@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
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
  depends_on = [azapi_resource.journalMountSwedencentral]
}

output "gatewayHostSwedencentral" {
  description = "Where the gateway in swedencentral answers, within the network."
  value       = azapi_resource.gatewaySwedencentral.output.properties.configuration.ingress.fqdn
}
