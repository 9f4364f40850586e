import type { Rule } from '../rule.ts'

export const waf05: Rule = {
  id: 'WAF-05',
  title: 'Regimes and the residency agree',
  pillar: 'security',
  severity: 'high',
  source: { document: 'principles', section: 'Security', isDerived: true },
  looksAt: '`governance.compliance`, beside `residency`.',
  why: 'Personal data of people in the European Union that is processed anywhere needs grounds that nobody may have looked for.',
  remedy: 'Set `residency: eu`, or a geography of the union, or note the grounds as `decisions.transfers`.',
  workload: {
    *check(workload) {
      const { governance, residency, decisions } = workload.declaration
      const path = ['residency']
      if (governance?.compliance === undefined) yield workload.silent(['governance', 'compliance'])
      else if (!governance.compliance.includes('gdpr')) return
      else if (decisions?.['transfers']?.because !== undefined)
        yield workload.pass(path, `the file says why: ${decisions['transfers'].because}`)
      else if (residency === 'eu' || workload.plan.facts.regions.dataZoneOf(residency) === 'eu')
        yield workload.pass(path, `calls stay inside ${residency}, as the GDPR asks of transfers`)
      else
        yield workload.fail(path, `the GDPR binds the workload, and calls may be processed in ${residency}`)
    },
    cases: {
      fails: [
        `residency: global
governance: { compliance: [gdpr] }`,
      ],
      passes: [
        `residency: eu
governance: { compliance: [gdpr] }`,
      ],
      undetermined: ['governance: {}'],
      notApplicable: ['governance: { compliance: [iso-27001] }'],
    },
  },
}
