import type { Clock, Log, Random } from '../base/index.ts'
import type { Bills } from './bills.ts'
import type { Estate } from './estate.ts'
import type { Faults } from './faults.ts'
import type { Identifiers } from './identifiers.ts'
import type { ModelCall } from './model-call.ts'
import type { SimulatorSettings } from './settings.ts'
import type { Timeline } from './timeline.ts'

/** What all parts of one running simulator share. */
export interface Room {
  readonly settings: SimulatorSettings
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly estate: Estate
  readonly faults: Faults
  readonly bills: Bills
  readonly timeline: Timeline
  readonly ids: Identifiers
  /** Calls that are not answered in full yet, which an outage cuts. */
  readonly underWay: Set<ModelCall>
}
