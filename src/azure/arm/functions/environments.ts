import { recordFrom, type Value } from '../value.ts'

/**
 * What `environment()` answers in the public cloud.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment#environment,
 * read 2026-11-21.
 */
export function publicCloud(): Value {
  return recordFrom([
    ['name', 'AzureCloud'],
    ['gallery', 'https://gallery.azure.com/'],
    ['graph', 'https://graph.windows.net/'],
    ['portal', 'https://portal.azure.com'],
    ['graphAudience', 'https://graph.windows.net/'],
    ['activeDirectoryDataLake', 'https://datalake.azure.net/'],
    ['batch', 'https://batch.core.windows.net/'],
    ['media', 'https://rest.media.azure.net'],
    ['sqlManagement', 'https://management.core.windows.net:8443/'],
    [
      'vmImageAliasDoc',
      'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json',
    ],
    ['resourceManager', 'https://management.azure.com/'],
    [
      'authentication',
      recordFrom([
        ['loginEndpoint', 'https://login.microsoftonline.com/'],
        ['tenant', 'common'],
        ['identityProvider', 'AAD'],
      ]),
    ],
    [
      'suffixes',
      recordFrom([
        ['acrLoginServer', '.azurecr.io'],
        ['azureDatalakeAnalyticsCatalogAndJob', 'azuredatalakeanalytics.net'],
        ['azureDatalakeStoreFileSystem', 'azuredatalakestore.net'],
        ['azureFrontDoorEndpointSuffix', 'azurefd.net'],
        ['keyvaultDns', '.vault.azure.net'],
        ['sqlServerHostname', '.database.windows.net'],
        ['storage', 'core.windows.net'],
      ]),
    ],
  ])
}
