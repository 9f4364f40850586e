/**
 * What a provider would bill for the simulated month: kept call by call as the simulation makes them, from prices
 * written down here once more, and with no line of the product. A statement that equals it owes that to no shared
 * mistake.
 */
export interface CallUsage {
  readonly input: number
  readonly cached: number
  readonly output: number
}

/** Whole pico-dollars per token: input, cached input, output. $1 per million tokens is 1,000,000. */
type PicoPrice = readonly [number, number, number]

const PICO: Readonly<Record<string, PicoPrice>> = {
  'gpt-4.1': [2_000_000, 500_000, 8_000_000],
  'gpt-4.1 priority': [3_500_000, 875_000, 14_000_000],
  'gpt-4.1-mini': [360_000, 89_900, 1_440_100],
  'gpt-5.4': [2_500_000, 250_000, 15_000_000],
  'gpt-5.4 long': [5_000_000, 500_000, 22_500_000],
  'text-embedding-3-small': [20_000, 20_000, 0],
}
const LONG_FROM = 272_000
const PTU_NANO_PER_HOUR: Readonly<Record<string, bigint>> = {
  'ptu-swc': 2_000_000_000n,
  'ptu-mini': 1_100_000_000n,
}

export interface Call {
  readonly costCenter: string
  readonly consumer: string
  readonly model: string
  /** Where it was called; with `spilled`, billed beside it. */
  readonly deployment: string
  readonly spilled: boolean
  readonly tier: 'default' | 'priority' | 'flex'
  readonly usage: CallUsage
  readonly hour: number
}

export class SimulatedInvoice {
  tokensNanoUsd = 0n
  calls = 0
  readonly byCostCenter = new Map<string, bigint>()
  readonly byConsumer = new Map<string, bigint>()
  /** By the deployment that was called. */
  readonly byDeployment = new Map<string, bigint>()
  /** Tokens by model, tier and class: what the meters of a bill count. */
  readonly meterTokens = new Map<string, number>()
  /** Cost by model and class, in pico-dollars: a meter is not rounded call by call. */
  readonly meterPicoUsd = new Map<string, bigint>()
  /** Weighted tokens by deployment and hour, then consumer. */
  readonly provisioned = new Map<string, Map<string, number>>()
  cacheSavedPicoUsd = 0n

  /** A call that the provider bills by the token. */
  bill(call: Call): void {
    const { usage, model, tier } = call
    const isLong = model === 'gpt-5.4' && usage.input >= LONG_FROM
    const price = PICO[isLong ? `${model} long` : tier === 'priority' ? `${model} priority` : model]
    if (price === undefined) throw new Error(`no price for ${model}`)
    const counts = [usage.input - usage.cached, usage.cached, usage.output] as const
    let picoUsd = 0n
    for (const [index, count] of counts.entries()) {
      const cost = BigInt(count) * BigInt(price[index] ?? 0)
      picoUsd += cost
      const meter = [model, call.spilled ? 'spilled' : call.deployment, tier, CLASSES[index]].join('|')
      add(this.meterTokens, meter, count)
      addBig(this.meterPicoUsd, meter, tier === 'flex' ? cost / 2n : cost)
    }
    this.cacheSavedPicoUsd +=
      (BigInt(usage.cached) * BigInt(price[0] - price[1])) / (tier === 'flex' ? 2n : 1n)
    // Half up, call by call; flex costs half.
    const nanoUsd = tier === 'flex' ? (picoUsd + 1_000n) / 2_000n : (picoUsd + 500n) / 1_000n
    this.calls += 1
    this.tokensNanoUsd += nanoUsd
    addBig(this.byCostCenter, call.costCenter, nanoUsd)
    addBig(this.byConsumer, call.consumer, nanoUsd)
    addBig(this.byDeployment, call.deployment, nanoUsd)
  }

  /** A call that a provisioned deployment served: paid by the hour already. */
  serve({ deployment, hour, consumer, usage }: Call, outputWeight: number): void {
    const key = `${deployment}|${hour}`
    const inHour = this.provisioned.get(key) ?? new Map<string, number>()
    add(inHour, consumer, usage.input - usage.cached + outputWeight * usage.output)
    this.provisioned.set(key, inHour)
  }

  /** What the hours of a deployment cost; `units` says how many there were in each. */
  hours(deployment: string, hours: number, units: (hour: number) => number): bigint {
    let nanoUsd = 0n
    for (let hour = 0; hour < hours; hour++)
      nanoUsd += BigInt(units(hour)) * (PTU_NANO_PER_HOUR[deployment] ?? 0n)
    return nanoUsd
  }
}

const CLASSES = ['input', 'cached-input', 'output'] as const

function add(map: Map<string, number>, key: string, value: number): void {
  map.set(key, (map.get(key) ?? 0) + value)
}

function addBig(map: Map<string, bigint>, key: string, value: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + value)
}
