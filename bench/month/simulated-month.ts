import { attemptId, type ConsumerPath, exchangeIds, type Random, seededRandom } from '../../src/base/index.ts'
import {
  type AttemptOutcome,
  costNanoUsd,
  type LedgerRecord,
  type Pricing,
  pricing,
  type RecordStore,
  type Usage,
} from '../../src/ledger/index.ts'
import { loadWorkload, type Plan } from '../../src/workload/index.ts'
import { type Call, SimulatedInvoice } from './simulated-invoice.ts'
import { MONTH, MONTH_WORKLOAD } from './workload.ts'

/**
 * A month of calls of three business units, written into a record store as a gateway would have, and billed beside it
 * by an invoice of its own. The same seed makes the same month.
 */
export interface MonthOptions {
  readonly exchanges: number
  readonly seed: number
}

export interface Month {
  readonly invoice: SimulatedInvoice
  readonly exchanges: number
  readonly attempts: number
  /** How often each thing happened, so that a test can see that it did. */
  readonly happened: Readonly<Record<Happening, number>>
}

export const HAPPENINGS = [
  'provisioned',
  'by-token',
  'spilled-by-gateway',
  'spilled-by-azure',
  'fallback',
  'content-filter',
  'aborted',
  'interrupted',
  'failed',
  'priority-tier',
  'flex-tier',
  'long-prompt',
] as const
export type Happening = (typeof HAPPENINGS)[number]

export function monthPlan(idle: 'pool' | 'proportional' | 'owner' = 'pool'): Plan {
  const text = MONTH_WORKLOAD.replace('idle: IDLE', `idle: ${idle}`)
  const loaded = loadWorkload(text, { source: 'month.yaml' })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics))
  return loaded.plan
}

const HOUR_MS = 3_600_000
const BATCH_EXCHANGES = 4_000
const OUTPUT_WEIGHT: Readonly<Record<string, number>> = { 'ptu-swc': 4, 'ptu-mini': 4 }

interface Application {
  readonly path: string
  readonly costCenter: string
  readonly share: number
  readonly model: string
}

const APPLICATIONS: readonly Application[] = [
  { path: '/contoso/claims/intake-bot', costCenter: 'CC-1042', share: 0.3, model: 'gpt-4.1' },
  { path: '/contoso/claims/triage', costCenter: 'CC-1042', share: 0.1, model: 'gpt-4.1-mini' },
  { path: '/contoso/claims/search', costCenter: 'CC-1042', share: 0.1, model: 'text-embedding-3-small' },
  { path: '/contoso/hr/assistant', costCenter: 'CC-2001', share: 0.12, model: 'gpt-4.1' },
  { path: '/contoso/hr/policies', costCenter: 'CC-2001', share: 0.08, model: 'gpt-4.1-mini' },
  { path: '/contoso/trading/research', costCenter: 'CC-3007', share: 0.1, model: 'gpt-5.4' },
  { path: '/contoso/trading/desk-b', costCenter: 'CC-3008', share: 0.15, model: 'gpt-4.1' },
  { path: '/contoso/trading/nightly', costCenter: 'CC-3007', share: 0.05, model: 'gpt-4.1' },
]

interface Place {
  readonly deployment: string
  readonly type: 'provisioned-managed' | 'standard' | 'data-zone-standard' | 'global-standard'
  readonly account: 'swc' | 'frc'
}

const PLACES: Readonly<Record<string, { readonly own: Place | null; readonly byToken: Place }>> = {
  'gpt-4.1': {
    own: { deployment: 'ptu-swc', type: 'provisioned-managed', account: 'swc' },
    byToken: { deployment: 'std-frc', type: 'standard', account: 'frc' },
  },
  'gpt-4.1-mini': {
    own: { deployment: 'ptu-mini', type: 'provisioned-managed', account: 'frc' },
    byToken: { deployment: 'mini-dz', type: 'data-zone-standard', account: 'swc' },
  },
  'gpt-5.4': { own: null, byToken: { deployment: 'large-glb', type: 'global-standard', account: 'swc' } },
  'text-embedding-3-small': {
    own: null,
    byToken: { deployment: 'embed-swc', type: 'standard', account: 'swc' },
  },
}
const REGIONS = { swc: 'swedencentral', frc: 'francecentral' } as const

