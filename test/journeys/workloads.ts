/** Workload files of the journeys. Two simulated regions unless a test says otherwise. */
export const TWO_REGIONS = `
workload: journeys
exposure: corp
environment: development
residency: eu
accounts:
  sim-swc: { provider: simulated, region: swedencentral }
  sim-frc: { provider: simulated, region: francecentral }
models:
  gpt-4.1:
    task: generate
    deployments:
      - { id: gpt-swc, account: sim-swc, type: standard, tpm: 100M, priority: 1 }
      - { id: gpt-frc, account: sim-frc, type: standard, tpm: 100M, priority: 1 }
  text-embedding-3-small:
    task: embed
    deployments:
      - { id: emb-swc, account: sim-swc, type: standard, tpm: 100M }
      - { id: emb-frc, account: sim-frc, type: standard, tpm: 100M }
  o4-mini:
    task: generate
    deployments:
      - { id: o4-frc, account: sim-frc, type: standard, tpm: 100M }
consumers:
  /contoso:
    cost_center: CC-1
  /contoso/bot:
    models: [gpt-4.1, text-embedding-3-small]
  /contoso/other:
    models: [gpt-4.1]
gateway:
  listen: 127.0.0.1:8080
  log: { level: info, requests: false }
`
