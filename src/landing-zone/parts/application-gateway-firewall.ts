import type { Estate } from '../estate.ts'
import { type Resource, resource } from '../resource-graph.ts'
import type { EntranceWish } from './entrance-wish.ts'
import { MANAGED_RULES, PROMPT_FIELDS } from './prompt-fields.ts'

/** What the firewall reads of a body; the rest passes, up to `gateway.body_limit`. */
const INSPECTED_KB = 128

/** What Application Gateway of a region holds calls to. */
export function firewallPolicy(
  { symbols, name, tags }: Estate,
  wish: EntranceWish,
  region: string,
): Resource {
  return resource({
    symbol: symbols.of('entranceFirewall', region),
    type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
    apiVersion: '2025-09-01',
    name: name('webFirewall', region),
    body: {
      location: region,
      tags,
      properties: {
        policySettings: {
          state: wish.isFirewallOn ? 'Enabled' : 'Disabled',
          mode: wish.mode,
          requestBodyCheck: true,
          requestBodyInspectLimitInKB: INSPECTED_KB,
          // Prompts with pictures and files are larger than the firewall would let through.
          requestBodyEnforcement: false,
          fileUploadEnforcement: false,
        },
        managedRules: {
          managedRuleSets: MANAGED_RULES.map((set) => ({ ...set })),
          exclusions: PROMPT_FIELDS.map((field) => ({
            matchVariable: 'RequestArgNames',
            selectorMatchOperator: 'StartsWith',
            selector: field,
          })),
        },
      },
    },
    because: [{ rule: 'NET-23', why: 'managed rules know attacks; what people write in prompts is none.' }],
  })
}
