# Causeway in eastus2, on Azure Container Apps.

# PNET-18: the gateway runs inside the network.
# PLAT-06: its replicas stand in several zones where there are any.
resource "azapi_resource" "containerAppsEastus2" {
  type      = "Microsoft.App/managedEnvironments@2026-01-01"
  parent_id = azapi_resource.groupGatewayEastus2.id
  name      = "cae-shop-chat-prod-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      vnetConfiguration = {
        internal               = true
        infrastructureSubnetId = azapi_resource.gatewaySubnetEastus2.id
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

resource "azapi_resource" "journalMountEastus2" {
  type      = "Microsoft.App/managedEnvironments/storages@2026-01-01"
  parent_id = azapi_resource.containerAppsEastus2.id
  name      = "journals"
  body = {
    properties = {
      nfsAzureFile = {
        accessMode = "ReadWrite"
        server     = "stshopchatprodjournq9zfv.file.core.windows.net"
        shareName  = "/stshopchatprodjournq9zfv/journals"
      }
    }
  }
  depends_on = [azapi_resource.journalShareEastus2]
}

# NET-10: it has an address in the network of its region.
resource "azapi_resource" "endpointGatewayEastus2" {
  type      = "Microsoft.Network/privateEndpoints@2025-09-01"
  parent_id = azapi_resource.groupGatewayEastus2.id
  name      = "pep-shop-chat-prod-gateway-eastus2-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  body = {
    properties = {
      customNetworkInterfaceName = "pep-shop-chat-prod-gateway-eastus2-eastus2-nic"
      subnet = {
        id = azapi_resource.endpointsSubnetEastus2.id
      }
      privateLinkServiceConnections = [
        {
          name = "gateway-eastus2"
          properties = {
            privateLinkServiceId = azapi_resource.containerAppsEastus2.id
            groupIds = [
              "managedEnvironments",
            ]
          }
        },
      ]
    }
  }
  depends_on = [azapi_resource.journalMountEastus2]
}

# NET-11: each of its names needs its zone.
resource "azapi_resource" "zoneGroupGatewayEastus2" {
  type      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-09-01"
  parent_id = azapi_resource.endpointGatewayEastus2.id
  name      = "default"
  body = {
    properties = {
      privateDnsZoneConfigs = [
        {
          name = "privatelink-eastus2-azurecontainerapps-io"
          properties = {
            privateDnsZoneId = azapi_resource.zoneEastus2AzurecontainerappsIo.id
          }
        },
      ]
    }
  }
}

