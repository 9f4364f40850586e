import type { Estate } from '../estate.ts'
import { type Resource, resource } from '../resource-graph.ts'

/** Puts Microsoft Sentinel on the workspace; nothing where the file does not ask for it, or the workspace is the platform's. */
export function sentinelOn(
  { declaration, notes }: Estate,
  workspace: Resource | string,
): readonly Resource[] {
  if (declaration.network?.monitoring?.sentinel !== true) return []
  if (typeof workspace === 'string') {
    notes.add(
      "The log workspace is the platform's: whether Microsoft Sentinel watches it is a matter of its team.",
    )
    return []
  }
  return [
    resource({
      symbol: 'sentinel',
      type: 'Microsoft.SecurityInsights/onboardingStates',
      apiVersion: '2025-09-01',
      name: 'default',
      extends: workspace,
      body: { properties: {} },
      because: [{ rule: 'NET-19', why: 'signs of an attack are looked for in the logs of all resources.' }],
    }),
  ]
}
