import * as z from 'zod'
import { domainName, privateAddress, privateRange, publicAddress, resourceId } from './azure-values.ts'
import { choice, count, whole } from './scalars.ts'
import { NETWORK_PRESETS, withPreset } from './network-presets.ts'
import { contact, day, flag, region, words } from './design-values.ts'

/** The part of the workload file that says how the network is laid out: read by `causeway review` and `causeway build`. */
const REACH =
  '`private-endpoints`: over private endpoints alone. `selected-networks`: from networks that are named. `public`: from the internet.'

function reach(): z.ZodEnum<{
  'private-endpoints': 'private-endpoints'
  'selected-networks': 'selected-networks'
  public: 'public'
}> {
  return choice(['private-endpoints', 'selected-networks', 'public'], 'a way to be reached')
}

const ingress = z.strictObject({
  via: choice(['application-gateway', 'front-door', 'other', 'none'], 'an entrance')
    .optional()
    .describe('What stands before the gateway and ends TLS for those who call from the internet.'),
  waf: choice(['prevention', 'detection', 'off'], 'a mode of the firewall')
    .optional()
    .describe('Mode of the web application firewall on the entrance.'),
  https_only: flag().optional().describe('Whether the entrance takes HTTPS alone; plain HTTP may redirect.'),
  ddos_protection: flag()
    .optional()
    .describe(
      'Whether Azure DDoS Protection is on for the virtual network, or the public address, of the entrance.',
    ),
})

const egress = z.strictObject({
  mode: choice(['approved-only', 'internet'], 'a mode of egress')
    .optional()
    .describe('`approved-only`: to the destinations of `allow` alone. `internet`: anywhere.'),
  via: choice(['azure-firewall', 'other-firewall', 'none'], 'a way out')
    .optional()
    .describe('What outbound traffic passes on its way to the internet.'),
  tier: choice(['basic', 'standard', 'premium'], 'a tier of Azure Firewall')
    .optional()
    .describe(
      'Of the Azure Firewall that `causeway build` makes. `basic` lets hostile addresses pass and answers no DNS. `standard` when left out.',
    ),
  next_hop: z
    .record(z.string(), privateAddress('10.0.0.4'))
    .optional()
    .describe(
      'Where `causeway build` sends what leaves: the private address, in each region, of a firewall that is not Azure’s.',
    ),
  reason: words().optional().describe('Why outbound traffic is not restricted, where it is not.'),
  allow: z
    .array(
      z.strictObject({
        to: words().describe('A fully qualified domain name, a range of addresses or a tag of Azure.'),
        reason: words().optional().describe('What needs it.'),
        owner: contact().optional().describe('Who answers for it.'),
        ports: z
          .array(whole(1, 65_535))
          .min(1, { error: 'is empty' })
          .optional()
          .describe('TCP ports that it is called on. 443 when left out.'),
        review_by: day().optional().describe('Day by which it is looked at again, such as `2027-06-30`.'),
      }),
    )
    .optional()
    .describe('The trusted destinations of outbound traffic.'),
})

const dns = z.strictObject({
  zones: choice(['central', 'local', 'none'], 'a place of zones')
    .optional()
    .describe(
      '`central`: private DNS zones of the platform, linked to the networks. `local`: zones of this workload. `none`: no private zones.',
    ),
  zone_groups: choice(['every-endpoint', 'some-endpoints', 'none'], 'a choice')
    .optional()
    .describe('Which private endpoints write their records into the zones by a DNS zone group.'),
  servers: choice(['custom', 'azure'], 'a kind of DNS server')
    .optional()
    .describe(
      'What the virtual networks ask: DNS servers of your own (or a resolver, or the firewall), or Azure’s.',
    ),
  forwarders: flag()
    .optional()
    .describe('Whether DNS on premises forwards the private zones to Azure (conditional forwarders).'),
  forward: z
    .array(
      z.strictObject({
        domain: domainName().describe('With all below it, such as `corp.contoso.com`.'),
        to: z
          .array(privateAddress('10.200.0.4'))
          .min(1, { error: 'is empty' })
          .max(6, { error: 'has more than 6 servers' })
          .describe('DNS servers on premises that answer for it.'),
      }),
    )
    .optional()
    .describe('Domains that `causeway build` has asked on premises.'),
})

const operators = z.strictObject({
  jumpbox: choice(['workload-network', 'hub', 'none'], 'a place for the jumpbox')
    .optional()
    .describe('Where the virtual machine stands from which people manage AI resources.'),
  jumpbox_system: choice(['linux', 'windows'], 'an operating system')
    .optional()
    .describe(
      'Operating system of the jumpbox that `causeway build` makes. `windows` has a browser for portals. `linux` when left out.',
    ),
  bastion: flag().optional().describe('Whether virtual machines are reached through Azure Bastion.'),
  only_by_jumpbox: flag()
    .optional()
    .describe('Whether developers manage AI resources and data from the jumpbox alone.'),
})

