import type { Rule } from '../rule.ts'
import { allowsProcessing, azureProcessing } from '../../workload/index.ts'

export const rel18: Rule = {
  id: 'REL-18',
  title: 'A second region is named, and it keeps to the residency',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: '`regions.secondary`, beside `residency`.',
  why: 'Where to go on is not to be decided during an outage, and not every region that is free may have the data.',
  remedy: 'Name a second region inside the residency as `regions.secondary`.',
  workload: {
    *check(workload) {
      const { regions, residency } = workload.declaration
      const path = ['regions', 'secondary']
      if (regions === undefined) yield workload.silent(['regions'])
      else if (regions.secondary === undefined)
        yield workload.fail(path, `only ${regions.primary} is named: there is no region to go on from`)
      else if (
        allowsProcessing(residency, azureProcessing('standard', regions.secondary, workload.plan.facts))
      )
        yield workload.pass(path, `${regions.secondary} is the region to go on from`)
      else yield workload.fail(path, `${regions.secondary} is outside the residency ${residency}`)
    },
    cases: {
      fails: [
        'regions: { primary: swedencentral }',
        `residency: eu
regions: { primary: swedencentral, secondary: eastus2 }`,
      ],
      passes: [
        `residency: eu
regions: { primary: swedencentral, secondary: francecentral }`,
      ],
      undetermined: ['residency: eu'],
    },
  },
}
