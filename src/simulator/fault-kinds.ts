import type { FaultKind } from './faults.ts'

/** What each kind of fault does, for whoever makes a form of it; what is checked stands in `fault-schema.ts`. */
export interface FaultKindFacts {
  readonly meaning: string
  readonly numbers: readonly FaultNumber[]
}

export interface FaultNumber {
  readonly name: string
  readonly unit: string
  /** What it is where nobody says it. */
  readonly standard: number
}

export const FAULT_KIND_FACTS: Readonly<Record<FaultKind, FaultKindFacts>> = {
  outage: { meaning: 'Connections are cut, answers under way too', numbers: [] },
  unavailable: { meaning: 'Every call is answered with 503', numbers: [] },
  'internal-error': { meaning: 'Every call is answered with 500', numbers: [] },
  brownout: {
    meaning: 'Slow, but well: the first token comes later, and all waits are longer',
    numbers: [
      { name: 'delayMs', unit: 'milliseconds', standard: 0 },
      { name: 'factor', unit: 'times as long', standard: 1 },
    ],
  },
  'storm-429': {
    meaning: 'Every call is refused for want of capacity (429)',
    numbers: [{ name: 'retryAfterMs', unit: 'milliseconds', standard: 1_000 }],
  },
  'lowered-limit': {
    meaning: 'Limits of standard deployments are lowered to a share of theirs',
    numbers: [{ name: 'share', unit: 'share of 1', standard: 0.5 }],
  },
  'error-in-stream': { meaning: 'Streams begin with an error', numbers: [] },
  'cut-mid-stream': {
    meaning: 'Streams are cut after some events',
    numbers: [{ name: 'afterEvents', unit: 'events', standard: 5 }],
  },
  'slow-stream': {
    meaning: 'Streams come a token at a time, slowly',
    numbers: [{ name: 'perTokenMs', unit: 'milliseconds for each token', standard: 1_000 }],
  },
  'wrong-audience': { meaning: 'The credential is refused (401)', numbers: [] },
  forbidden: { meaning: 'The identity has no right to call (403)', numbers: [] },
  'retired-model': {
    meaning: 'The model was retired',
    numbers: [{ name: 'status', unit: '404 or 410', standard: 404 }],
  },
  'failed-validation': { meaning: 'Batches fail when they are validated', numbers: [] },
  'expired-batch': { meaning: 'Batches expire before their last line', numbers: [] },
}
