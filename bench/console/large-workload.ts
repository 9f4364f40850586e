/** A workload of 2,000 consumers in 200 teams of 20 units, and 200 deployments of 20 models in ten regions. */
export const UNITS = 20
export const TEAMS = 10
export const APPS = 10
export const CONSUMERS = UNITS * TEAMS * APPS
export const MODELS = 20
export const REGIONS = [
  'swedencentral',
  'francecentral',
  'germanywestcentral',
  'switzerlandnorth',
  'uksouth',
  'norwayeast',
  'westeurope',
  'italynorth',
  'polandcentral',
  'spaincentral',
] as const

/** All on a base model that has a list price. */
export const BASE_MODEL = 'gpt-4.1-mini'

export function consumerPath(number: number): string {
  const unit = Math.floor(number / (TEAMS * APPS))
  const team = Math.floor(number / APPS) % TEAMS
  return `/contoso/unit-${unit}/team-${team}/app-${number % APPS}`
}

export function costCenter(number: number): string {
  return `CC-${1_000 + Math.floor(number / APPS)}`
}

export function modelName(number: number): string {
  return `model-${number}`
}

export function deploymentName(model: number, region: number): string {
  return `m${model}-${REGIONS[region] ?? ''}`
}

export function isProvisioned(model: number, region: number): boolean {
  return model < 5 && region === 0
}

export function largeWorkload(): string {
  const lines = ['workload: large', 'accounts:']
  for (const region of REGIONS) lines.push(`  ${region}: { provider: simulated, region: ${region} }`)
  lines.push('models:')
  for (let model = 0; model < MODELS; model++) {
    lines.push(`  ${modelName(model)}:`, `    base_model: ${BASE_MODEL}`, '    deployments:')
    for (const [index, region] of REGIONS.entries()) {
      const kind = isProvisioned(model, index)
        ? 'type: provisioned-managed, ptu: 50'
        : 'type: global-standard, tpm: 2M'
      lines.push(`      - { id: ${deploymentName(model, index)}, account: ${region}, ${kind} }`)
    }
  }
  lines.push('consumers:', '  /contoso: { models: all, limits: { budget: { usd: 100000, per: month } } }')
  for (let number = 0; number < CONSUMERS; number++) {
    if (number % APPS === 0) {
      const team = consumerPath(number).split('/').slice(0, -1).join('/')
      lines.push(
        `  ${team}: { cost_center: ${costCenter(number)}, limits: { budget: { usd: 2000, per: month } } }`,
      )
    }
    lines.push(`  ${consumerPath(number)}: { limits: { tokens_per_minute: 120k } }`)
  }
  lines.push(
    'chargeback:',
    '  pool: CC-0000',
    '  provisioned:',
    '    - { type: provisioned-managed, usd_per_hour: 2 }',
  )
  return `${lines.join('\n')}\n`
}
