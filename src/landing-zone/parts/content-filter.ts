import type { Estate } from '../estate.ts'
import { type Resource, resource } from '../resource-graph.ts'

/** What the deployments of an account are filtered by. */
export interface ContentFilter {
  readonly name: string
  /** Null where it is Microsoft's own. */
  readonly policy: Resource | null
}

const HARMS = ['Hate', 'Sexual', 'Violence', 'Selfharm'] as const
const BUILT_IN = /^Microsoft\.\w+$/
const OWN = /^[a-zA-Z0-9][\w.-]{0,63}$/

/** Of the filter that all deployments answer by; null for Azure's default. */
export function contentFilterName(estate: Estate): string | null {
  const name = estate.declaration.governance?.assessments?.content_filter
  if (name === undefined) return null
  if (BUILT_IN.test(name) || OWN.test(name)) return name
  estate.notes.add(
    `governance.assessments.content_filter is no name of a content filter; deployments have the default of Azure`,
  )
  return null
}

/**
 * The filter that `governance.assessments.content_filter` names: Microsoft's own, or one of that name which refuses what
 * Microsoft's default refuses, attacks by prompt and by document, and text that is somebody's. Null where none is named.
 */
export function contentFilterOf(
  estate: Estate,
  accountName: string,
  account: Resource,
): ContentFilter | null {
  const name = contentFilterName(estate)
  if (name === null) return null
  if (BUILT_IN.test(name)) return { name, policy: null }
  const refused = (filter: string, source: 'Prompt' | 'Completion') => ({
    name: filter,
    enabled: true,
    blocking: true,
    source,
  })
  const policy = resource({
    symbol: estate.symbols.of('contentFilter', accountName),
    type: 'Microsoft.CognitiveServices/accounts/raiPolicies',
    apiVersion: account.apiVersion,
    name,
    parent: account,
    body: {
      properties: {
        basePolicyName: 'Microsoft.DefaultV2',
        mode: 'Blocking',
        contentFilters: [
          ...HARMS.flatMap((harm) =>
            (['Prompt', 'Completion'] as const).map((source) => ({
              ...refused(harm, source),
              severityThreshold: 'Medium',
            })),
          ),
          refused('Jailbreak', 'Prompt'),
          refused('Indirect Attack', 'Prompt'),
          refused('Protected Material Text', 'Completion'),
          refused('Protected Material Code', 'Completion'),
        ],
      },
    },
    because: [{ rule: 'WAF-12', why: 'the filter that was assessed is the one that answers.' }],
  })
  return { name, policy }
}
