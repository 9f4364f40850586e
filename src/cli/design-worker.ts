import { parentPort, workerData } from 'node:worker_threads'

import { emptyZone, reviewView, type FreshReview, type Zone, zoneOf } from '../admin/index.ts'
import { buildGraph, reasonOf } from '../landing-zone/index.ts'
import type { LoadedDesign } from '../workload/index.ts'
import type { DesignText } from './admin-words.ts'
import { designOf } from './design-text.ts'
import { NegativeAnswer } from './exit-code.ts'
import { zoneFiles } from './zone-files.ts'

/** A thread that makes one review, or one landing zone, and ends. */
export interface DesignOrder {
  readonly what: 'review' | 'zone'
  readonly design: DesignText
  readonly shownAs: string
  readonly nowMs: number
}

const { what, design, shownAs, nowMs } = workerData as DesignOrder
const loaded = designOf(design, shownAs, nowMs)
const made: FreshReview | Zone = what === 'review' ? reviewView(loaded, nowMs) : zone(loaded)
parentPort?.postMessage(made, [])

function zone(of: LoadedDesign): Zone {
  const graph = buildGraph(of)
  if (!('stages' in graph)) return emptyZone(of.plan, reasonOf(graph))
  try {
    return zoneOf(graph, of.plan, zoneFiles(graph, of))
  } catch (error) {
    // Azure would not take it: that is an answer, and no fault.
    if (error instanceof NegativeAnswer) return emptyZone(of.plan, error.message)
    throw error
  }
}
