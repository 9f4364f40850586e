/**
 * How attributes of azurerm resources stand in Azure's own API, for the types that reviews ask about.
 * Documentation of hashicorp/azurerm 4.x (github.com/hashicorp/terraform-provider-azurerm, website/docs/r).
 */
export interface AzurermType {
  readonly type: string
  readonly place: AzurermPlace
  readonly fields: readonly AzurermField[]
  /** What is always so, such as the kind that the name of the azurerm type says. */
  readonly fixed?: Readonly<Record<string, string>>
  /** Blocks that are resources of their own in Azure: each has a name. */
  readonly children?: readonly AzurermChild[]
}

export interface AzurermChild {
  /** The block's attribute. */
  readonly from: string
  readonly type: string
  readonly fields: readonly AzurermField[]
}

/** Of what its id is made. */
export type AzurermPlace =
  | { readonly kind: 'resource-group' }
  | { readonly kind: 'subscription' }
  | { readonly kind: 'tenant' }
  /** On the resource or scope whose id the attribute holds. */
  | { readonly kind: 'scope'; readonly attribute: string }
  /** Below the resource whose id the attribute holds. */
  | { readonly kind: 'parent-id'; readonly attribute: string }
  /** Below the resource that the attribute names, in the same resource group. */
  | { readonly kind: 'parent-name'; readonly attribute: string }

export interface AzurermField {
  /** Path of the attribute; blocks are lists, so `network_acls.0.bypass`. Several with `+` between for `joined`. */
  readonly from: string
  readonly to: string
  readonly as?: AzurermForm
  /** Of a list of blocks, the attributes of each. */
  readonly each?: readonly AzurermField[]
}

/**
 * `enabled`: true is `Enabled`. `not`: true is false. `id`: the id as `{ id }`. `list`: the items with commas.
 * `enforced`: true is `Default`, false `DoNotEnforce`. `joined`: several with `_` between. `zones`: ids of DNS zones.
 */
export type AzurermForm = 'enabled' | 'not' | 'id' | 'list' | 'enforced' | 'joined' | 'zones'

const inGroup: AzurermPlace = { kind: 'resource-group' }

function field(from: string, to: string, as?: AzurermForm): AzurermField {
  return as === undefined ? { from, to } : { from, to, as }
}

function each(from: string, to: string, fields: readonly AzurermField[]): AzurermField {
  return { from, to, each: fields }
}

const PUBLIC_ACCESS = field('public_network_access_enabled', 'properties.publicNetworkAccess', 'enabled')

const NETWORK_ACLS = [
  field('network_acls.0.default_action', 'properties.networkAcls.defaultAction'),
  field('network_acls.0.bypass', 'properties.networkAcls.bypass'),
  field('network_acls.0.ip_rules', 'properties.networkAcls.ipRules'),
]

const SECURITY_RULE = [
  field('name', 'name'),
  field('access', 'properties.access'),
  field('direction', 'properties.direction'),
  field('priority', 'properties.priority'),
  field('protocol', 'properties.protocol'),
  field('source_address_prefix', 'properties.sourceAddressPrefix'),
  field('source_address_prefixes', 'properties.sourceAddressPrefixes'),
  field('source_port_range', 'properties.sourcePortRange'),
  field('destination_address_prefix', 'properties.destinationAddressPrefix'),
  field('destination_address_prefixes', 'properties.destinationAddressPrefixes'),
  field('destination_port_range', 'properties.destinationPortRange'),
  field('destination_port_ranges', 'properties.destinationPortRanges'),
]

const COGNITIVE_ACCOUNT: readonly AzurermField[] = [
  field('kind', 'kind'),
  field('sku_name', 'sku.name'),
  PUBLIC_ACCESS,
  field('local_auth_enabled', 'properties.disableLocalAuth', 'not'),
  field('local_authentication_enabled', 'properties.disableLocalAuth', 'not'),
  field('custom_subdomain_name', 'properties.customSubDomainName'),
  field('outbound_network_access_restricted', 'properties.restrictOutboundNetworkAccess'),
  field('project_management_enabled', 'properties.allowProjectManagement'),
  field('fqdns', 'properties.allowedFqdnList'),
  field('customer_managed_key.0.key_vault_key_id', 'properties.encryption.keyVaultProperties.keyIdentifier'),
  each('network_injection', 'properties.networkInjections', [
    field('scenario', 'scenario'),
    field('subnet_id', 'subnetArmId'),
  ]),
  ...NETWORK_ACLS,
]

