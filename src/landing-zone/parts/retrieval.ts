import type { Estate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import type { BuiltSite } from './data-stages.ts'
import { roleAssignment } from './role-assignment.ts'

const SHARED_LINKS_API = '2025-05-01'

/**
 * What retrieval needs between the services of a region: Search reads documents and asks for embeddings as itself, by
 * private links of its own, and Foundry asks its indexes.
 */
export function retrievalStages(
  estate: Estate,
  sites: readonly BuiltSite[],
  models: readonly Stage[],
): readonly Stage[] {
  if (!isRetrieving(estate)) return []
  return estate.regions.flatMap((home): readonly Stage[] => {
    const here = sites.filter((site) => site.home === home)
    const searches = here.filter(({ store }) => store.kind === 'search')
    const documents = here.filter(({ store }) => store.kind === 'storage' && !store.isTrusting)
    const accounts = models
      .filter(({ name }) => name === `40-models-${home.region}`)
      .flatMap(({ resources }) => resources)
      .filter(({ type }) => type === 'Microsoft.CognitiveServices/accounts')
    const resources = searches.flatMap((search) => between(estate, search, documents, accounts))
    if (resources.length === 0) return []
    return [
      {
        name: `46-retrieval-${home.region}`,
        purpose: `What AI Search in ${home.region} may read and ask, and who may ask it.`,
        scope: estate.groupScope(home.groups.services),
        parameters: [],
        outputs: [],
        resources,
      },
    ]
  })
}

function isRetrieving({ declaration }: Estate): boolean {
  return declaration.retrieval !== undefined || (declaration.application?.pattern ?? []).includes('rag')
}

function between(
  estate: Estate,
  search: BuiltSite,
  documents: readonly BuiltSite[],
  accounts: readonly Resource[],
): readonly Resource[] {
  const { words, main } = search
  const reads = documents.map((store) =>
    roleAssignment(estate, ['retrieval', ...words, 'reads', ...store.words], {
      role: 'Storage Blob Data Reader',
      on: store.main,
      to: main,
      because: { rule: 'WAF-04', why: 'indexers read documents, and change none.' },
    }),
  )
  const embeds = accounts.map((account) =>
    roleAssignment(estate, ['retrieval', ...words, 'asks', account.symbol], {
      role: 'Cognitive Services OpenAI User',
      on: account,
      to: main,
      because: { rule: 'WAF-04', why: 'indexes are filled with embeddings of the models here.' },
    }),
  )
  const asked = accounts.map((account) =>
    roleAssignment(estate, ['retrieval', account.symbol, 'asks', ...words], {
      role: 'Search Index Data Reader',
      on: main,
      to: account,
      because: { rule: 'WAF-04', why: 'Foundry grounds answers in its indexes, and changes none.' },
    }),
  )
  const links: Resource[] = []
  const link = (name: string, target: Resource, groupId: string): void => {
    links.push(
      resource({
        symbol: estate.symbols.of('sharedLink', ...words, 'to', target.symbol),
        type: 'Microsoft.Search/searchServices/sharedPrivateLinkResources',
        apiVersion: SHARED_LINKS_API,
        name,
        parent: main,
        // A service makes one link at a time.
        after: links.slice(-1),
        body: {
          properties: {
            privateLinkResourceId: idOf(target),
            groupId,
            requestMessage: `Indexers of ${estate.plan.workload}`,
          },
        },
        because: [
          { rule: 'PNET-08', why: 'indexers reach it by a private link; its owner approves it once.' },
        ],
      }),
    )
  }
  for (const store of documents) link(estate.name('sharedLink', ...store.words), store.main, 'blob')
  for (const account of accounts) link(estate.name('sharedLink', account.symbol), account, 'openai_account')
  if (links.length > 0)
    estate.notes.add(
      'links of AI Search wait for approval: az network private-endpoint-connection list --id ID_OF_THE_TARGET, then approve each that is Pending',
    )
  return [...reads, ...embeds, ...asked, ...links]
}
