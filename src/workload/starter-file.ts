import type { DeploymentType, Environment, Exposure, Residency, Task } from './plan.ts'

/**
 * A first workload file, for people to go on from: a design that keeps to the guidance, and after each section where to
 * read on. What only its readers can know stands there as `# decide:` and nothing is made up in its place.
 */
export interface Starter {
  readonly workload: string
  readonly exposure: Exposure
  readonly environment: Environment
  readonly residency: Residency
  readonly primary: string
  readonly secondary: string | null
  readonly models: readonly StarterModel[]
  readonly consumer: {
    readonly path: string
    readonly costCenter: string | null
    readonly tokensPerMinute: number
  }
  readonly knowledge: StarterKnowledge
  readonly signIn: 'managed-identity' | 'default-azure'
  readonly owner: string | null
  /** Whether a regulator's rules bind it; null where nobody said. */
  readonly isRegulated: boolean | null
  readonly compliance: readonly string[]
  /** Whose platform it stands on; null where nobody said. */
  readonly platform: 'azure-landing-zone' | 'own' | null
  readonly managementGroups: { readonly online: string; readonly corp: string } | null
  /** What connects networks on premises; null where nobody said. */
  readonly onPremises: 'expressroute' | 'site-to-site-vpn' | 'point-to-site-vpn' | 'none' | null
  /** Days of the tables that regions and types come from. */
  readonly factsAsOf: string
}

export interface StarterModel {
  readonly name: string
  readonly task: Task
  readonly version: string
  readonly deployments: readonly StarterDeployment[]
}

export interface StarterDeployment {
  readonly region: string
  readonly type: DeploymentType
  readonly capacity:
    | { readonly kind: 'tokens'; readonly tokensPerMinute: number }
    | { readonly kind: 'provisioned'; readonly ptu: number }
    | null
  readonly priority: number
  readonly isAboveQuota: boolean
}

/** What answers are grounded on: nothing, or data that so many may see; null where nobody said. */
export type StarterKnowledge = 'none' | 'public' | 'internal' | 'confidential' | null

export interface StarterText {
  readonly text: string
  /** What the lines marked `# decide:` ask for, in their order. */
  readonly undecided: readonly string[]
}

/** `env:` references that the file has, one for each account. */
export function endpointVariable(region: string): string {
  return `AOAI_${region.toUpperCase()}_ENDPOINT`
}

export function starterFile(starter: Starter): StarterText {
  const undecided: string[] = []
  const decide: Decide = (what) => {
    undecided.push(what)
    return `# decide: ${what}`
  }
  const sections = [
    head(starter),
    accounts(starter),
    models(starter, decide),
    consumers(starter, decide),
    gateway(starter, decide),
    network(starter, decide),
    governance(starter, decide),
    continuity(starter, decide),
    operations(starter, decide),
    application(starter, decide),
    decisions(decide),
  ]
  return { text: `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`, undecided }
}

/** The comment of a line that is left to the readers. */
type Decide = (what: string) => string

