import { formatRange } from '../address-plan.ts'
import type { Estate } from '../estate.ts'
import type { Body } from '../resource-graph.ts'
import { destinationOf } from './firewall-destinations.ts'
import { onPremisesSources } from './on-premises.ts'
import { operatorDestinations } from './operator-destinations.ts'

/** What the firewall of a hub lets out: what the platform itself needs, and the list of the workload file. */

/** A rule for names, ranges or tags. */
export interface AllowedOut {
  readonly name: string
  readonly why: string
  readonly to: readonly string[]
  readonly ports: readonly number[]
}

/**
 * What a gateway on Container Apps needs of the internet; models, data and logs are reached inside. Sources: "Use Azure
 * Firewall with Azure Container Apps" (2026-03-30), and Azure Monitor's list of endpoints.
 */
const NEEDED_OUTSIDE: readonly AllowedOut[] = [
  {
    name: 'sign-in',
    why: 'Tokens of Microsoft Entra ID',
    to: [
      'login.microsoftonline.com',
      '*.login.microsoftonline.com',
      '*.login.microsoft.com',
      '*.identity.azure.net',
    ],
    ports: [443],
  },
  {
    name: 'images-of-the-platform',
    why: 'Images that Container Apps itself runs',
    to: ['mcr.microsoft.com', '*.data.mcr.microsoft.com'],
    ports: [443],
  },
  {
    name: 'nodes-of-the-platform',
    why: 'Programs of the machines that Container Apps runs on',
    to: ['packages.aks.azure.com', 'acs-mirror.azureedge.net'],
    ports: [443],
  },
  {
    name: 'telemetry',
    why: 'Azure Monitor',
    to: [
      '*.in.applicationinsights.azure.com',
      '*.livediagnostics.monitor.azure.com',
      'settings.sdk.monitor.azure.com',
      '*.ingest.monitor.azure.com',
      '*.ods.opinsights.azure.com',
      '*.oms.opinsights.azure.com',
    ],
    ports: [443],
  },
]

/** What AKS needs beside it (example of "Get-AzAksManagedClusterOutboundNetworkDependencyEndpoint", read 2026-11-21). */
const NEEDED_BY_AKS: AllowedOut = {
  name: 'nodes-of-kubernetes',
  why: 'AKS, which its nodes sign in to and take programs from',
  to: ['management.azure.com', 'packages.microsoft.com'],
  ports: [443],
}

/** What the firewall lets out whatever the file lists. */
export function neededOutside({ gateway }: Estate): readonly AllowedOut[] {
  return gateway?.runsOn === 'aks' ? [...NEEDED_OUTSIDE, NEEDED_BY_AKS] : NEEDED_OUTSIDE
}

/** What some of the rules that every firewall has let out. */
export function hostsOf(names: readonly string[]): readonly string[] {
  return NEEDED_OUTSIDE.filter(({ name }) => names.includes(name)).flatMap(({ to }) => to)
}

const HTTP_80 = { protocolType: 'Http', port: 80 } as const
const HTTPS_443 = { protocolType: 'Https', port: 443 } as const
const HTTPS = [443]
const WEB = [80, 443]

/** Collections of the group of rules, the first to decide first; network rules go before rules of names whatever it is. */
export function ruleCollections(estate: Estate): readonly Body[] {
  const sources = estate.regions.map(({ addresses }) => formatRange(addresses))
  const listed = listedDestinations(estate)
  return [
    collection('from-on-premises', 90, onPremisesRules(estate, sources)),
    collection(
      'listed-addresses',
      100,
      listed.addresses.map((rule) => networkRule(rule, sources)),
    ),
    collection(
      'platform',
      200,
      neededOutside(estate).map((rule) => hostRule(rule, sources)),
    ),
    collection(
      'listed-names',
      210,
      listed.hosts.map((rule) => hostRule(rule, sources)),
    ),
    collection('operators', 220, operatorRules(estate)),
    collection(
      'internet',
      300,
      openTo(estate).map((rule) => hostRule(rule, sources)),
    ),
  ].flat()
}

/** Azure refuses a collection without rules. */
function collection(name: string, priority: number, rules: readonly Body[]): readonly Body[] {
  if (rules.length === 0) return []
  return [
    {
      ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
      name,
      priority,
      action: { type: 'Allow' },
      rules,
    },
  ]
}

