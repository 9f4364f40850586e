/** The workload of the simulated month: three business units, provisioned and pay-as-you-go, own prices and list prices. */
export const MONTH_WORKLOAD = `
workload: contoso-month
accounts:
  swc: { provider: simulated, region: swedencentral }
  frc: { provider: simulated, region: francecentral }
models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50, priority: 1 }
      - { id: std-frc, account: frc, type: standard, tpm: 2M, priority: 2 }
    fallback: [gpt-4.1-mini]
  gpt-4.1-mini:
    deployments:
      - { id: ptu-mini, account: frc, type: provisioned-managed, ptu: 25, priority: 1 }
      - { id: mini-dz, account: swc, type: data-zone-standard, tpm: 4M, priority: 2 }
  gpt-5.4:
    deployments:
      - { id: large-glb, account: swc, type: global-standard, tpm: 4M }
  text-embedding-3-small:
    task: embed
    deployments:
      - { id: embed-swc, account: swc, type: standard, tpm: 4M }
consumers:
  /contoso: { models: all }
  /contoso/claims: { cost_center: CC-1042 }
  /contoso/claims/intake-bot: {}
  /contoso/claims/triage: {}
  /contoso/claims/search: {}
  /contoso/hr: { cost_center: CC-2001 }
  /contoso/hr/assistant: {}
  /contoso/hr/policies: {}
  /contoso/trading: { cost_center: CC-3007 }
  /contoso/trading/research: {}
  /contoso/trading/desk-b: { cost_center: CC-3008 }
  /contoso/trading/nightly: { priority: batch }
prices:
  - { base_model: gpt-4.1-mini, input: 0.36, cached_input: 0.0899, output: 1.4401, source: Contract 4711, as_of: 2026-07-01 }
  - { base_model: gpt-4.1, service_tier: priority, input: 3.5, cached_input: 0.875, output: 14, as_of: 2026-07-01 }
chargeback:
  idle: IDLE
  pool: CC-0000
  owners: { ptu-swc: CC-1042, ptu-mini: CC-2001 }
  provisioned:
    - { type: provisioned-managed, usd_per_hour: 2, source: Contract 4711, as_of: 2026-07-01 }
    - { type: provisioned-managed, deployment: ptu-mini, usd_per_hour: 1.1 }
  unit_changes:
    - { deployment: ptu-mini, from: 2026-10-01, ptu: 25 }
    - { deployment: ptu-mini, from: 2026-10-15, ptu: 50 }
`

export const MONTH = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 1) } as const
