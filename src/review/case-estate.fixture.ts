import { evaluateTarget, type Evaluation, SHIPPED_FACTS } from '../azure/index.ts'
import { type DeployedResource, terraformPlanOf } from './case-terraform.fixture.ts'
import { CASE_DAY_MS } from './case-workload.fixture.ts'
import { Estate } from './estate.ts'
import type { ResourceCase } from './rule.ts'

export type CaseKind = Evaluation['kind']

/** An estate of a case's resources, as one template; `[parameters('given')]` is what nobody has given. */
export function caseEstate(resources: ResourceCase, kind: CaseKind = 'arm-template'): Estate {
  const text = JSON.stringify(DOCUMENTS[kind](resources), null, 2)
  const evaluation = evaluateTarget({ name: 'case.json', text })
  const faults = evaluation.notes.filter((note) => note.kind === 'fault')
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'))
  if (evaluation.kind !== kind) throw new Error(`the case is taken for ${evaluation.kind}`)
  return new Estate(
    [{ kind, file: 'case.json', evaluation }],
    { residency: 'eu', hasWorkload: false, facts: SHIPPED_FACTS },
    CASE_DAY_MS,
  )
}

const DOCUMENTS: Readonly<Record<CaseKind, (resources: ResourceCase) => unknown>> = {
  'arm-template': templateOf,
  'bicep-snapshot': (resources) => ({
    predictedResources: JSON.parse(
      JSON.stringify(deployed(resources)).replaceAll(GIVEN, "reference('given', '2024-10-01').value"),
    ) as unknown,
  }),
  'resource-graph': (resources) => ({ data: deployed(resources) }),
  'terraform-plan': (resources) => terraformPlanOf(deployed(resources)),
}

const GIVEN = "parameters('given')"

export function templateOf(resources: ResourceCase): unknown {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { given: { type: 'string' } },
    resources,
  }
}

/** Why a case of a template cannot be one of another kind; null where it can. */
export function inexpressible(resources: ResourceCase, kind: CaseKind): string | null {
  if (kind === 'arm-template') return null
  const text = JSON.stringify(resources)
  if (resources.some((one) => one['condition'] !== undefined))
    return 'conditions are decided before there is a snapshot, a plan or an export'
  if (resources.some((one) => [one['name'], one['type'], one['scope']].some((part) => includesGiven(part))))
    return 'only a template leaves open what a resource is called'
  const scopes = resources.map(
    ({ scope }) => typeof scope === 'string' && scope.startsWith('/subscriptions/'),
  )
  if (scopes.includes(true) && scopes.includes(false))
    return 'only a template leaves open where it is deployed'
  if (kind === 'resource-graph' && text.includes(GIVEN)) return 'nothing in an export is unknown'
  if (kind === 'terraform-plan' && text.replaceAll(`"[${GIVEN}]"`, '').includes(GIVEN))
    return 'a plan knows a value or does not, and no part of it'
  if (kind === 'terraform-plan' && text.split(GIVEN).length > 2)
    return 'a plan does not say whether two unknown values are one'
  return null
}

function includesGiven(value: unknown): boolean {
  return typeof value === 'string' && value.includes(GIVEN)
}

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ai'

/** The resources as they are once they are deployed: with ids, without expressions for them. */
function deployed(resources: ResourceCase): readonly DeployedResource[] {
  const text = JSON.stringify(
    resources.map((one) => ({ id: idOf(String(one['type']), String(one['name']), one['scope']), ...one })),
  )
  const whole = text.replaceAll(
    /\[(?:subscriptionR|r)esourceId\('([^']+)'((?:, '[^']+')+)\)\]/g,
    (_, type: string, names: string) => idOf(type, names.replaceAll(/^, '|'$/g, '').replaceAll("', '", '/')),
  )
  return JSON.parse(whole) as readonly DeployedResource[]
}

function idOf(type: string, name: string, scope: unknown = GROUP): string {
  const [of = '', extension] = type.split('/providers/')
  const names = name.split('/')
  const [namespace = '', ...types] = of.split('/')
  const own = types.map((one, index) => `${one}/${names[index] ?? ''}`).join('/')
  const base = /^Microsoft\.Management\/managementGroups/i.test(type) ? '' : String(scope)
  const id = `${base}/providers/${namespace}/${own}`
  if (extension === undefined) return id
  const [extending = '', last = ''] = names.slice(types.length)
  return `${id}/providers/${extending}/${extension}/${last}`
}