# NET-18: what happens there is in the logs.
resource "azapi_resource" "diagnosticsContainerAppsEastus2" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.containerAppsEastus2.id
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
resource "azapi_resource" "gatewayEastus2" {
  type      = "Microsoft.App/containerApps@2026-01-01"
  parent_id = azapi_resource.groupGatewayEastus2.id
  name      = "ca-shop-chat-prod-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.gatewayIdentityEastus2.id]
  }
  body = {
    properties = {
      environmentId       = azapi_resource.containerAppsEastus2.id
      workloadProfileName = "Consumption"
      configuration = {
        activeRevisionsMode = "Single"
        registries = [
          {
            server   = azapi_resource.registry.output.properties.loginServer
            identity = azapi_resource.gatewayIdentityEastus2.id
          },
        ]
        secrets = [
          {
            name  = "workload"
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# A chat for customers on the internet, on capacity that is paid for by the hour and used first; what does not fit goes\n# to capacity that is paid by the token, in another region. README.md says who would use it.\n\nworkload: shop-chat\nenvironment: production\nexposure: online\nresidency: us\nregions: { primary: eastus2, secondary: southcentralus }\n\naccounts:\n  aoai-eus2:\n    { provider: azure-openai, region: eastus2, endpoint: env:AOAI_EUS2_ENDPOINT, auth: managed-identity }\n  aoai-scus:\n    {\n      provider: azure-openai,\n      region: southcentralus,\n      endpoint: env:AOAI_SCUS_ENDPOINT,\n      auth: managed-identity,\n    }\n\nmodels:\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: chat-ptu-eus2, account: aoai-eus2, type: data-zone-provisioned-managed, ptu: 100, priority: 1 }\n      - { id: chat-ptu-scus, account: aoai-scus, type: data-zone-provisioned-managed, ptu: 50, priority: 1 }\n      - { id: chat-spill-scus, account: aoai-scus, type: data-zone-standard, tpm: 300k, priority: 2 }\n      - { id: chat-spill-eus2, account: aoai-eus2, type: data-zone-standard, tpm: 300k, priority: 3 }\n\nconsumers:\n  /fabrikam/shop:\n    cost_center: CC-7001\n    limits: { tokens_per_minute: 1M, budget: { usd: 120000, per: month } }\n  /fabrikam/shop/chat: { models: [gpt-4.1], priority: interactive }\n  /fabrikam/shop/summaries: { models: [gpt-4.1], priority: batch, limits: { tokens_per_minute: 100k } }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: published # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [eastus2, southcentralus]\n  ingress: { via: application-gateway }\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: workload-network, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: online, owner: application-team }\n  policies:\n    [\n      landing-zone-baseline,\n      ai-services,\n      ai-search,\n      virtual-machines,\n      private-dns-zones,\n      private-endpoints,\n      deny-public-access,\n    ]\n  enforcement: enforced\n  compliance: [pci-dss]\n  assessments:\n    { fairness: assessment of May 2026, explainability: a page for customers, content_filter: strict }\n\ncontinuity:\n  recovery_time: 15m\n  recovery_point: 15m\n  last_drill: 2026-09-15\n  assets:\n    catalogue: { kind: retrieval-data, replica: southcentralus, by: a second index that the shop fills }\n\noperations:\n  owners: { application: shop team, models: shop team, operations: site reliability }\n  pipeline: the release pipeline of the shop\n  deployment_plan: the runbook of the shop\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 1 percent, first words later than 2 s, PTU used above 90 percent]\n  tracing: opentelemetry\n  budget_alerts: true\n  right_sizing: the shop team compares PTU with its use each month\n  evaluation: a set of graded conversations before each change of the model\n  drift: a sample of conversations is graded each week\n  growth: { factor: 2, peak_tokens_per_minute: 500k, quota_request: request 2026-1187 }\n  objectives: { latency: 2s, within: 0.95 }\n\ndata:\n  stores:\n    catalogue:\n      { kind: search, region: eastus2, classification: public, reached_by: [chat-api], redundancy: zone }\n\napplication:\n  stage: live\n  pattern: [layered]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    web:\n      {\n        kind: user-interface,\n        calls: [chat-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 3, most: 40 },\n      }\n    chat-api: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 3, most: 60 } }\n\nlanding_zone:\n  alerts: { to: [site-reliability@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: customers ask in their own words }\n  model: { choice: a service, because: nobody here trains models }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one model needs no more }\n"
          },
          {
            name        = "gateway-keys"
            keyVaultUrl = "${azapi_resource.gatewayVaultEastus2.output.properties.vaultUri}secrets/gateway-keys"
            identity    = azapi_resource.gatewayIdentityEastus2.id
          },
          {
            name        = "env-causeway-signing-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultEastus2.output.properties.vaultUri}secrets/env-causeway-signing-key"
            identity    = azapi_resource.gatewayIdentityEastus2.id
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
                name  = "AOAI_EUS2_ENDPOINT"
                value = azapi_resource.accountAoaiEus2.output.properties.endpoint
              },
              {
                name  = "AOAI_SCUS_ENDPOINT"
                value = azapi_resource.accountAoaiScus.output.properties.endpoint
              },
              {
                name  = "AZURE_CLIENT_ID"
                value = azapi_resource.gatewayIdentityEastus2.output.properties.clientId
              },
              {
                name  = "POSTGRES_ADDRESS"
                value = "postgres://id-shop-chat-prod-gateway-eastus2@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
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
  depends_on = [azapi_resource.journalMountEastus2]
}

# PLAT-03: what a lost replica served is billed all the same.
resource "azapi_resource" "journalCollectorEastus2" {
  type      = "Microsoft.App/jobs@2026-01-01"
  parent_id = azapi_resource.groupGatewayEastus2.id
  name      = "caj-shop-chat-prod-eastus2"
  location  = "eastus2"
  tags = {
    workload      = "shop-chat"
    environment   = "production"
    "managed-by"  = "causeway"
    "cost-center" = "CC-7001"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.gatewayIdentityEastus2.id]
  }
  body = {
    properties = {
      environmentId       = azapi_resource.containerAppsEastus2.id
      workloadProfileName = "Consumption"
      configuration = {
        registries = [
          {
            server   = azapi_resource.registry.output.properties.loginServer
            identity = azapi_resource.gatewayIdentityEastus2.id
          },
        ]
        secrets = [
          {
            name  = "workload"
            value = "# yaml-language-server: $schema=../../workload.schema.json\n#\n# A chat for customers on the internet, on capacity that is paid for by the hour and used first; what does not fit goes\n# to capacity that is paid by the token, in another region. README.md says who would use it.\n\nworkload: shop-chat\nenvironment: production\nexposure: online\nresidency: us\nregions: { primary: eastus2, secondary: southcentralus }\n\naccounts:\n  aoai-eus2:\n    { provider: azure-openai, region: eastus2, endpoint: env:AOAI_EUS2_ENDPOINT, auth: managed-identity }\n  aoai-scus:\n    {\n      provider: azure-openai,\n      region: southcentralus,\n      endpoint: env:AOAI_SCUS_ENDPOINT,\n      auth: managed-identity,\n    }\n\nmodels:\n  gpt-4.1:\n    version: '2025-04-14'\n    deployments:\n      - { id: chat-ptu-eus2, account: aoai-eus2, type: data-zone-provisioned-managed, ptu: 100, priority: 1 }\n      - { id: chat-ptu-scus, account: aoai-scus, type: data-zone-provisioned-managed, ptu: 50, priority: 1 }\n      - { id: chat-spill-scus, account: aoai-scus, type: data-zone-standard, tpm: 300k, priority: 2 }\n      - { id: chat-spill-eus2, account: aoai-eus2, type: data-zone-standard, tpm: 300k, priority: 3 }\n\nconsumers:\n  /fabrikam/shop:\n    cost_center: CC-7001\n    limits: { tokens_per_minute: 1M, budget: { usd: 120000, per: month } }\n  /fabrikam/shop/chat: { models: [gpt-4.1], priority: interactive }\n  /fabrikam/shop/summaries: { models: [gpt-4.1], priority: batch, limits: { tokens_per_minute: 100k } }\n\ngateway:\n  listen: 0.0.0.0:8080\n  operations: 0.0.0.0:9090 # metrics and probes, for the platform that it runs on alone\n  tls_ends_in_front: true\n  signing_key: env:CAUSEWAY_SIGNING_KEY\n\n# Replicas in all regions count limits together, and share one ledger.\nstorage:\n  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }\n  database: { address: env:POSTGRES_ADDRESS, auth: managed-identity }\n\nnetwork:\n  preset: published # models, data and portals over private endpoints, and a list of what may leave\n  gateway_regions: [eastus2, southcentralus]\n  ingress: { via: application-gateway }\n  egress:\n    allow:\n      - { to: login.microsoftonline.com, reason: sign-in, owner: platform team, review_by: 2027-06-30 }\n  dns: { servers: custom }\n  operators: { jumpbox: workload-network, bastion: true, only_by_jumpbox: true }\n  monitoring: { network_watcher: true, network_insights: true, sentinel: true }\n\ngovernance:\n  platform: azure-landing-zone\n  management_groups: { online: mg-online, corp: mg-corp }\n  subscription: { kind: application, exposures: online, owner: application-team }\n  policies:\n    [\n      landing-zone-baseline,\n      ai-services,\n      ai-search,\n      virtual-machines,\n      private-dns-zones,\n      private-endpoints,\n      deny-public-access,\n    ]\n  enforcement: enforced\n  compliance: [pci-dss]\n  assessments:\n    { fairness: assessment of May 2026, explainability: a page for customers, content_filter: strict }\n\ncontinuity:\n  recovery_time: 15m\n  recovery_point: 15m\n  last_drill: 2026-09-15\n  assets:\n    catalogue: { kind: retrieval-data, replica: southcentralus, by: a second index that the shop fills }\n\noperations:\n  owners: { application: shop team, models: shop team, operations: site reliability }\n  pipeline: the release pipeline of the shop\n  deployment_plan: the runbook of the shop\n  environments: apart\n  logs: every-resource\n  alerts: [errors above 1 percent, first words later than 2 s, PTU used above 90 percent]\n  tracing: opentelemetry\n  budget_alerts: true\n  right_sizing: the shop team compares PTU with its use each month\n  evaluation: a set of graded conversations before each change of the model\n  drift: a sample of conversations is graded each week\n  growth: { factor: 2, peak_tokens_per_minute: 500k, quota_request: request 2026-1187 }\n  objectives: { latency: 2s, within: 0.95 }\n\ndata:\n  stores:\n    catalogue:\n      { kind: search, region: eastus2, classification: public, reached_by: [chat-api], redundancy: zone }\n\napplication:\n  stage: live\n  pattern: [layered]\n  sign_in: entra\n  demand: fluctuating\n  parts:\n    web:\n      {\n        kind: user-interface,\n        calls: [chat-api],\n        models: none,\n        deployed_with: [],\n        replicas: { least: 3, most: 40 },\n      }\n    chat-api: { kind: api, models: through-gateway, deployed_with: [], replicas: { least: 3, most: 60 } }\n\nlanding_zone:\n  alerts: { to: [site-reliability@contoso.example] }\n  budget: { from: 2026-12-01 } # the month in which it is deployed first; the sum of the consumers' budgets\n\ndecisions:\n  service: { choice: Azure OpenAI, because: customers ask in their own words }\n  model: { choice: a service, because: nobody here trains models }\n  model-kind: { choice: generative, because: answers are sentences }\n  framework: { choice: plain HTTP, because: one model needs no more }\n"
          },
          {
            name        = "gateway-keys"
            keyVaultUrl = "${azapi_resource.gatewayVaultEastus2.output.properties.vaultUri}secrets/gateway-keys"
            identity    = azapi_resource.gatewayIdentityEastus2.id
          },
          {
            name        = "env-causeway-signing-key"
            keyVaultUrl = "${azapi_resource.gatewayVaultEastus2.output.properties.vaultUri}secrets/env-causeway-signing-key"
            identity    = azapi_resource.gatewayIdentityEastus2.id
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
                name  = "AOAI_EUS2_ENDPOINT"
                value = azapi_resource.accountAoaiEus2.output.properties.endpoint
              },
              {
                name  = "AOAI_SCUS_ENDPOINT"
                value = azapi_resource.accountAoaiScus.output.properties.endpoint
              },
              {
                name  = "AZURE_CLIENT_ID"
                value = azapi_resource.gatewayIdentityEastus2.output.properties.clientId
              },
              {
                name  = "POSTGRES_ADDRESS"
                value = "postgres://id-shop-chat-prod-gateway-eastus2@${azapi_resource.ledgerServer.output.properties.fullyQualifiedDomainName}:5432/ledger"
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
  depends_on = [azapi_resource.journalMountEastus2]
}

output "gatewayHostEastus2" {
  description = "Where the gateway in eastus2 answers, within the network."
  value       = azapi_resource.gatewayEastus2.output.properties.configuration.ingress.fqdn
}
