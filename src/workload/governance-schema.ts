import * as z from 'zod'
import { choice, text } from './scalars.ts'
import { contact, flag } from './design-values.ts'

/** The part of the workload file that says under whose policies it stands: read by `causeway review`. */
export const POLICY_SETS = [
  'landing-zone-baseline',
  'ai-services',
  'ai-search',
  'machine-learning',
  'virtual-machines',
  'private-dns-zones',
  'private-endpoints',
  'deny-public-access',
] as const

export const REGIMES = ['gdpr', 'eu-ai-act', 'hipaa', 'pci-dss', 'iso-27001', 'other'] as const

export const governance = z.strictObject({
  platform: choice(['azure-landing-zone', 'own'], 'a platform')
    .optional()
    .describe(
      'Whether the workload stands in an application landing zone of an Azure landing zone, or on a platform of its own.',
    ),
  management_groups: z
    .strictObject({
      online: text().optional().describe('Management group of workloads that face the internet.'),
      corp: text().optional().describe('Management group of internal workloads.'),
    })
    .optional()
    .describe('The management groups that part internet-facing workloads from internal ones.'),
  subscription: z
    .strictObject({
      kind: choice(['application', 'platform'], 'a kind of subscription')
        .optional()
        .describe('`application`: of workloads. `platform`: of connectivity, identity or management.'),
      exposures: choice(['online', 'corp', 'both'], 'an exposure')
        .optional()
        .describe('What other workloads in the same subscription are.'),
      owner: choice(['application-team', 'platform-team'], 'an owner')
        .optional()
        .describe('Which team controls the AI resources in it.'),
    })
    .optional()
    .describe('The subscription that the AI resources are in.'),
  policies: z
    .array(choice(POLICY_SETS, 'a set of policies'))
    .optional()
    .describe('Sets of Azure Policy that are assigned to the management group.'),
  enforcement: choice(['enforced', 'audit-only'], 'an enforcement')
    .optional()
    .describe('Whether the assignments deny, or only report.'),
  regulated: flag().optional().describe('Whether a regulator’s rules bind the workload.'),
  compliance: z.array(choice(REGIMES, 'a regime')).optional().describe('Regimes that it has to keep to.'),
  assessments: z
    .strictObject({
      by: contact().optional().describe('Who assessed it.'),
      fairness: text().optional().describe('Where the assessment of fairness is.'),
      explainability: text().optional().describe('How answers are explained, or where that is written.'),
      content_filter: text().optional().describe('Name of the content filter policy on the deployments.'),
    })
    .optional()
    .describe('What was found out about fairness and safety.'),
})
