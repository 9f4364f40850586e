import path from 'node:path'
import { Worker } from 'node:worker_threads'

import type { FreshReview, Zone } from '../admin/index.ts'
import type { Clock } from '../base/index.ts'
import type { DesignText } from './admin-words.ts'
import type { DesignOrder } from './design-worker.ts'

/** Reviews and landing zones in a thread of their own, so that who serves goes on serving. */
const ENTRY = path.join(import.meta.dirname, 'design-worker.ts')
const DEADLINE_MS = 120_000
const MAX_MEMORY_MB = 1_024

export interface DesignWorkParts {
  /** In force at the moment of asking. */
  readonly design: () => DesignText
  readonly shownAs: string
  readonly clock: Clock
}

export function designWork({ design, shownAs, clock }: DesignWorkParts): {
  review(): Promise<FreshReview>
  zone(): Promise<Zone>
} {
  const order = (what: DesignOrder['what']): DesignOrder => ({
    what,
    design: design(),
    shownAs,
    nowMs: clock.nowMs(),
  })
  return {
    review: () => inThread<FreshReview>(order('review'), clock),
    zone: () => inThread<Zone>(order('zone'), clock),
  }
}

function inThread<T>(order: DesignOrder, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ENTRY, {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    })
    const cancel = clock.after(DEADLINE_MS, () => {
      reject(new Error(`the ${order.what} was not made within ${DEADLINE_MS} ms`))
      void worker.terminate()
    })
    worker.once('message', (made: T) => resolve(made))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      cancel()
      // After an answer this changes nothing.
      reject(new Error(`the thread of the ${order.what} ended with ${code}`))
    })
  })
}
