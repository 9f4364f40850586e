import type { ConsumerPath } from '../base/index.ts'
import { loadWorkload, type Plan } from '../workload/index.ts'

/** A plan with limits on every kind of node. */
export const LIMITED_WORKLOAD = `workload: contoso
calendar: { time_zone: Europe/Zurich }
accounts:
  sim: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    limits: { concurrent: 50 }
    deployments:
      - { id: ptu, account: sim, type: provisioned-managed, ptu: 50 }
      - { id: std, account: sim, type: standard, tpm: 100k, priority: 2, limits: { tokens_per_minute: 90k } }
  gpt-4.1-mini:
    deployments:
      - { id: mini, account: sim, type: standard, tpm: 100k }
  embedder:
    task: embed
    deployments:
      - { id: emb, account: sim, type: standard, tpm: 100k }
consumers:
  /contoso:
    models: all
    limits: { requests_per_minute: 1000, budget: { usd: 5000, per: month, at_end: provisioned-only } }
  /contoso/claims:
    limits:
      mode: shadow
      tokens_per_minute: 120k
      token_weights: { cached: 0.5, reasoning: 2, audio: 10 }
      tokens: { amount: 1M, per: day, mode: enforce }
  /contoso/claims/bot:
    models: [gpt-4.1, gpt-4.1-mini, embedder]
    limits:
      budget: { usd: 20, per: day, window: sliding, at_end: { fall_back_to: gpt-4.1-mini } }
      raises:
        - { limit: budget, usd: 40, from: 2026-12-01, until: 2026-12-24 }
  /contoso/claims/narrow:
    models: [gpt-4.1]
  /contoso/hr:
    limits: { concurrent: 3 }
`

export const BOT = '/contoso/claims/bot' as ConsumerPath

export function limitedPlan(text: string = LIMITED_WORKLOAD): Plan {
  const loaded = loadWorkload(text, { source: 'workload.yaml' })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics, null, 2))
  return loaded.plan
}
