import { evaluateTemplate } from '../azure/index.ts'
import { CASE_DAY_MS } from './case-workload.fixture.ts'
import { Estate } from './estate.ts'
import type { ResourceCase } from './rule.ts'

/** An estate of a case's resources, as one template; `[parameters('given')]` is what nobody has given. */
export function caseEstate(resources: ResourceCase): Estate {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { given: { type: 'string' } },
    resources,
  }
  const evaluation = evaluateTemplate({ name: 'case.json', text: JSON.stringify(template, null, 2) })
  const faults = evaluation.notes.filter(({ kind }) => kind === 'fault')
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'))
  return new Estate(
    [{ kind: evaluation.kind, file: 'case.json', evaluation }],
    { residency: 'eu', hasWorkload: false },
    CASE_DAY_MS,
  )
}