const onPremises = z.strictObject({
  link: choice(['expressroute', 'site-to-site-vpn', 'point-to-site-vpn', 'none'], 'a link')
    .optional()
    .describe('What connects it to Azure.'),
  volume: choice(['low', 'moderate', 'high'], 'a volume')
    .optional()
    .describe('How much data moves between the two.'),
  real_time: flag()
    .optional()
    .describe('Whether processing waits for data from there, or needs steady delays.'),
  fast_path: flag().optional().describe('Whether ExpressRoute FastPath is on.'),
  ranges: z
    .array(privateRange(32, '10.200.0.0/16'))
    .min(1, { error: 'is empty' })
    .optional()
    .describe('Addresses of the networks there: what `causeway build` routes to them and lets in from them.'),
  peer_address: z
    .union([publicAddress(), domainName()], { error: 'is neither an IPv4 address nor a host name' })
    .optional()
    .describe('Public address or host name of the VPN device there; asked for at deployment when left out.'),
  circuit: resourceId('Microsoft.Network/expressRouteCircuits', 'an ExpressRoute circuit')
    .optional()
    .describe('Id of the ExpressRoute circuit; asked for at deployment when left out.'),
  circuit_authorization: flag()
    .optional()
    .describe(
      'Whether the circuit is in a subscription of somebody else, whose authorization key is asked for at deployment.',
    ),
  client_range: privateRange(22, '172.20.0.0/20')
    .optional()
    .describe(
      'Addresses that devices get by point-to-site VPN, a /24 in each region. 172.20.0.0/20 when left out.',
    ),
  connects: choice(['sites', 'devices', 'both'], 'what is connected')
    .optional()
    .describe('Networks of sites, single devices, or both.'),
})

const monitoring = z.strictObject({
  network_watcher: flag().optional().describe('Whether Network Watcher is on in each region that is used.'),
  network_insights: flag()
    .optional()
    .describe('Whether telemetry of the network’s resources goes to Azure Monitor.'),
  private_link: flag()
    .optional()
    .describe('Whether logs, metrics and traces go to Azure Monitor over a private endpoint.'),
  sentinel: flag().optional().describe('Whether Microsoft Sentinel watches the logs of the network.'),
})

const foundry = z.strictObject({
  managed_network: choice(
    ['approved-outbound', 'internet-outbound', 'own-network', 'off'],
    'a managed network',
  )
    .optional()
    .describe(
      'The managed virtual network of Azure AI Foundry and its mode; `own-network` where agents are put into a subnet of yours.',
    ),
  private_endpoint: flag().optional().describe('Whether Foundry is reached over a private endpoint.'),
  needs_on_premises: flag().optional().describe('Whether it has to reach resources on premises.'),
  on_premises_path: words()
    .optional()
    .describe('How the managed network reaches them, such as Application Gateway with an outbound rule.'),
})

const settings = z.strictObject({
  preset: choice(NETWORK_PRESETS, 'a preset')
    .optional()
    .describe(
      '`closed`: nobody on the internet reaches anything. `published`: callers on the internet come through a web application firewall. Both settle how models, data, portals, egress and DNS are, and take nothing beside them that is less safe.',
    ),
  models: reach().optional().describe(`How accounts of models are reached. ${REACH}`),
  data: reach()
    .optional()
    .describe(`How Storage, Key Vault, registries, search and databases are reached. ${REACH}`),
  portals: choice(['private', 'public'], 'a way to portals')
    .optional()
    .describe(
      'How people reach the portals of Foundry and Azure Machine Learning: over private endpoints in the hub, or the internet.',
    ),
  gateway: choice(['inside', 'outside'], 'a place')
    .optional()
    .describe('Whether the gateway runs inside a virtual network.'),
  gateway_regions: z.array(region()).optional().describe('Regions in which a gateway runs.'),
  security_groups: choice(['every-subnet', 'some-subnets', 'none'], 'a choice')
    .optional()
    .describe('Which subnets have a network security group.'),
  ingress: ingress.optional().describe('How calls come in.'),
  egress: egress.optional().describe('How calls go out.'),
  dns: dns.optional().describe('How names of private endpoints are resolved.'),
  operators: operators.optional().describe('How people get in to manage.'),
  on_premises: onPremises.optional().describe('Networks on premises that the workload depends on.'),
  monitoring: monitoring.optional().describe('What watches the network.'),
  foundry: foundry.optional().describe('Azure AI Foundry, where it is used.'),
  daily_transfer_gb: count().optional().describe('Gigabytes a day that come from on premises.'),
})

export const network = settings.transform((written, context) => {
  const { network: settled, contradictions } = withPreset(written)
  for (const { path, message } of contradictions)
    context.issues.push({ code: 'custom', input: written, path: [...path], message })
  return contradictions.length === 0 ? settled : z.NEVER
})
