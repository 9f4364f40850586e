import type { Contender } from '../contenders/contender.ts'
import type { Mocks } from '../mock/mocks.ts'
import type { CaseReport } from '../report/case-report.ts'
import type { Site } from '../site.ts'

/** One question that the benchmark answers. */
export interface BenchCase {
  readonly id: string
  run(context: CaseContext): Promise<CaseReport>
}

export interface CaseContext {
  readonly site: Site
  readonly mocks: Mocks
  readonly contenders: readonly Contender[]
  /** Ours, to be started. */
  readonly program: string
  readonly size: RunSize
  /** One line on what goes on, for those who wait. */
  readonly say: (text: string) => void
}

export interface RunSize {
  readonly rounds: number
  /** Of load for each contender in each round. */
  readonly seconds: number
  /** Of load before the first round, so that code is compiled and connections stand. */
  readonly warmUpSeconds: number
  readonly idleStreams: number
  readonly idleSeconds: number
  /** After streams opened or closed, so that what that cost is not taken for what holding them costs. */
  readonly calmMs: number
  readonly soakMinutes: number
}

export const CONNECTIONS = 64