/** A plain scalar where YAML can only read it as this text; in double quotes otherwise. */
export function yamlText(text: string): string {
  const isPlain =
    /^[A-Za-z/][\w./@+-]*(?: [\w./@+-]+)*$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/i.test(text)
  if (isPlain) return text
  // JSON's strings are YAML's, but for what YAML does not print as it is.
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** As the file's readers write it: 240k, 2M. */
function countText(value: number): string {
  if (value % 1_000_000 === 0) return `${value / 1_000_000}M`
  return value % 1_000 === 0 ? `${value / 1_000}k` : String(value)
}

function flow(entries: readonly (readonly [string, string])[]): string {
  return `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`
}

function regionsOf({ primary, secondary }: Starter): readonly string[] {
  return secondary === null ? [primary] : [primary, secondary]
}

function accountName(region: string): string {
  return `aoai-${region}`
}

function head(starter: Starter): readonly string[] {
  const { workload, environment, exposure, residency, primary, secondary, factsAsOf } = starter
  return [
    '# A workload file of Causeway, begun by `causeway init`: what it says of the design is a proposal to change at will.',
    '# `# decide:` marks what only you can know; the review says "not known" there until it is filled in.',
    '# Every setting is explained in docs/workload-file.md; `causeway review` holds the file to the guidance.',
    '',
    `workload: ${yamlText(workload)}`,
    `environment: ${environment}`,
    exposure === 'online'
      ? 'exposure: online # the internet reaches it'
      : 'exposure: corp # from the inside only',
    residency === 'global'
      ? 'residency: global # prompts and answers may be processed anywhere'
      : `residency: ${yamlText(residency)} # a hard rule: no call is ever processed outside`,
    '',
    `# Where all models below are on offer, by Microsoft's tables of ${factsAsOf}; see docs/planning.md.`,
    secondary === null
      ? `regions: { primary: ${primary} }`
      : `regions: { primary: ${primary}, secondary: ${secondary} }`,
  ]
}

function accounts(starter: Starter): readonly string[] {
  const { signIn } = starter
  return [
    '# Accounts that hold the models. Addresses come from the environment, and no key is needed: the gateway signs in as',
    signIn === 'managed-identity'
      ? '# the identity of its host. See docs/providers.md.'
      : '# you do (`az login`); in production as the identity of its host (managed-identity). See docs/providers.md.',
    'accounts:',
    ...regionsOf(starter).flatMap((region) => [
      `  ${accountName(region)}:`,
      '    provider: azure-openai',
      `    region: ${region}`,
      `    endpoint: env:${endpointVariable(region)}`,
      `    auth: ${signIn}`,
    ]),
  ]
}

function models({ models: all }: Starter, decide: Decide): readonly string[] {
  return [
    '# What clients ask for by name, and the deployments that serve it: equal priority shares the load, and each goes on',
    '# when the other fails. See docs/planning.md for other regions and types.',
    'models:',
    ...all.flatMap(({ name, task, version, deployments }) => [
      `  ${yamlText(name)}:`,
      ...(task === 'generate' ? [] : [`    task: ${task}`]),
      `    version: ${JSON.stringify(version)}`,
      '    deployments:',
      ...deployments.flatMap((deployment) => deploymentLines(name, deployment, decide)),
    ]),
  ]
}

function deploymentLines(model: string, deployment: StarterDeployment, decide: Decide): readonly string[] {
  const { region, type, capacity, priority, isAboveQuota } = deployment
  const isProvisioned = capacity?.kind === 'provisioned'
  const entries: [string, string][] = [
    ['id', yamlText(`${model}-${region}${isProvisioned ? '-ptu' : ''}`)],
    ['account', accountName(region)],
    ['type', type],
  ]
  if (capacity?.kind === 'tokens') entries.push(['tpm', countText(capacity.tokensPerMinute)])
  if (capacity?.kind === 'provisioned') entries.push(['ptu', String(capacity.ptu)])
  if (priority !== 1) entries.push(['priority', String(priority)])
  const line = `      - ${flow(entries)}`
  const asked = `the request for more quota of ${model} in ${region}, as operations.growth.quota_request`
  return isAboveQuota ? [line, `        ${decide(asked)}`] : [line]
}

function consumers({ consumer, models: all }: Starter, decide: Decide): readonly string[] {
  const { path, costCenter, tokensPerMinute } = consumer
  return [
    '# Who may call, as paths of organisation, unit and application; limits and cost centers hold for all below a path.',
    '# See docs/limits.md and docs/chargeback.md.',
    'consumers:',
    `  ${path}:`,
    costCenter === null
      ? `    ${decide('cost_center, who pays for it')}`
      : `    cost_center: ${yamlText(costCenter)}`,
    `    models: [${all.map(({ name }) => yamlText(name)).join(', ')}]`,
    `    limits: { tokens_per_minute: ${countText(tokensPerMinute)} }`,
    `    ${decide('limits.budget, what it may spend, such as { usd: 2000, per: month }')}`,
  ]
}

function gateway({ exposure }: Starter, decide: Decide): readonly string[] {
  return [
    '# How the gateway listens: anything wider than this machine needs TLS. See docs/operating.md.',
    'gateway:',
    exposure === 'online'
      ? '  listen: 127.0.0.1:8080 # the entrance of `network.ingress` stands before it'
      : '  listen: 127.0.0.1:8080',
    `  ${decide('operations, where metrics and probes are read, such as 127.0.0.1:9090')}`,
  ]
}

function network(starter: Starter, decide: Decide): readonly string[] {
  const { exposure, onPremises } = starter
  return [
    '# The design of the network, which `causeway review` reads and `causeway build` writes templates of (docs/build.md).',
    'network:',
    '  models: private-endpoints',
    '  data: private-endpoints',
    '  portals: private',
    '  gateway: inside',
    `  gateway_regions: [${regionsOf(starter).join(', ')}]`,
    '  security_groups: every-subnet',
    ...(exposure === 'online'
      ? [
          '  # What ends TLS for the internet, and refuses what is no call.',
          '  ingress: { via: application-gateway, waf: prevention, https_only: true, ddos_protection: true }',
        ]
      : []),
    '  egress:',
    '    mode: approved-only',
    '    via: azure-firewall',
    `    ${decide('allow, the destinations that are trusted, each with reason, owner and review_by')}`,
    '  dns: { zones: central, zone_groups: every-endpoint, servers: custom }',
    '  operators: { jumpbox: hub, bastion: true, only_by_jumpbox: true }',
    onPremises === null
      ? `  ${decide('on_premises, what links networks on premises to it, or { link: none }')}`
      : `  on_premises: { link: ${onPremises} }`,
    '  monitoring: { network_watcher: true, network_insights: true }',
  ]
}

const POLICIES_FOR_ALL = [
  'landing-zone-baseline',
  'ai-services',
  'ai-search',
  'virtual-machines',
  'private-dns-zones',
  'private-endpoints',
]

function governance(starter: Starter, decide: Decide): readonly string[] {
  const { exposure, platform, managementGroups, isRegulated, compliance } = starter
  const policies = exposure === 'corp' ? [...POLICIES_FOR_ALL, 'deny-public-access'] : POLICIES_FOR_ALL
  return [
    '# Under whose policies it stands: a subscription of its own, for workloads of one exposure. See docs/rules/README.md.',
    'governance:',
    isRegulated === null
      ? `  ${decide('regulated, whether the rules of a regulator bind it')}`
      : `  regulated: ${isRegulated}`,
    platform === null ? `  ${decide('platform, azure-landing-zone or own')}` : `  platform: ${platform}`,
    managementGroups === null
      ? `  ${decide('management_groups, { online: NAME, corp: NAME }')}`
      : `  management_groups: ${flow([
          ['online', yamlText(managementGroups.online)],
          ['corp', yamlText(managementGroups.corp)],
        ])}`,
    `  subscription: { kind: application, exposures: ${exposure} }`,
    ...(platform === 'azure-landing-zone'
      ? [
          '  # To be assigned to the management group before the first deployment.',
          `  policies: [${policies.join(', ')}]`,
        ]
      : [`  ${decide(`policies, of ${policies.join(', ')} those that are assigned`)}`]),
    compliance.length === 0
      ? `  ${decide('compliance, the regimes that bind it, such as [gdpr]')}`
      : `  compliance: [${compliance.join(', ')}]`,
    `  ${decide('assessments, of fairness, explainability and the content filter')}`,
  ]
}

function continuity(starter: Starter, decide: Decide): readonly string[] {
  const { knowledge } = starter
  return [
    '# What survives the loss of a region, and within what time.',
    knowledge === null ? 'continuity: {}' : 'continuity:',
    `  ${decide('recovery_time and recovery_point, such as 4h and 1h')}`,
    `  ${decide('last_drill, the day on which losing a region was last tried out')}`,
    ...assets(starter, decide),
  ]
}

function assets({ knowledge, secondary, primary }: Starter, decide: Decide): readonly string[] {
  if (knowledge === null)
    return [`  ${decide('assets, the fine-tuned models, indexes and data sets, each with its replica')}`]
  if (knowledge === 'none') return ['  assets: {}']
  const entries: [string, string][] = [
    ['kind', 'retrieval-data'],
    ['primary', primary],
  ]
  if (secondary !== null) entries.push(['replica', secondary])
  const line = `    knowledge: ${flow(entries)}`
  return [
    '  assets:',
    secondary === null ? `${line} ${decide('the replica of knowledge, a second region')}` : line,
  ]
}

function operations({ owner }: Starter, decide: Decide): readonly string[] {
  return [
    '# Who runs it, and with what.',
    'operations:',
    owner === null
      ? `  ${decide('owners, of the application, the models and operations')}`
      : `  owners: { application: ${yamlText(owner)} } ${decide('owners of the models and of operations')}`,
    '  logs: every-resource',
    '  tracing: opentelemetry',
    '  environments: apart',
    `  ${decide('alerts, what somebody is told of, such as [errors above 1 percent]')}`,
    `  ${decide('pipeline and deployment_plan, what deploys it and where that is planned')}`,
    `  ${decide('growth and objectives, the load that is expected and what callers may expect')}`,
  ]
}

function application({ knowledge, primary }: Starter, decide: Decide): readonly string[] {
  const hasKnowledge = knowledge !== null && knowledge !== 'none'
  const lines = [
    '# The application around the models: an API is all that reaches data, and the gateway all that reaches models.',
    'application:',
    ...(hasKnowledge ? ['  pattern: [rag]'] : []),
    '  parts:',
    '    api: { kind: api, models: through-gateway }',
    `  ${decide('stage, sign_in and demand of the application')}`,
  ]
  if (knowledge === null)
    return [
      ...lines,
      decide('data and retrieval, the stores that answers are grounded on, where there are any'),
    ]
  if (!hasKnowledge) return lines
  const store: [string, string][] = [
    ['kind', 'search'],
    ['region', primary],
    ['classification', knowledge],
    ['reached_by', '[api]'],
    ['redundancy', 'zone'],
  ]
  return [
    ...lines,
    '',
    '# What answers are grounded on, and that it is cut to what the caller may see.',
    'data:',
    '  stores:',
    `    knowledge: ${flow(store)}`,
    'retrieval:',
    '  mode: just-in-time',
    '  trimming: by-caller',
    `  ${decide('access_field, the field of the index that holds who may see a chunk')}`,
    '  lineage: true',
  ]
}

function decisions(decide: Decide): readonly string[] {
  return [
    '# Choices with their reasons, for those who come later.',
    'decisions: {}',
    decide('service, model, model-kind and framework, each { choice: WHAT, because: WHY }'),
  ]
}
