import type { ExchangeSummary, Usage } from '../ledger/index.ts'
import type { AttemptEnd, AttemptPlace, CountedExchange, UseDeltas } from './use-deltas.ts'

/**
 * What batches of records will add to the sums: ends of attempts and of exchanges. Most of a batch are alone in the sums
 * that they are part of, and each is part of a dozen: they are noted as they are, and added up later, those of many
 * batches at once.
 */
type Sign = 1 | -1

/** Where it stands among the texts; -1 for none. */
type TextPlace = number

type AttemptNote = readonly [
  sign: Sign,
  /** Milliseconds after `fromMs`, as all moments. */
  openedMs: number,
  closedMs: number,
  consumer: TextPlace,
  costCenter: TextPlace,
  asked: TextPlace,
  model: TextPlace,
  baseModel: TextPlace,
  deployment: TextPlace,
  deploymentType: TextPlace,
  account: TextPlace,
  region: TextPlace,
  outcome: TextPlace,
  reason: TextPlace,
  quality: TextPlace,
  spilledTo: TextPlace,
  serviceTier: TextPlace,
  nanoUsd: number | null,
  firstByteMs: number | null,
  totalMs: number,
  usage:
    | readonly [
        input: number,
        cached: number,
        output: number,
        reasoning: number,
        audioInput: number,
        audioOutput: number,
      ]
    | null,
]

type ExchangeNote = readonly [
  sign: Sign,
  atMs: number,
  consumer: TextPlace,
  model: TextPlace,
  failure: TextPlace,
  outcome: TextPlace,
  deployment: TextPlace,
  region: TextPlace,
]

interface NotesBody {
  /** Of the first that was noted: what is near to it has few digits. */
  readonly fromMs: number
  readonly texts: readonly string[]
  readonly attempts: readonly AttemptNote[]
  readonly exchanges: readonly ExchangeNote[]
}

const NO_TEXT = -1

export class UseNotes {
  readonly #texts = new Map<string, TextPlace>()
  readonly #attempts: AttemptNote[] = []
  readonly #exchanges: ExchangeNote[] = []
  #fromMs: number | null = null

  addAttempt(place: AttemptPlace, end: AttemptEnd, sign: Sign = 1): void {
    this.#attempts.push([
      sign,
      this.#after(place.atMs),
      this.#after(end.atMs),
      this.#place(place.consumer),
      this.#place(place.costCenter),
      this.#place(place.asked),
      this.#place(place.model),
      this.#place(place.baseModel),
      this.#place(place.deployment),
      this.#place(place.deploymentType),
      this.#place(place.account),
      this.#place(place.region),
      this.#place(end.outcome),
      this.#place(end.reason),
      this.#place(end.quality),
      this.#place(end.spilledTo),
      this.#place(end.serviceTier),
      end.nanoUsd,
      end.firstByteMs,
      end.totalMs,
      end.usage === null ? null : usageValues(end.usage),
    ])
  }

  addExchange(summary: ExchangeSummary, sign: Sign = 1): void {
    this.#exchanges.push([
      sign,
      this.#after(summary.atMs),
      this.#place(summary.consumer),
      this.#place(summary.model),
      this.#place(summary.failure),
      this.#place(summary.outcome),
      this.#place(summary.deployments[0] ?? null),
      this.#place(summary.regions[0] ?? null),
    ])
  }

  #after(ms: number): number {
    this.#fromMs ??= ms
    return ms - this.#fromMs
  }

  #place(value: string | null): TextPlace {
    if (value === null) return NO_TEXT
    let place = this.#texts.get(value)
    if (place === undefined) this.#texts.set(value, (place = this.#texts.size))
    return place
  }

  get isEmpty(): boolean {
    return this.#attempts.length === 0 && this.#exchanges.length === 0
  }

  toBody(): string {
    const body: NotesBody = {
      fromMs: this.#fromMs ?? 0,
      texts: [...this.#texts.keys()],
      attempts: this.#attempts,
      exchanges: this.#exchanges,
    }
    return JSON.stringify(body)
  }
}

function usageValues(usage: Usage): AttemptNote[20] {
  const { input, cached, output, reasoning, audioInput, audioOutput } = usage
  return [input, cached, output, reasoning, audioInput, audioOutput]
}

/** Adds up what was noted. */
export function addNotes(deltas: UseDeltas, body: string): void {
  const { fromMs, texts, attempts, exchanges } = JSON.parse(body) as NotesBody
  const known = (place: TextPlace): string => texts[place] ?? ''
  const text = (place: TextPlace): string | null => (place === NO_TEXT ? null : known(place))
  for (const note of attempts) {
    const [sign, openedMs, closedMs, consumer, costCenter, asked, model, baseModel, deployment] = note
    const place: AttemptPlace = {
      atMs: fromMs + openedMs,
      consumer: known(consumer) as AttemptPlace['consumer'],
      costCenter: text(costCenter),
      asked: known(asked),
      model: known(model),
      baseModel: known(baseModel),
      deployment: known(deployment),
      deploymentType: text(note[9]),
      account: known(note[10]),
      region: text(note[11]),
    }
    deltas.addAttempt(
      place,
      {
        atMs: fromMs + closedMs,
        outcome: known(note[12]) as AttemptEnd['outcome'],
        reason: text(note[13]),
        quality: known(note[14]) as AttemptEnd['quality'],
        spilledTo: text(note[15]),
        serviceTier: text(note[16]),
        nanoUsd: note[17],
        firstByteMs: note[18],
        totalMs: note[19],
        usage: usageOf(note[20]),
      },
      sign,
    )
  }
  for (const [sign, atMs, consumer, model, failure, outcome, deployment, region] of exchanges) {
    const counted: CountedExchange = {
      atMs: fromMs + atMs,
      consumer: text(consumer),
      model: text(model),
      failure: text(failure),
      outcome: known(outcome) as CountedExchange['outcome'],
      deployments: deployment === NO_TEXT ? [] : [known(deployment)],
      regions: deployment === NO_TEXT ? [] : [text(region)],
    }
    deltas.addExchange(counted, sign)
  }
}

function usageOf(values: AttemptNote[20]): Usage | null {
  if (values === null) return null
  const [input, cached, output, reasoning, audioInput, audioOutput] = values
  return { input, cached, output, reasoning, audioInput, audioOutput }
}
