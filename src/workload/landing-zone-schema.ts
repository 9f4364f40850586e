import * as z from 'zod'
import { type AddressRange, parseRange } from '../base/index.ts'
import {
  managementGroupName,
  privateAddress,
  privateRange,
  resourceGroupId,
  resourceId,
} from './azure-values.ts'
import { flag } from './design-values.ts'
import { POLICY_SETS } from './governance-schema.ts'
import { landingZoneEntrance, landingZoneGateway } from './landing-zone-gateway-schema.ts'
import { machineLearning } from './landing-zone-machine-learning-schema.ts'
import { alerts, budget, tags } from './landing-zone-watch-schema.ts'
import { choice, text } from './scalars.ts'

/** What `causeway build` makes of the file, where its design leaves a choice: places, and what is there already. */

/** Private addresses (RFC 1918) that neither Docker nor Azure's own samples begin with. */
const DEFAULT_NETWORKS = '10.64.0.0/16'
const DEFAULT_HUBS = '10.65.0.0/16'

const OBJECT_ID = 'is not an object id such as 7d8c1c5e-5a0b-4d0e-9a53-0c8f4e6c2b1d'

const addresses = z.strictObject({
  networks: privateRange(22, DEFAULT_NETWORKS)
    .optional()
    .describe(
      `Range that the network of each region takes a /22 from, in the order of the regions. ${DEFAULT_NETWORKS} when left out.`,
    ),
  hubs: privateRange(23, DEFAULT_HUBS)
    .optional()
    .describe(`Range that the hub of each region takes a /23 from. ${DEFAULT_HUBS} when left out.`),
})

const existingHub = z.strictObject({
  network: resourceId('Microsoft.Network/virtualNetworks', 'a virtual network').describe(
    'Id of its virtual network.',
  ),
  firewall_address: z
    .union([privateAddress('10.0.0.4'), choice(['none'], 'an address')], {
      error: 'is not a private address such as 10.0.0.4, or none',
    })
    .describe(
      'Private address of its firewall, to which everything is sent that leaves; `none` where it has no firewall.',
    ),
  gateway: flag()
    .optional()
    .describe(
      'Whether it has a gateway to networks on premises, which the network of the workload uses as well.',
    ),
})

const existing = z.strictObject({
  management_group: managementGroupName()
    .optional()
    .describe(
      'Name of the management group that the subscription belongs under. Policies are assigned to it, and so bind every subscription below it.',
    ),
  hubs: z
    .record(z.string(), existingHub)
    .optional()
    .describe('Hub networks of the platform, by region. Regions that are left out get a hub of their own.'),
  private_dns_zones: resourceGroupId()
    .optional()
    .describe(
      'Id of the resource group that holds the private DNS zones of the platform. Zones of its own when left out.',
    ),
  log_workspace: resourceId('Microsoft.OperationalInsights/workspaces', 'a Log Analytics workspace')
    .optional()
    .describe('Id of the workspace that takes all logs. One of its own when left out.'),
  ddos_plan: resourceId('Microsoft.Network/ddosProtectionPlans', 'a DDoS protection plan')
    .optional()
    .describe('Id of the DDoS protection plan that the networks join. As `ddos` says when left out.'),
})

const databaseAdministrators = z.strictObject({
  name: text().describe('Name of the group in Microsoft Entra ID.'),
  object_id: z
    .string({ error: OBJECT_ID })
    .regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, { error: OBJECT_ID })
    .describe('Its object id, which is no secret.'),
})

const managementGroups = z.strictObject({
  parent: managementGroupName()
    .optional()
    .describe('Management group that they are made under. The root of the tenant when left out.'),
})

const policySet = z.strictObject({
  effect: choice(['audit', 'deny', 'disabled'], 'an effect')
    .optional()
    .describe(
      '`audit`: report. `deny`: refuse, or mend, what does not comply, where the definition can. `disabled`: neither. `deny` where `governance.enforcement` is `enforced`, else `audit`, when left out.',
    ),
  enforced: flag()
    .optional()
    .describe('Whether the assignment acts; one that does not still reports. `true` when left out.'),
})

export const landingZone = z.strictObject({
  addresses: addresses.optional().describe('Private addresses that networks are cut from.'),
  management_groups: managementGroups
    .optional()
    .describe(
      'Asks for two management groups, for internet-facing and for internal workloads, with the names of `governance.management_groups` or `online` and `corp`, and for the subscription to be moved under the one of its exposure. Policies are then assigned to the groups.',
    ),
  policies: z
    .partialRecord(choice(POLICY_SETS, 'a set of policies'), policySet)
    .optional()
    .describe('How sets of policies act, by set: those of `governance.policies`.'),
  alerts: alerts.optional().describe('Who is told when something is wrong.'),
  budget: budget
    .optional()
    .describe(
      'A monthly budget of the subscription, which tells at 50, 80 and 100 percent, and stops nothing.',
    ),
  tags: tags
    .optional()
    .describe(
      'Tags on every resource, beside `workload`, `environment` and `managed-by`, and `cost-center` where all consumers have the same.',
    ),
  ddos: choice(['network-plan', 'each-address'], 'a way to protect from floods')
    .optional()
    .describe(
      'How public addresses are protected from floods. `each-address`: one by one, with DDoS IP Protection. `network-plan`: by a DDoS protection plan, which is built and which all networks join; a company needs one alone. `each-address` when left out; a plan of `existing.ddos_plan` goes before it.',
    ),
  existing: existing.optional().describe('What the platform has already, and the landing zone uses.'),
  machine_learning: machineLearning
    .optional()
    .describe(
      'Workspaces of Azure Machine Learning, each with a storage account, a vault and a registry of its own.',
    ),
  database_administrators: databaseAdministrators
    .optional()
    .describe(
      'Who administers databases that have users of their own: `postgresql` among `data.stores`, and that of the gateway’s ledger.',
    ),
  gateway: landingZoneGateway.optional().describe('What the gateway itself runs on.'),
  entrance: landingZoneEntrance.optional().describe('What clients call, before the gateway.'),
})

type LandingZoneDeclaration = z.output<typeof landingZone>

/** The ranges of a file, or those of one that names none. */
export function landingZoneAddresses({
  landing_zone: zone,
}: {
  readonly landing_zone?: LandingZoneDeclaration | undefined
}): { readonly networks: AddressRange; readonly hubs: AddressRange } {
  return {
    networks: zone?.addresses?.networks ?? rangeOf(DEFAULT_NETWORKS),
    hubs: zone?.addresses?.hubs ?? rangeOf(DEFAULT_HUBS),
  }
}

/** Addresses of devices that come by point-to-site VPN, where the file names none. */
export const DEFAULT_CLIENT_RANGE: AddressRange = rangeOf('172.20.0.0/20')

function rangeOf(text: string): AddressRange {
  const range = parseRange(text)
  if (range === null) throw new Error(`${text} is no range`)
  return range
}