export async function simulateMonth(
  store: Pick<RecordStore, 'project'>,
  options: MonthOptions,
): Promise<Month> {
  const writer = new MonthWriter(options)
  const hours = (MONTH.toMs - MONTH.fromMs) / HOUR_MS
  const weights = Array.from({ length: hours }, (_, hour) => loadOfHour(hour))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  let due = 0
  let made = 0
  let batch: LedgerRecord[] = []
  let offset = 0
  const flush = async (): Promise<void> => {
    offset += 1
    await store.project('month', batch, { segment: 1, offset })
    batch = []
  }
  for (let hour = 0; hour < hours; hour++) {
    due += ((weights[hour] ?? 0) / sum) * options.exchanges
    const inHour = Math.round(due) - made
    for (let i = 0; i < inHour; i++) {
      const atMs = MONTH.fromMs + hour * HOUR_MS + Math.floor((i / inHour) * HOUR_MS)
      batch.push(...writer.exchange(atMs, hour))
      made += 1
      if (made % BATCH_EXCHANGES === 0) await flush()
    }
  }
  await flush()
  return { invoice: writer.invoice, exchanges: made, attempts: writer.attempts, happened: writer.happened }
}

/** Office hours are busy, nights and weekends are not; the last week is busier. */
function loadOfHour(hour: number): number {
  const ofDay = hour % 24
  const day = Math.floor(hour / 24)
  const isWeekend = (day + 4) % 7 >= 5
  const daily = ofDay >= 7 && ofDay < 19 ? 1 + Math.sin(((ofDay - 7) / 12) * Math.PI) : 0.15
  return daily * (isWeekend ? 0.2 : 1) * (day >= 24 ? 1.6 : 1)
}

class MonthWriter {
  readonly invoice = new SimulatedInvoice()
  readonly happened = Object.fromEntries(HAPPENINGS.map((name) => [name, 0])) as Record<Happening, number>
  attempts = 0
  readonly #random: Random
  readonly #prices: Pricing
  readonly #nextId: () => ReturnType<ReturnType<typeof exchangeIds>>
  #atMs = 0

  constructor({ seed }: MonthOptions) {
    this.#random = seededRandom(seed)
    const { prices, facts } = monthPlan()
    this.#prices = pricing(prices, facts.prices.find)
    this.#nextId = exchangeIds(() => this.#atMs)
  }

