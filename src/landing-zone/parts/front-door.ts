import type { Estate } from '../estate.ts'
import {
  type Body,
  idOf,
  propertyOf,
  type Resource,
  resource,
  type Stage,
  type Text,
} from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { EntranceTarget, LinkedService } from './entrance-target.ts'
import type { EntranceWish } from './entrance-wish.ts'
import { MANAGED_RULES, PROMPT_FIELDS } from './prompt-fields.ts'

const PROFILES = 'Microsoft.Cdn/profiles'
const CDN_API = '2025-12-01'
/** What Front Door waits for an answer to begin, at most. */
const LONGEST_SECONDS = 240
const PROBE_SECONDS = 30

/** What calls for a region go to. */
export interface FrontDoorOrigin extends Pick<EntranceTarget, 'region' | 'host' | 'probePath'> {
  readonly link: LinkedService
}

/** Front Door Premium with its firewall, before the gateways of all regions, which it reaches over private links. */
export function frontDoorStage(
  estate: Estate,
  wish: EntranceWish,
  reached: readonly FrontDoorOrigin[],
  workspaceId: Text,
): Stage {
  const { symbols, name, tags, groups, plan } = estate
  const profile = resource({
    symbol: symbols.of('frontDoor'),
    type: PROFILES,
    apiVersion: CDN_API,
    name: name('frontDoor'),
    body: {
      location: 'global',
      tags,
      sku: { name: 'Premium_AzureFrontDoor' },
      properties: { originResponseTimeoutSeconds: LONGEST_SECONDS },
    },
    because: [
      { rule: 'PNET-19', why: 'it alone is on the internet.' },
      { rule: 'PNET-20', why: 'a region that fails is left within a minute.' },
    ],
  })
  const child = (
    kind: string,
    own: string,
    word: string,
    properties: Body,
    more: Partial<Resource> = {},
  ): Resource =>
    resource({
      symbol: symbols.of('frontDoor', word),
      type: `${PROFILES}/${kind}`,
      apiVersion: CDN_API,
      name: own,
      parent: profile,
      body: { properties },
      ...more,
    })
  const endpoint = child(
    'afdEndpoints',
    name('frontDoorEndpoint'),
    'endpoint',
    { enabledState: 'Enabled' },
    {
      body: { location: 'global', tags, properties: { enabledState: 'Enabled' } },
    },
  )
  const group = child('originGroups', 'gateways', 'gateways', {
    healthProbeSettings: {
      probePath: reached[0]?.probePath ?? '/',
      probeRequestType: 'GET',
      probeProtocol: 'Https',
      probeIntervalInSeconds: PROBE_SECONDS,
    },
    loadBalancingSettings: {
      sampleSize: 4,
      successfulSamplesRequired: 3,
      additionalLatencyInMilliseconds: 50,
    },
    sessionAffinityState: 'Disabled',
  })
  const origins: Resource[] = []
  for (const { region, host, link } of reached) {
    origins.push(
      child(
        'originGroups/origins',
        region,
        region,
        {
          hostName: host,
          originHostHeader: host,
          httpsPort: 443,
          // The nearest of those that are well.
          priority: 1,
          weight: 100,
          enforceCertificateNameCheck: true,
          sharedPrivateLinkResource: {
            privateLink: { id: link.id },
            ...(link.groupId === null ? {} : { groupId: link.groupId }),
            privateLinkLocation: region,
            requestMessage: `Front Door of ${plan.workload}`,
          },
        },
        { parent: group, after: origins.slice(-1) },
      ),
    )
  }
  const domain =
    wish.host === null
      ? null
      : child('customDomains', wish.host.replaceAll('.', '-'), 'domain', {
          hostName: wish.host,
          tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' },
        })
  const domains: readonly Body[] = domain === null ? [] : [{ id: idOf(domain) }]
  const firewall = firewallPolicy(estate, wish)
  const guard = child('securityPolicies', 'firewall', 'guard', {
    parameters: {
      type: 'WebApplicationFirewall',
      wafPolicy: { id: idOf(firewall) },
      associations: [{ domains: [{ id: idOf(endpoint) }, ...domains], patternsToMatch: ['/*'] }],
    },
  })
  const route = child(
    'afdEndpoints/routes',
    'to-the-gateways',
    'route',
    {
      originGroup: { id: idOf(group) },
      ...(domains.length === 0 ? {} : { customDomains: domains }),
      // Plain HTTP gets a redirect, and nothing else.
      supportedProtocols: ['Http', 'Https'],
      patternsToMatch: ['/*'],
      forwardingProtocol: 'HttpsOnly',
      httpsRedirect: 'Enabled',
      linkToDefaultDomain: domain === null ? 'Enabled' : 'Disabled',
      enabledState: 'Enabled',
    },
    // No call passes before there are gateways and the firewall.
    {
      parent: endpoint,
      after: [...origins, guard],
      because: [{ rule: 'PNET-21', why: 'it answers over HTTPS alone.' }],
    },
  )
  return {
    name: '60-entrance',
    purpose: 'Front Door with a web application firewall, before the gateways of all regions.',
    scope: estate.groupScope(groups.operations),
    parameters: [],
    resources: [
      profile,
      endpoint,
      group,
      ...origins,
      ...(domain === null ? [] : [domain]),
      firewall,
      guard,
      route,
      diagnosticsOf(estate, ['frontDoor'], profile, workspaceId),
    ],
    outputs: [
      {
        name: symbols.of('entranceHost'),
        description: 'Host name of the entrance; the name that clients call is a CNAME of it.',
        value: propertyOf(endpoint, 'hostName'),
      },
    ],
  }
}

function firewallPolicy({ symbols, name, tags }: Estate, wish: EntranceWish): Resource {
  return resource({
    symbol: symbols.of('entranceFirewall'),
    type: 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies',
    apiVersion: '2025-11-01',
    name: name('frontDoorFirewall'),
    body: {
      location: 'global',
      tags,
      sku: { name: 'Premium_AzureFrontDoor' },
      properties: {
        policySettings: {
          enabledState: wish.isFirewallOn ? 'Enabled' : 'Disabled',
          mode: wish.mode,
          requestBodyCheck: 'Enabled',
        },
        managedRules: {
          managedRuleSets: MANAGED_RULES.map((set) => ({
            ...set,
            ...(set.ruleSetType === 'Microsoft_DefaultRuleSet'
              ? {
                  ruleSetAction: 'Block',
                  exclusions: PROMPT_FIELDS.map((field) => ({
                    matchVariable: 'RequestBodyJsonArgNames',
                    selectorMatchOperator: 'StartsWith',
                    selector: field,
                  })),
                }
              : {}),
          })),
        },
      },
    },
    because: [
      { rule: 'NET-22', why: 'it sorts out what strangers send.' },
      { rule: 'NET-23', why: 'managed rules know attacks; what people write in prompts is none.' },
    ],
  })
}
