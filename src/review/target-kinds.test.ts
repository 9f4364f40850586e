import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { caseEstate, type CaseKind, inexpressible } from './case-estate.fixture.ts'
import type { Observation } from './finding.ts'
import { RULES } from './registry.ts'
import type { ResourceCase, ResourcesCheck } from './rule.ts'

/** What a rule says of a template it says of a Bicep snapshot, a Terraform plan and an export, too. */
const KINDS: readonly Exclude<CaseKind, 'arm-template'>[] = [
  'bicep-snapshot',
  'terraform-plan',
  'resource-graph',
]

type Verdict = Observation['verdict']

function verdictsOn({ check }: ResourcesCheck, sample: ResourceCase, kind: CaseKind): readonly Verdict[] {
  return [...check(caseEstate(sample, kind))].map(({ verdict }) => verdict)
}

/** An export may leave resources out: what rests on that there are no others is open. */
function holds(kind: CaseKind, found: readonly Verdict[], onTemplate: readonly Verdict[]): boolean {
  return (
    found.length === onTemplate.length &&
    found.every(
      (verdict, index) =>
        verdict === onTemplate[index] || (kind === 'resource-graph' && verdict === 'undetermined'),
    )
  )
}

const reasons = new Map<string, number>()

describe('rules say of every kind of target what they say of a template', () => {
  for (const { id, resources } of RULES) {
    if (resources === undefined) continue
    const { fails, passes, undetermined = [], notApplicable = [] } = resources.cases
    const all = [...fails, ...passes, ...undetermined, ...notApplicable]
    test(id, () => {
      for (const kind of KINDS) {
        for (const sample of all) {
          const why = inexpressible(sample, kind)
          if (why !== null) {
            reasons.set(`${kind}: ${why}`, (reasons.get(`${kind}: ${why}`) ?? 0) + 1)
            continue
          }
          const found = verdictsOn(resources, sample, kind)
          const onTemplate = verdictsOn(resources, sample, 'arm-template')
          assert.ok(
            holds(kind, found, onTemplate),
            `of ${kind} ${found.join()}, of a template ${onTemplate.join()}:\n${JSON.stringify(sample, null, 2)}`,
          )
        }
        for (const [name, those] of [
          ['failing', fails],
          ['passing', passes],
        ] as const)
          assert.ok(
            those.some((sample) => inexpressible(sample, kind) === null),
            `${kind} has no ${name} case`,
          )
      }
    })
  }
})

test('what no other kind can express is left out for a reason', (context) => {
  for (const [reason, count] of reasons) context.diagnostic(`${count} cases left out: ${reason}`)
  assert.ok(reasons.size > 0)
})