function hostRule({ name, why, to, ports }: AllowedOut, sources: readonly string[]): Body {
  return {
    ruleType: 'ApplicationRule',
    name,
    description: why,
    sourceAddresses: sources,
    protocols: ports.map((port) => (port === HTTP_80.port ? HTTP_80 : { ...HTTPS_443, port })),
    targetFqdns: to,
  }
}

function networkRule({ name, why, to, ports }: AllowedOut, sources: readonly string[]): Body {
  return {
    ruleType: 'NetworkRule',
    name,
    description: why,
    ipProtocols: ['TCP'],
    sourceAddresses: sources,
    destinationAddresses: to,
    destinationPorts: ports.map(String),
  }
}

/** Networks and devices there reach what the workload's networks have, by HTTPS. */
function onPremisesRules(estate: Estate, networks: readonly string[]): readonly Body[] {
  const from = onPremisesSources(estate)
  if (from.length === 0) return []
  const rule = {
    name: 'https-to-the-workload',
    why: 'Networks and devices on premises',
    to: networks,
    ports: HTTPS,
  }
  return [networkRule(rule, from)]
}

function operatorRules(estate: Estate): readonly Body[] {
  const operators = operatorDestinations(estate)
  if (operators === null) return []
  const rules = operators.rules.map((rule) => hostRule(rule, operators.from))
  if (!operators.updatesWindows) return rules
  const updates = {
    ruleType: 'ApplicationRule',
    name: 'windows-updates',
    description: 'Updates of Windows',
    sourceAddresses: operators.from,
    protocols: [HTTP_80, HTTPS_443],
    fqdnTags: ['WindowsUpdate'],
  }
  return [...rules, updates]
}

/** Everything on the web, where the file wants it and says why. */
export function openTo({ declaration, notes }: Estate): readonly AllowedOut[] {
  const { mode, reason } = declaration.network?.egress ?? {}
  if (mode !== 'internet') return []
  if (reason !== undefined) return [{ name: 'everything', why: reason, to: ['*'], ports: WEB }]
  notes.add('The firewalls let out what is listed alone: network.egress.mode is internet without a reason.')
  return []
}

interface Listed {
  readonly hosts: readonly AllowedOut[]
  /** Ranges and tags. */
  readonly addresses: readonly AllowedOut[]
}

/** What `network.egress.allow` names, as far as it can be told apart. */
export function listedDestinations({ plan, declaration, notes }: Estate): Listed {
  const hosts: AllowedOut[] = []
  const addresses: AllowedOut[] = []
  const names = new Set<string>()
  for (const { to, reason, owner, review_by: reviewBy, ports = HTTPS } of declaration.network?.egress
    ?.allow ?? []) {
    const why = [
      reason,
      owner === undefined ? undefined : `owner: ${owner}`,
      reviewBy === undefined ? undefined : `until ${reviewBy}`,
    ]
    const description = why.filter((part) => part !== undefined).join('; ')
    const rule = (target: string): AllowedOut => ({
      name: ruleName(target, names),
      why: description === '' ? 'listed in the workload file' : description,
      to: [target],
      ports,
    })
    const destination = destinationOf(to, plan.facts)
    if (destination.kind === 'host') hosts.push(rule(destination.host))
    else if (destination.kind === 'addresses') addresses.push(rule(destination.range))
    else if (destination.kind === 'tag') addresses.push(rule(destination.tag))
    else
      notes.add(
        destination.kind === 'everywhere'
          ? `${to} of network.egress.allow would let out everything, and is left out of the firewalls' lists.`
          : `${to} of network.egress.allow is neither a host name nor a range nor a tag, and is left out of the firewalls' lists.`,
      )
  }
  return { hosts, addresses }
}

/** Letters, digits, dots, hyphens and underscores, and none twice. */
function ruleName(target: string, taken: Set<string>): string {
  const plain = target.replace(/^\*/, 'all').replaceAll(/[^A-Za-z0-9.-]+/g, '-')
  let name = plain
  for (let count = 2; taken.has(name); count++) name = `${plain}-${count}`
  taken.add(name)
  return name
}
