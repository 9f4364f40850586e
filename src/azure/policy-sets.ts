/**
 * What is in initiatives of Azure Policy, as far as the review asks. Built-in ones by id, from "Azure/azure-policy
 * built-in-policies/policySetDefinitions" at f4a50bac (2026-04-29); those of Azure landing zones by name, which each
 * tenant has as definitions of its own, from "Azure/Azure-Landing-Zones-Library platform/alz" at faae8ccf (2026-06-27).
 */

/** Members as ids of built-in definitions, of the initiatives that are small enough to be here as a whole. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    // EU AI Act 2024 1689
    '1308bccf-446a-4283-a4e0-0c983fe7a572',
    [
      '1b4d1c4e-934c-4703-944c-27c82c06bebb',
      '7926a6d1-b268-4586-8197-e8ae90c877d7',
      'ee7495e7-3ba7-40b6-bfee-c29e22cc75d4',
      'd6759c02-b87f-42b7-892e-71b3f471d782',
      'a049bf77-880b-470f-ba6d-9f21c530cf83',
      'ee980b6d-0eca-4501-8d54-f6290fd512c3',
    ],
  ],
  // NIST AI RMF v1.0
  ['f58a876c-ec25-417e-9634-58d2a93e3fe2', ['1b4d1c4e-934c-4703-944c-27c82c06bebb']],
  // [Preview]: Guardrail for Cognitive Services Deployments
  [
    '5207647b-3e83-4e28-b836-c382cb5e2a2e',
    [
      '930f48f9-f07e-427c-9494-52603581c6a9',
      'f3a9c2e0-7b4d-4d8f-9c3a-2e1f6b9a8d4e',
      'af253d37-136a-42f8-a1fc-30010c083d41',
      'c1ad46c6-37f8-4af0-9c71-c208375c87dd',
    ],
  ],
])

/** What landing zones call their own, but for `Enforce-Guardrails-*`, which stand for themselves. */
const LANDING_ZONE_NAMES: ReadonlySet<string> = new Set([
  'audit-privatelinkdnszones',
  'audit-trustedlaunch',
  'audit-unusedresourcescostoptimization',
  'deny-mgmtports-from-internet',
  'deny-publicpaasendpoints',
  'deny-subnet-without-nsg',
  'denyaction-deleteresources',
  'deploy-aum-checkupdates',
  'deploy-mdfc-config',
  'deploy-private-dns-zones',
  'enforce-acsb',
  'enforce-alz-decomm',
  'enforce-alz-sandbox',
  'enforce-backup',
  'enforce-encryption-cmk',
  'enforce-encrypttransit',
])

/** Of a built-in initiative; null for one that is not here. */
export function membersOfPolicySet(id: string): readonly string[] | null {
  return MEMBERS.get(id.toLowerCase()) ?? null
}

/** The name that landing zones give a definition, in lower case and without the date of its version; null for others. */
export function landingZonePolicyName(name: string): string | null {
  const plain = name.toLowerCase().replace(/_\d{8}$/, '')
  return plain.startsWith('enforce-guardrails-') || LANDING_ZONE_NAMES.has(plain) ? plain : null
}
