import type { Endpoint } from '../load/endpoint.ts'
import type { Mocks } from '../mock/mocks.ts'
import type { Site } from '../site.ts'

/** One of the programs that are measured side by side. */
export const CONTENDER_NAMES = ['direct', 'nginx', 'ours', 'portkey'] as const
export type PeerName = (typeof CONTENDER_NAMES)[number]
/**
 * `unlimited`: ours with no limits in its workload file. `pushing`: ours that pushes its metrics. `traced`: ours that
 * traces and pushes. Each takes part in the case that compares the two alone.
 */
export type ContenderName = PeerName | 'unlimited' | 'pushing' | 'traced'

/** Which mock an exchange goes to: the one for JSON alone, or the one that streams. */
export type Upstream = 'json' | 'stream'

export interface Contender {
  readonly name: ContenderName
  /** Says when it cannot run here. */
  absence(site: Site): string | null
  start(site: Site, mocks: Mocks): Promise<RunningContender>
}

export interface RunningContender {
  readonly name: ContenderName
  readonly software: string
  /** First process of its tree; null for the direct way. */
  readonly root: number | null
  /** Names a process of the tree by its role. */
  readonly label: (command: string, isRoot: boolean) => string
  endpoint(upstream: Upstream): Endpoint
  /** Where ours keeps its journal and database. */
  readonly stateFolder?: string
  stop(): Promise<void>
}

export const CHAT_PATH = '/v1/chat/completions'
export const MODEL = 'bench-model'
