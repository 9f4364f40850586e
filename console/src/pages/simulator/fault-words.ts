import type { GetAnswer, Schemas } from '../../api/client.ts'

export type Simulation = GetAnswer<'/admin/v1/simulator'>
export type Kind = Simulation['kinds'][number]
export type Fault = Schemas['Fault']
export type Scope = Fault['scope']
type Place = Simulation['places'][number]

/** Where a fault works, in words. */
export function scopeInWords({ region, account, deployment }: Scope): string {
  const parts = [
    ...(deployment === undefined ? [] : [`deployment ${deployment}`]),
    ...(account === undefined ? [] : [`account ${account}`]),
    ...(region === undefined ? [] : [`region ${region}`]),
  ]
  return parts.length === 0 ? 'everywhere' : parts.join(', ')
}

export function isWithin(scope: Scope, place: Place): boolean {
  return (
    (scope.region === undefined || scope.region === place.region) &&
    (scope.account === undefined || scope.account === place.account) &&
    (scope.deployment === undefined || scope.deployment === place.deployment)
  )
}

/** As a value of a `select`: which kind of place, and which one. */
export function scopeOf(chosen: string): Scope {
  const [of = '', ...rest] = chosen.split(' ')
  const name = rest.join(' ')
  if (of === 'region') return { region: name }
  if (of === 'account') return { account: name }
  // A deployment's name is the upstream's, which several accounts may have.
  const [account = '', ...deployment] = rest
  return of === 'deployment' ? { account, deployment: deployment.join(' ') } : {}
}

export interface ScopeChoice {
  readonly value: string
  readonly text: string
}

export interface ScopeChoices {
  readonly regions: readonly ScopeChoice[]
  readonly accounts: readonly ScopeChoice[]
  readonly deployments: readonly ScopeChoice[]
}

export function scopeChoices(places: readonly Place[]): ScopeChoices {
  const regions = new Set(places.flatMap(({ region }) => (region === null ? [] : [region])))
  const accounts = new Set(places.map(({ account }) => account))
  return {
    regions: [...regions].map((region) => ({ value: `region ${region}`, text: region })),
    accounts: [...accounts].map((account) => ({ value: `account ${account}`, text: account })),
    deployments: places.map(({ account, deployment }) => ({
      value: `deployment ${account} ${deployment}`,
      text: `${deployment} in ${account}`,
    })),
  }
}

/** Numbers of a fault, such as `retryAfterMs 2000`, each with its unit. */
export function numbersInWords(fault: Fault, kinds: readonly Kind[]): readonly string[] {
  const numbers = kinds.find(({ kind }) => kind === fault.kind)?.numbers ?? []
  const told = numbers.flatMap(({ name, unit }) => {
    const value: unknown = fault[name]
    return typeof value === 'number' ? [`${labelOf(name)} ${value} ${unit}`] : []
  })
  const { probability } = fault
  return probability === undefined || probability === 1
    ? told
    : [...told, `${Math.round(probability * 100)} % of the calls`]
}

/** `retryAfterMs` as a label: `Retry after`; the unit stands beside it. */
export function labelOf(name: string): string {
  const words = name
    .replace(/Ms$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `storm-429` as a heading: `Storm 429`. */
export function kindInWords(kind: string): string {
  const words = kind.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