  exchange(atMs: number, hour: number): readonly LedgerRecord[] {
    this.#atMs = atMs
    const application = this.#application()
    const { model: asked } = application
    const places = PLACES[asked]
    if (places === undefined) throw new Error(asked)
    const id = this.#nextId()
    const records: LedgerRecord[] = []
    const about = { id, hour, application, asked }
    const fate = this.#random.next()
    let last: Attempted
    if (places.own === null) {
      if (fate < 0.01) this.#fail(records, about, asked, places.byToken, 503)
      last = this.#bill(records, about, asked, places.byToken, 'answered')
    } else if (fate < 0.08) {
      // The bucket was full: the gateway went on to the deployment that is paid by the token.
      this.#fail(records, about, asked, places.own, 429)
      last = this.#bill(records, about, asked, places.byToken, 'answered')
      this.happened['spilled-by-gateway'] += 1
    } else if (fate < 0.12) {
      last = this.#bill(records, about, asked, places.own, 'answered', {
        spilledTo: `${places.own.deployment}-spill`,
      })
      this.happened['spilled-by-azure'] += 1
    } else if (fate < 0.14 && asked === 'gpt-4.1') {
      this.#fail(records, about, asked, places.own, 500)
      this.#fail(records, about, asked, places.byToken, 503)
      const mini = PLACES['gpt-4.1-mini']
      if (mini === undefined) throw new Error('no mini')
      last = this.#bill(records, about, 'gpt-4.1-mini', mini.byToken, 'answered')
      this.happened.fallback += 1
    } else if (fate < 0.16) {
      last = this.#bill(records, about, asked, places.byToken, 'refused', { isEstimate: true })
      this.happened['content-filter'] += 1
    } else if (fate < 0.19) {
      last = this.#bill(records, about, asked, places.byToken, 'abandoned', { isEstimate: true })
      this.happened.aborted += 1
    } else if (fate < 0.192) {
      last = this.#bill(records, about, asked, places.byToken, 'interrupted', { isEstimate: true })
      this.happened.interrupted += 1
    } else if (fate < 0.22) {
      const tier = asked === 'gpt-4.1' && fate < 0.205 ? 'priority' : 'flex'
      last = this.#bill(records, about, asked, places.byToken, 'answered', { tier })
      this.happened[`${tier}-tier`] += 1
    } else {
      last = this.#serve(records, about, asked, places.own)
    }
    records.push({
      kind: 'settled',
      exchange: id,
      atMs: atMs + 900,
      consumer: application.path as ConsumerPath,
      costCenter: application.costCenter,
      asked,
      operation: 'chat',
      stream: true,
      status: last.outcome === 'refused' ? 400 : 200,
      failure: null,
      detail: null,
      attempts: records.length / 2,
      deployment: last.deployment,
      skipped: [],
      candidates: [last.deployment],
      totalMs: 900,
      overheadMs: 0.4,
      planRevision: 'simulated',
    })
    return records
  }

  #serve(records: LedgerRecord[], about: About, model: string, place: Place): Attempted {
    const usage = this.#usage(model)
    this.#attempt(records, about, model, place, { outcome: 'answered', usage })
    this.invoice.serve(callOf(about, model, place, usage), OUTPUT_WEIGHT[place.deployment] ?? 0)
    this.happened.provisioned += 1
    return { outcome: 'answered', deployment: place.deployment }
  }

  #bill(
    records: LedgerRecord[],
    about: About,
    model: string,
    place: Place,
    outcome: AttemptOutcome,
    more: { spilledTo?: string; tier?: 'priority' | 'flex'; isEstimate?: boolean } = {},
  ): Attempted {
    const whole = this.#usage(model)
    const usage =
      more.isEstimate === true ? { ...whole, cached: 0, output: outcome === 'refused' ? 0 : 7 } : whole
    if (model === 'gpt-5.4' && usage.input >= 272_000) this.happened['long-prompt'] += 1
    this.#attempt(records, about, model, place, { outcome, usage, ...more })
    this.invoice.bill({
      ...callOf(about, model, place, usage),
      spilled: more.spilledTo !== undefined,
      tier: more.tier ?? 'default',
    })
    this.happened['by-token'] += 1
    return { outcome, deployment: place.deployment }
  }

  #fail(records: LedgerRecord[], about: About, model: string, place: Place, status: number): void {
    this.#attempt(records, about, model, place, { outcome: 'failed', usage: null, status })
    this.happened.failed += 1
  }

  #attempt(
    records: LedgerRecord[],
    { id, application, asked }: About,
    model: string,
    { deployment, type, account }: Place,
    how: {
      outcome: AttemptOutcome
      usage: Usage | null
      status?: number
      spilledTo?: string
      tier?: string
      isEstimate?: boolean
    },
  ): void {
    this.attempts += 1
    const attempt = attemptId(id, records.length / 2 + 1)
    const { usage, outcome } = how
    const tier = how.tier ?? (usage === null || how.isEstimate === true ? null : 'default')
    const billed = how.spilledTo === undefined ? type : 'standard'
    records.push(
      {
        kind: 'opened',
        attempt,
        exchange: id,
        atMs: this.#atMs,
        consumer: application.path as ConsumerPath,
        costCenter: application.costCenter,
        asked,
        model,
        baseModel: model,
        operation: 'chat',
        deployment,
        deploymentType: type,
        account,
        region: REGIONS[account],
        estimate: { input: 1_000, output: 500 },
      },
      {
        kind: 'closed',
        attempt,
        exchange: id,
        atMs: this.#atMs + 900,
        outcome,
        status: how.status ?? 200,
        reason: outcome === 'answered' ? null : outcome,
        usage,
        quality: usage === null ? 'none' : how.isEstimate === true ? 'estimated' : 'measured',
        nanoUsd: usage === null ? null : costNanoUsd(this.#prices.ratesFor(model, billed), usage, tier),
        spilledTo: how.spilledTo ?? null,
        serviceTier: tier,
        servedModel: model,
        providerRequest: null,
        firstByteMs: 80,
        totalMs: 900,
      },
    )
  }

  #usage(model: string): Usage {
    const pick = (least: number, most: number): number =>
      least + Math.floor(this.#random.next() * (most - least))
    const input =
      model === 'gpt-5.4' && this.#random.next() < 0.01 ? pick(270_000, 300_000) : pick(200, 8_000)
    const cached = model === 'text-embedding-3-small' || input < 1_024 ? 0 : pick(0, Math.floor(input / 2))
    const output = model === 'text-embedding-3-small' ? 0 : pick(20, 900)
    return { input, cached, output, reasoning: Math.floor(output / 3), audioInput: 0, audioOutput: 0 }
  }

  #application(): Application {
    let at = this.#random.next()
    for (const application of APPLICATIONS) {
      at -= application.share
      if (at < 0) return application
    }
    return APPLICATIONS.at(-1) as Application
  }
}

interface About {
  readonly id: ReturnType<ReturnType<typeof exchangeIds>>
  readonly hour: number
  readonly application: Application
  readonly asked: string
}

interface Attempted {
  readonly outcome: AttemptOutcome
  readonly deployment: string
}

function callOf({ application, hour }: About, model: string, { deployment }: Place, usage: Usage): Call {
  const { path: consumer, costCenter } = application
  return { costCenter, consumer, model, deployment, spilled: false, tier: 'default', usage, hour }
}