const ML_WORKSPACE: readonly AzurermField[] = [
  field('sku_name', 'sku.name'),
  PUBLIC_ACCESS,
  field('public_network_access', 'properties.publicNetworkAccess'),
  field('managed_network.0.isolation_mode', 'properties.managedNetwork.isolationMode'),
  field('storage_account_id', 'properties.storageAccount'),
  field('key_vault_id', 'properties.keyVault'),
  field('container_registry_id', 'properties.containerRegistry'),
  field('application_insights_id', 'properties.applicationInsights'),
  field('high_business_impact', 'properties.hbiWorkspace'),
  field('high_business_impact_enabled', 'properties.hbiWorkspace'),
]

function policyAssignment(attribute: string): AzurermType {
  return {
    type: 'Microsoft.Authorization/policyAssignments',
    place: { kind: 'scope', attribute },
    fields: [
      field('policy_definition_id', 'properties.policyDefinitionId'),
      field('display_name', 'properties.displayName'),
      field('enforce', 'properties.enforcementMode', 'enforced'),
    ],
  }
}

export const AZURERM_TYPES: Readonly<Record<string, AzurermType>> = {
  azurerm_ai_foundry: {
    type: 'Microsoft.MachineLearningServices/workspaces',
    place: inGroup,
    fields: ML_WORKSPACE,
    fixed: { kind: 'Hub' },
  },
  azurerm_ai_foundry_project: {
    type: 'Microsoft.MachineLearningServices/workspaces',
    place: inGroup,
    fields: [field('ai_services_hub_id', 'properties.hubResourceId')],
    fixed: { kind: 'Project' },
  },
  azurerm_ai_services: {
    type: 'Microsoft.CognitiveServices/accounts',
    place: inGroup,
    fields: [...COGNITIVE_ACCOUNT, field('public_network_access', 'properties.publicNetworkAccess')],
    fixed: { kind: 'AIServices' },
  },
  azurerm_application_gateway: {
    type: 'Microsoft.Network/applicationGateways',
    place: inGroup,
    fields: [
      field('sku.0.name', 'properties.sku.name'),
      field('sku.0.tier', 'properties.sku.tier'),
      field('firewall_policy_id', 'properties.firewallPolicy', 'id'),
      field('waf_configuration.0.enabled', 'properties.webApplicationFirewallConfiguration.enabled'),
      field(
        'waf_configuration.0.firewall_mode',
        'properties.webApplicationFirewallConfiguration.firewallMode',
      ),
      field('ssl_policy.0.min_protocol_version', 'properties.sslPolicy.minProtocolVersion'),
      each('http_listener', 'properties.httpListeners', [
        field('name', 'name'),
        field('protocol', 'properties.protocol'),
      ]),
      each('request_routing_rule', 'properties.requestRoutingRules', [
        field('name', 'name'),
        field('rule_type', 'properties.ruleType'),
        field('redirect_configuration_name', 'properties.redirectConfiguration.name'),
      ]),
    ],
  },
  azurerm_bastion_host: {
    type: 'Microsoft.Network/bastionHosts',
    place: inGroup,
    fields: [field('sku', 'sku.name')],
  },
  azurerm_cdn_frontdoor_firewall_policy: {
    type: 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies',
    place: inGroup,
    fields: [
      field('sku_name', 'sku.name'),
      field('enabled', 'properties.policySettings.enabledState', 'enabled'),
      field('mode', 'properties.policySettings.mode'),
      each('managed_rule', 'properties.managedRules.managedRuleSets', [
        field('type', 'ruleSetType'),
        field('version', 'ruleSetVersion'),
      ]),
    ],
  },
  azurerm_cdn_frontdoor_profile: {
    type: 'Microsoft.Cdn/profiles',
    place: inGroup,
    fields: [field('sku_name', 'sku.name')],
  },
  azurerm_cognitive_account: {
    type: 'Microsoft.CognitiveServices/accounts',
    place: inGroup,
    fields: COGNITIVE_ACCOUNT,
  },
  azurerm_cognitive_deployment: {
    type: 'Microsoft.CognitiveServices/accounts/deployments',
    place: { kind: 'parent-id', attribute: 'cognitive_account_id' },
    fields: [
      field('model.0.format', 'properties.model.format'),
      field('model.0.name', 'properties.model.name'),
      field('model.0.version', 'properties.model.version'),
      field('sku.0.name', 'sku.name'),
      field('sku.0.capacity', 'sku.capacity'),
      field('version_upgrade_option', 'properties.versionUpgradeOption'),
      field('rai_policy_name', 'properties.raiPolicyName'),
    ],
  },
  azurerm_container_registry: {
    type: 'Microsoft.ContainerRegistry/registries',
    place: inGroup,
    fields: [
      field('sku', 'sku.name'),
      PUBLIC_ACCESS,
      field('admin_enabled', 'properties.adminUserEnabled'),
      field('zone_redundancy_enabled', 'properties.zoneRedundancy', 'enabled'),
      field('network_rule_set.0.default_action', 'properties.networkRuleSet.defaultAction'),
    ],
  },
  azurerm_firewall: {
    type: 'Microsoft.Network/azureFirewalls',
    place: inGroup,
    fields: [
      field('sku_name', 'properties.sku.name'),
      field('sku_tier', 'properties.sku.tier'),
      field('firewall_policy_id', 'properties.firewallPolicy', 'id'),
      field('threat_intel_mode', 'properties.threatIntelMode'),
    ],
  },
  azurerm_firewall_policy: {
    type: 'Microsoft.Network/firewallPolicies',
    place: inGroup,
    fields: [
      field('sku', 'properties.sku.tier'),
      field('threat_intelligence_mode', 'properties.threatIntelMode'),
      field('dns.0.proxy_enabled', 'properties.dnsSettings.enableProxy'),
    ],
  },
  azurerm_key_vault: {
    type: 'Microsoft.KeyVault/vaults',
    place: inGroup,
    fields: [
      field('sku_name', 'properties.sku.name'),
      PUBLIC_ACCESS,
      field('purge_protection_enabled', 'properties.enablePurgeProtection'),
      field('enable_rbac_authorization', 'properties.enableRbacAuthorization'),
      field('rbac_authorization_enabled', 'properties.enableRbacAuthorization'),
      field('soft_delete_retention_days', 'properties.softDeleteRetentionInDays'),
      ...NETWORK_ACLS,
    ],
  },
  azurerm_linux_virtual_machine: {
    type: 'Microsoft.Compute/virtualMachines',
    place: inGroup,
    fields: [field('size', 'properties.hardwareProfile.vmSize')],
  },
  azurerm_machine_learning_workspace: {
    type: 'Microsoft.MachineLearningServices/workspaces',
    place: inGroup,
    fields: [...ML_WORKSPACE, field('kind', 'kind')],
  },
  azurerm_management_group: {
    type: 'Microsoft.Management/managementGroups',
    place: { kind: 'tenant' },
    fields: [
      field('display_name', 'properties.displayName'),
      field('parent_management_group_id', 'properties.details.parent', 'id'),
    ],
  },
  azurerm_management_group_policy_assignment: policyAssignment('management_group_id'),
  azurerm_monitor_diagnostic_setting: {
    type: 'Microsoft.Insights/diagnosticSettings',
    place: { kind: 'scope', attribute: 'target_resource_id' },
    fields: [
      field('log_analytics_workspace_id', 'properties.workspaceId'),
      field('storage_account_id', 'properties.storageAccountId'),
      field('eventhub_authorization_rule_id', 'properties.eventHubAuthorizationRuleId'),
      each('enabled_log', 'properties.logs', [
        field('category', 'category'),
        field('category_group', 'categoryGroup'),
      ]),
      each('enabled_metric', 'properties.metrics', [field('category', 'category')]),
    ],
  },
  azurerm_network_security_group: {
    type: 'Microsoft.Network/networkSecurityGroups',
    place: inGroup,
    fields: [each('security_rule', 'properties.securityRules', SECURITY_RULE)],
  },
  azurerm_network_security_rule: {
    type: 'Microsoft.Network/networkSecurityGroups/securityRules',
    place: { kind: 'parent-name', attribute: 'network_security_group_name' },
    fields: SECURITY_RULE.slice(1),
  },
  azurerm_private_dns_zone: { type: 'Microsoft.Network/privateDnsZones', place: inGroup, fields: [] },
  azurerm_private_dns_zone_virtual_network_link: {
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    place: { kind: 'parent-name', attribute: 'private_dns_zone_name' },
    fields: [
      field('virtual_network_id', 'properties.virtualNetwork', 'id'),
      field('registration_enabled', 'properties.registrationEnabled'),
    ],
  },
  azurerm_private_endpoint: {
    type: 'Microsoft.Network/privateEndpoints',
    place: inGroup,
    fields: [
      field('subnet_id', 'properties.subnet', 'id'),
      each('private_service_connection', 'properties.privateLinkServiceConnections', [
        field('name', 'name'),
        field('private_connection_resource_id', 'properties.privateLinkServiceId'),
        field('subresource_names', 'properties.groupIds'),
      ]),
    ],
    children: [
      {
        from: 'private_dns_zone_group',
        type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
        fields: [field('private_dns_zone_ids', 'properties.privateDnsZoneConfigs', 'zones')],
      },
    ],
  },
  azurerm_public_ip: {
    type: 'Microsoft.Network/publicIPAddresses',
    place: inGroup,
    fields: [
      field('sku', 'sku.name'),
      field('ddos_protection_mode', 'properties.ddosSettings.protectionMode'),
    ],
  },
  azurerm_resource_group: {
    type: 'Microsoft.Resources/resourceGroups',
    place: { kind: 'subscription' },
    fields: [],
  },
  azurerm_resource_group_policy_assignment: policyAssignment('resource_group_id'),
  azurerm_role_assignment: {
    type: 'Microsoft.Authorization/roleAssignments',
    place: { kind: 'scope', attribute: 'scope' },
    fields: [
      field('role_definition_id', 'properties.roleDefinitionId'),
      // Azure has ids alone; a rule that knows the name of a role may ask for it.
      field('role_definition_name', 'properties.roleDefinitionName'),
      field('principal_id', 'properties.principalId'),
      field('principal_type', 'properties.principalType'),
    ],
  },
  azurerm_search_service: {
    type: 'Microsoft.Search/searchServices',
    place: inGroup,
    fields: [
      field('sku', 'sku.name'),
      PUBLIC_ACCESS,
      field('local_authentication_enabled', 'properties.disableLocalAuth', 'not'),
      field('replica_count', 'properties.replicaCount'),
      field('partition_count', 'properties.partitionCount'),
      field('semantic_search_sku', 'properties.semanticSearch'),
    ],
  },
  azurerm_storage_account: {
    type: 'Microsoft.Storage/storageAccounts',
    place: inGroup,
    fields: [
      field('account_kind', 'kind'),
      field('account_tier+account_replication_type', 'sku.name', 'joined'),
      PUBLIC_ACCESS,
      field('shared_access_key_enabled', 'properties.allowSharedKeyAccess'),
      field('allow_nested_items_to_be_public', 'properties.allowBlobPublicAccess'),
      field('https_traffic_only_enabled', 'properties.supportsHttpsTrafficOnly'),
      field('min_tls_version', 'properties.minimumTlsVersion'),
      field('network_rules.0.default_action', 'properties.networkAcls.defaultAction'),
      field('network_rules.0.bypass', 'properties.networkAcls.bypass', 'list'),
    ],
  },
  azurerm_subnet: {
    type: 'Microsoft.Network/virtualNetworks/subnets',
    place: { kind: 'parent-name', attribute: 'virtual_network_name' },
    fields: [
      field('address_prefixes', 'properties.addressPrefixes'),
      field('default_outbound_access_enabled', 'properties.defaultOutboundAccess'),
      field('private_endpoint_network_policies', 'properties.privateEndpointNetworkPolicies'),
      each('delegation', 'properties.delegations', [
        field('name', 'name'),
        field('service_delegation.0.name', 'properties.serviceName'),
      ]),
    ],
  },
  azurerm_subscription_policy_assignment: policyAssignment('subscription_id'),
  azurerm_virtual_network: {
    type: 'Microsoft.Network/virtualNetworks',
    place: inGroup,
    fields: [
      field('address_space', 'properties.addressSpace.addressPrefixes'),
      field('dns_servers', 'properties.dhcpOptions.dnsServers'),
      each('subnet', 'properties.subnets', [
        field('name', 'name'),
        field('address_prefixes', 'properties.addressPrefixes'),
        field('security_group', 'properties.networkSecurityGroup', 'id'),
        field('default_outbound_access_enabled', 'properties.defaultOutboundAccess'),
      ]),
      field('ddos_protection_plan.0.id', 'properties.ddosProtectionPlan', 'id'),
      field('ddos_protection_plan.0.enable', 'properties.enableDdosProtection'),
    ],
  },
  azurerm_web_application_firewall_policy: {
    type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
    place: inGroup,
    fields: [
      field('policy_settings.0.mode', 'properties.policySettings.mode'),
      field('policy_settings.0.enabled', 'properties.policySettings.state', 'enabled'),
      each('managed_rules.0.managed_rule_set', 'properties.managedRules.managedRuleSets', [
        field('type', 'ruleSetType'),
        field('version', 'ruleSetVersion'),
      ]),
    ],
  },
}

/** Resources that only join two others: the second one gets the id of the first at the path. */
export const AZURERM_JOINTS: Readonly<
  Record<string, { readonly of: string; readonly from: string; readonly to: string }>
> = {
  azurerm_subnet_network_security_group_association: {
    of: 'subnet_id',
    from: 'network_security_group_id',
    to: 'properties.networkSecurityGroup',
  },
  azurerm_subnet_route_table_association: {
    of: 'subnet_id',
    from: 'route_table_id',
    to: 'properties.routeTable',
  },
}
