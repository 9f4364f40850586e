import { evaluateTarget, type Evaluation, SHIPPED_FACTS } from '../azure/index.ts'
import { CASE_DAY_MS } from './case-workload.fixture.ts'
import { Estate } from './estate.ts'
import type { ResourceCase } from './rule.ts'

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

export type CaseKind = Exclude<Evaluation['kind'], 'terraform-plan'>

const DOCUMENTS: Readonly<Record<CaseKind, (resources: ResourceCase) => unknown>> = {
  'arm-template': templateOf,
  'bicep-snapshot': (resources) => ({ predictedResources: deployed(resources) }),
  'resource-graph': (resources) => ({ data: deployed(resources) }),
}

export function templateOf(resources: ResourceCase): unknown {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { given: { type: 'string' } },
    resources,
  }
}

/** Whether a case hangs on nothing that only a template can leave open. */
export function isDeployable(resources: ResourceCase): boolean {
  return !JSON.stringify(resources).includes("parameters('given')")
}

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ai'

/** The resources as they are once they are deployed: with ids, without expressions. */
function deployed(resources: ResourceCase): unknown {
  const text = JSON.stringify(
    resources.map((one) => ({ id: idOf(String(one['type']), String(one['name']), one['scope']), ...one })),
  )
  return JSON.parse(
    text.replaceAll(
      /\[(subscriptionR|r)esourceId\('([^']+)', '([^']+)'\)\]/g,
      (_, _kind, type: string, name: string) => idOf(type, name),
    ),
  )
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
