import { createHash } from 'node:crypto'

/**
 * Names of Azure resources: the Cloud Adoption Framework's abbreviation, then what it is of, within the length and the
 * characters that the type allows. Abbreviations as in Azure/bicep-ptn-aiml-landing-zone constants/abbreviations.json
 * (2026-08-21); rules from "Naming rules and restrictions for Azure resources" (learn.microsoft.com/azure/
 * azure-resource-manager/management/resource-name-rules).
 */
export type NamedKind = keyof typeof RULES

interface NameRule {
  readonly prefix: string
  readonly longest: number
  /** `global`: unique in all of Azure, since it is a host name; so it ends in a mark of the workload and its place. */
  readonly unique: 'in-group' | 'global'
  /** `plain`: small letters and digits alone. */
  readonly characters: 'hyphens' | 'plain'
}

const RULES = {
  resourceGroup: rule('rg', 90),
  virtualNetwork: rule('vnet', 64),
  subnet: rule('snet', 80),
  networkSecurityGroup: rule('nsg', 80),
  privateEndpoint: rule('pep', 64),
  publicAddress: rule('pip', 80),
  firewall: rule('afw', 56),
  firewallPolicy: rule('afwp', 80),
  routeTable: rule('rt', 80),
  natGateway: rule('ng', 80),
  vpnGateway: rule('vpng', 80),
  expressRouteGateway: rule('ergw', 80),
  networkConnection: rule('con', 80),
  localGateway: rule('lgw', 80),
  dnsResolver: rule('dnspr', 80),
  dnsRuleset: rule('dnsfrs', 80),
  forwardingRule: rule('dnsfr', 80),
  flowLog: rule('flow', 80),
  ddosPlan: rule('ddos', 80),
  bastion: rule('bas', 80),
  virtualMachine: rule('vm', 64),
  networkInterface: rule('nic', 80),
  aiServices: rule('aif', 64, 'global'),
  /** Azure takes 128; the name of a role in PostgreSQL, which an identity signs in as, has no more than this. */
  managedIdentity: rule('id', 63),
  logAnalytics: rule('log', 63),
  applicationInsights: rule('appi', 255),
  containerAppsEnvironment: rule('cae', 60),
  containerApp: rule('ca', 32),
  /** Azure takes 63; its prefix of host names, which is the same, has no more than this. */
  kubernetesCluster: rule('aks', 54),
  /** AKS makes the group itself, and takes shorter names than other groups may have. */
  nodeGroup: rule('rg', 80),
  keyVault: rule('kv', 24, 'global'),
  storageAccount: rule('st', 24, 'global', 'plain'),
  searchService: rule('srch', 60, 'global'),
  cosmosAccount: rule('cosmos', 44, 'global'),
  postgresqlServer: rule('psql', 63, 'global'),
  sqlServer: rule('sql', 63, 'global'),
  containerRegistry: rule('cr', 50, 'global', 'plain'),
  key: rule('key', 127),
  foundryProject: rule('proj', 64),
  connection: rule('con', 33),
  outboundRule: rule('out', 33),
  sharedLink: rule('spl', 60),
  machineLearningWorkspace: rule('mlw', 33),
  machineLearningRegistry: rule('mlr', 33),
  actionGroup: rule('ag', 260),
  containerAppsJob: rule('caj', 32),
  /** Azure takes 80; with the name of its private link it may have no more than 70. */
  applicationGateway: rule('agw', 64),
  webFirewall: rule('waf', 80),
  /** Letters and digits alone. */
  frontDoorFirewall: rule('fdfp', 128, 'in-group', 'plain'),
  frontDoor: rule('afd', 90),
  frontDoorEndpoint: rule('fde', 46, 'global'),
  trafficManager: rule('traf', 63, 'global'),
  publicLabel: rule('entrance', 63, 'global'),
  apiManagement: rule('apim', 50, 'global'),
  modelBackend: rule('be', 80),
  modelPool: rule('pool', 80),
  consumerProduct: rule('prod', 80),
  consumerSubscription: rule('sub', 80),
  managedRedis: rule('amr', 60, 'global'),
  alert: rule('alert', 260),
  budget: rule('budget', 63),
  monitorLinkScope: rule('ampls', 255),
} as const

const MARK_CHARACTERS = 5
const CUT_CHARACTERS = 4

function rule(
  prefix: string,
  longest: number,
  unique: NameRule['unique'] = 'in-group',
  characters: NameRule['characters'] = 'hyphens',
): NameRule {
  return { prefix, longest, unique, characters }
}

/** The same for the same words, and another for others: what is cut, or is not as it was, ends in a mark of what it was. */
export function resourceName(kind: NamedKind, ...words: readonly string[]): string {
  const { prefix, longest, unique, characters }: NameRule = RULES[kind]
  const separator = characters === 'plain' ? '' : '-'
  const cleaned = words.map((word) => clean(word, characters))
  const isLossy = words.some((word, i) => word !== cleaned[i])
  const marks = unique === 'global' || isLossy ? [markOf(words, MARK_CHARACTERS)] : []
  const whole = [prefix, ...cleaned, ...marks].join(separator)
  if (whole.length <= longest) return whole
  const end = marks.length > 0 ? marks : [markOf(words, CUT_CHARACTERS)]
  const tail = `${separator}${end.join(separator)}`
  const head = [prefix, ...cleaned].join(separator).slice(0, longest - tail.length)
  return `${head.replace(/-+$/, '')}${tail}`
}

function clean(word: string, characters: NameRule['characters']): string {
  const small = word.toLowerCase()
  if (characters === 'plain') return small.replaceAll(/[^a-z0-9]+/g, '')
  return small.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
}

/** Letters and digits that tell these words from others; the first is a letter, as some types want after a hyphen. */
function markOf(words: readonly string[], characters: number): string {
  const digest = createHash('sha256').update(words.join('\0')).digest()
  const digits = BigInt(`0x${digest.subarray(0, 8).toString('hex')}`)
    .toString(36)
    .padStart(12, '0')
  const first = 'abcdefghijklmnopqrstuvwxyz'.charAt((digest[8] ?? 0) % 26)
  return first + digits.slice(-(characters - 1))
}
