import type { BenchCase } from './bench-case.ts'
import { consoleCase } from './console.ts'
import { fairnessCase } from './fairness.ts'
import { idleStreamsCase } from './idle-streams.ts'
import { ingestionCase } from './ingestion.ts'
import { limitsCase } from './limits.ts'
import { latencyCase } from './latency.ts'
import { memoryCase } from './memory.ts'
import { pushedMetricsCase } from './pushed-metrics.ts'
import { soakCase } from './soak.ts'
import { largeCase, smallCase, streamCase } from './throughput.ts'
import { tracesCase } from './traces.ts'

/** Every case, in the order in which they run; a new one is one line here. */
export const CASES: readonly BenchCase[] = [
  smallCase,
  largeCase,
  streamCase,
  limitsCase,
  fairnessCase,
  pushedMetricsCase,
  tracesCase,
  latencyCase,
  idleStreamsCase,
  memoryCase,
  ingestionCase,
  consoleCase,
  soakCase,
]
