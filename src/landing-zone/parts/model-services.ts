import { modelFormat } from '../../azure/index.ts'
import type { AccountEstate, Estate, RegionEstate } from '../estate.ts'
import { type Body, type Output, propertyOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import { type ContentFilter, contentFilterOf } from './content-filter.ts'
import { accountTags } from './account-tags.ts'
import type { BuiltSite } from './data-stages.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { copiesOfTuned } from './fine-tuned-plan.ts'
import { agentNetworkOf, foundryAgents, projectSettings } from './foundry-agents.ts'
import { ACCOUNTS, ACCOUNTS_API, modelDeployments } from './model-deployments.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'
import { roleAssignment } from './role-assignment.ts'

/** Accounts of Azure AI Foundry with their model deployments, in one region: private, without keys, watched. */
export function modelServicesStage(
  estate: Estate,
  { region, accounts, groups }: RegionEstate,
  { workspaceId, gatewayIdentities }: Operations,
  dns: PrivateDns,
  network: RegionNetwork,
  sites: readonly BuiltSite[],
): Stage {
  const agentNetwork = agentNetworkOf(estate)
  const copies = new Set(copiesOfTuned(estate).flatMap(({ declared }) => declared ?? []))
  const resources: Resource[] = []
  const outputs: Output[] = []
  for (const estateAccount of accounts) {
    const { account } = estateAccount
    const foundry = foundryAccount(estate, region, estateAccount, projectSettings(agentNetwork, network))
    const filter = contentFilterOf(estate, account.name, foundry)
    const deployments = modelDeployments(estate, {
      account: estateAccount,
      foundry,
      filterName: filter?.name ?? null,
      // Those are taken from another account, which is there when all are.
      deployments: estateAccount.deployments.filter((one) => !copies.has(one)),
      after: policiesOf(filter),
    })
    const changes = [...policiesOf(filter), ...deployments]
    const agents =
      agentNetwork === null
        ? []
        : foundryAgents(estate, {
            account: foundry,
            accountName: account.name,
            region,
            network: agentNetwork,
            sites: sites.filter(({ home, isCopy }) => home.region === region && !isCopy),
            after: changes.slice(-1),
          })
    const last = agents.filter(({ parent }) => parent === foundry).slice(-1)
    resources.push(
      foundry,
      ...changes,
      ...agents,
      ...privateEndpointOf(estate, network, dns, {
        target: foundry,
        groupId: 'account',
        words: [account.name],
        after: last.length > 0 ? last : changes.slice(-1),
      }),
      diagnosticsOf(estate, [account.name], foundry, workspaceId),
      ...[...gatewayIdentities].flatMap(([from, identity]) =>
        inferenceRoles(estate, estateAccount).map(({ role, words }) =>
          roleAssignment(estate, [...words, account.name, 'from', from], {
            role,
            on: foundry,
            to: identity,
            because: { rule: 'WAF-04', why: `the gateway in ${from} may call the models, and nothing else.` },
          }),
        ),
      ),
    )
    outputs.push({
      name: estate.symbols.of(account.name, 'endpoint'),
      description: `accounts.${account.name}.endpoint of the workload file`,
      value: propertyOf(foundry, 'endpoint'),
    })
  }
  return {
    name: `40-models-${region}`,
    purpose: `Accounts of Azure AI Foundry in ${region}, their model deployments, and the way to them.`,
    scope: estate.groupScope(groups.services),
    parameters: [],
    resources,
    outputs,
  }
}

function foundryAccount(
  estate: Estate,
  region: string,
  accountEstate: AccountEstate,
  settings: Body,
): Resource {
  const { account, azureName } = accountEstate
  return resource({
    symbol: estate.symbols.of('account', account.name),
    type: ACCOUNTS,
    apiVersion: ACCOUNTS_API,
    name: azureName,
    body: {
      location: region,
      tags: accountTags(estate, accountEstate),
      kind: 'AIServices',
      sku: { name: 'S0' },
      identity: { type: 'SystemAssigned' },
      properties: {
        customSubDomainName: azureName,
        disableLocalAuth: true,
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny', bypass: 'None' },
        restrictOutboundNetworkAccess: true,
        allowedFqdnList: [],
        ...settings,
      },
    },
    because: [
      { rule: 'REL-01', why: 'model endpoints stand in every region that the file names.' },
      { rule: 'PNET-02', why: 'it is reached over its private endpoint alone.' },
      { rule: 'APP-27', why: 'who calls it signs in with Entra ID: its keys are off.' },
    ],
  })
}

function policiesOf(filter: ContentFilter | null): readonly Resource[] {
  return filter === null || filter.policy === null ? [] : [filter.policy]
}

/** The role of OpenAI's models does not reach those of other makers, so an account that has some gives the wider one. */
function inferenceRoles(
  { plan }: Estate,
  { deployments }: AccountEstate,
): readonly { readonly role: string; readonly words: readonly string[] }[] {
  const isForeign = deployments.some(
    ({ model }) => modelFormat(plan.models.get(model)?.baseModel ?? model) !== 'OpenAI',
  )
  return [
    { role: 'Cognitive Services OpenAI User', words: ['inference'] },
    ...(isForeign ? [{ role: 'Cognitive Services User', words: ['otherMakers'] }] : []),
  ]
}
