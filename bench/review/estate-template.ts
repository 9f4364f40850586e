const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'

/** A template of workloads, each of ten resources that hang together: what most rules look at. */
export function estateTemplate(resources: number): string {
  const all: unknown[] = []
  for (let at = 0; all.length < resources; at++) all.push(...workload(at))
  const document = { $schema: SCHEMA, contentVersion: '1.0.0.0', resources: all.slice(0, resources) }
  return JSON.stringify(document, null, 2)
}

function workload(at: number): readonly unknown[] {
  const location = at % 2 === 0 ? 'swedencentral' : 'francecentral'
  const account = `[resourceId('Microsoft.CognitiveServices/accounts', 'ai-${at}')]`
  const store = `[resourceId('Microsoft.Storage/storageAccounts', 'st${at}')]`
  const group = `[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-${at}')]`
  const role =
    "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd')]"
  const ingress = {
    priority: 100,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'VirtualNetwork',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '443',
  }
  return [
    {
      type: 'Microsoft.CognitiveServices/accounts',
      apiVersion: '2025-06-01',
      name: `ai-${at}`,
      location,
      kind: 'AIServices',
      sku: { name: 'S0' },
      properties: {
        customSubDomainName: `ai-${at}`,
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny' },
      },
    },
    {
      type: 'Microsoft.CognitiveServices/accounts/deployments',
      apiVersion: '2025-06-01',
      name: `ai-${at}/gpt-4.1`,
      sku: { name: 'GlobalStandard', capacity: 10 },
      properties: { model: { format: 'OpenAI', name: 'gpt-4.1', version: '2025-04-14' } },
      dependsOn: [account],
    },
    {
      type: 'Microsoft.Network/privateEndpoints',
      apiVersion: '2024-05-01',
      name: `pe-${at}`,
      location,
      properties: {
        subnet: { id: `[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-${at}', 'pe')]` },
        privateLinkServiceConnections: [
          { name: 'account', properties: { privateLinkServiceId: account, groupIds: ['account'] } },
        ],
      },
    },
    {
      type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
      apiVersion: '2024-05-01',
      name: `pe-${at}/default`,
      properties: {
        privateDnsZoneConfigs: [
          {
            name: 'openai',
            properties: {
              privateDnsZoneId:
                "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.openai.azure.com')]",
            },
          },
        ],
      },
    },
    {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2024-05-01',
      name: `vnet-${at}`,
      location,
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          { name: 'pe', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: group } } },
        ],
      },
    },
    {
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2024-05-01',
      name: `nsg-${at}`,
      location,
      properties: { securityRules: [{ name: 'https', properties: ingress }] },
    },
    {
      type: 'Microsoft.Storage/storageAccounts',
      apiVersion: '2024-01-01',
      name: `st${at}`,
      location,
      kind: 'StorageV2',
      sku: { name: 'Standard_GZRS' },
      properties: { minimumTlsVersion: 'TLS1_2', allowSharedKeyAccess: false },
    },
    {
      type: 'Microsoft.Insights/diagnosticSettings',
      apiVersion: '2021-05-01-preview',
      scope: account,
      name: 'logs',
      properties: { workspaceId: 'logs' },
    },
    {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '2022-04-01',
      name: `[guid('ai-${at}')]`,
      properties: { roleDefinitionId: role, principalId: `principal-${at}` },
    },
    {
      type: 'Microsoft.MachineLearningServices/workspaces',
      apiVersion: '2024-10-01',
      name: `ml-${at}`,
      location,
      properties: { publicNetworkAccess: 'Disabled', storageAccount: store },
    },
  ]
}
