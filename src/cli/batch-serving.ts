import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { batchMetrics, BatchRunner, type RunnerSettings } from '../batches/index.ts'
import type { Clock, Log, MetricRegistry, Random } from '../base/index.ts'
import { type Batching, type Gateway, scanLine } from '../gateway/index.ts'
import { BatchFolder, FileFolder, takeLock } from '../storage/index.ts'
import type { GatewaySettings, Plan } from '../workload/index.ts'
import type { StateFolder } from './state-folder.ts'

/**
 * Files and batches of a state folder. `batching` serves the API, in as many processes as there are: all of it is on
 * the disk. Lines are run, and old files deleted, by one process alone: whichever holds `batches/runner.lock`. Any
 * process that called `run` takes that over when the holder has died.
 */
export interface BatchServing {
  readonly batching: Batching
  /** Resolves with how to stop. */
  run(gateway: Gateway): Promise<() => Promise<void>>
}

export interface BatchServingParts {
  readonly state: StateFolder
  readonly plan: () => Plan
  readonly metrics: MetricRegistry
  readonly pid: number
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** How often the lock is tried again while another process has it. */
const LOCK_RETRY_MS = 5_000
/** For lines under way to end; the gateway drains after that. Those that take longer are sent again later. */
const STOP_MS = 10_000

export function openBatchServing(parts: BatchServingParts): BatchServing {
  const { state, plan, clock, log } = parts
  const settings = (): GatewaySettings => plan().gateway
  const files = new FileFolder(state.files, {
    clock,
    limits: () => ({
      perOwnerBytes: settings().batch.filesPerConsumerBytes,
      totalBytes: settings().batch.filesBytes,
    }),
  })
  const batches = new BatchFolder(state.batches, files, clock)
  const metrics = batchMetrics(parts.metrics)
  let runner: BatchRunner | null = null
  return {
    batching: { files, batches, nudge: () => runner?.nudge() },
    async run(gateway) {
      const start = (): BatchRunner => {
        const made = new BatchRunner({
          files,
          batches,
          caller: {
            call: (line) => gateway.callLine(line),
            whyNot: (owner, model) => gateway.whyNot(owner, model),
          },
          scan: scanLine,
          upstream: { look: (batch) => gateway.lookUpstream(batch, batches) },
          settings: () => runnerSettings(settings()),
          clock,
          random: parts.random,
          log,
          metrics,
        })
        made.start()
        return made
      }
      const lock = path.join(state.batches, 'runner.lock')
      let release: (() => Promise<void>) | null = null
      let isStopped = false
      const tryLock = async (): Promise<void> => {
        const taken = await takeLock(lock, { pid: parts.pid, clock, waitMs: 0 })
        if (!('release' in taken)) return
        release = taken.release
        if (isStopped) await release()
        else runner = start()
      }
      await mkdir(state.batches, { recursive: true, mode: 0o700 })
      let trying = tryLock()
      await trying
      const stopTrying = clock.every(LOCK_RETRY_MS, () => {
        if (release !== null) return
        trying = tryLock().catch((error: unknown) =>
          log.error({ err: error }, 'the lock of batches could not be tried'),
        )
      })
      return async () => {
        isStopped = true
        stopTrying()
        await trying
        await runner?.stop(Math.min(settings().drainDeadlineMs, STOP_MS))
        runner = null
        await release?.()
      }
    },
  }
}

function runnerSettings({ batch, bodyLimitBytes }: GatewaySettings): RunnerSettings {
  return {
    linesPerBatch: batch.linesPerBatch,
    linesAtOnce: batch.lines,
    // A line has its request, and beside it a custom_id and an address.
    maxLineBytes: bodyLimitBytes,
    keptMs: batch.keepMs,
    pollMs: batch.pollMs,
  }
}
