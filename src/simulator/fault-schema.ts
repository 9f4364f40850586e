import { z } from 'zod'
import type { Fault } from './faults.ts'
import type { Json } from './json.ts'
import { invalidRequest } from './refusal.ts'

const at = {
  scope: z
    .strictObject({
      account: z.string().exactOptional(),
      region: z.string().exactOptional(),
      deployment: z.string().exactOptional(),
    })
    .default({}),
  probability: z.number().min(0).max(1).exactOptional(),
  untilMs: z.number().exactOptional(),
  forMs: z.number().positive().exactOptional(),
}
const ms = z.number().min(0)

const FAULT = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('outage'), ...at }),
  z.strictObject({ kind: z.literal('unavailable'), ...at }),
  z.strictObject({ kind: z.literal('internal-error'), ...at }),
  z.strictObject({
    kind: z.literal('brownout'),
    delayMs: ms.default(0),
    factor: z.number().positive().default(1),
    ...at,
  }),
  z.strictObject({ kind: z.literal('storm-429'), retryAfterMs: ms.default(1_000), ...at }),
  z.strictObject({ kind: z.literal('lowered-limit'), share: z.number().min(0).max(1).default(0.5), ...at }),
  z.strictObject({ kind: z.literal('error-in-stream'), ...at }),
  z.strictObject({ kind: z.literal('cut-mid-stream'), afterEvents: z.int().min(0).default(5), ...at }),
  z.strictObject({ kind: z.literal('slow-stream'), perTokenMs: ms.default(1_000), ...at }),
  z.strictObject({ kind: z.literal('wrong-audience'), ...at }),
  z.strictObject({ kind: z.literal('forbidden'), ...at }),
  z.strictObject({ kind: z.literal('failed-validation'), ...at }),
  z.strictObject({ kind: z.literal('expired-batch'), ...at }),
  z.strictObject({ kind: z.literal('retired-model'), status: z.literal([404, 410]).default(404), ...at }),
])

export const FAULT_KINDS: readonly string[] = FAULT.options.flatMap((option) => [...option.shape.kind.values])

/** A fault as the control API takes it, with defaults filled in; `forMs` counts from now. Throws `Refusal`. */
export function checkedFault(value: Json, nowMs: number): Fault {
  const result = FAULT.safeParse(value)
  if (result.success) {
    const { forMs, ...fault } = result.data
    return forMs === undefined ? fault : { ...fault, untilMs: nowMs + forMs }
  }
  const [issue] = result.error.issues
  throw invalidRequest('invalid_fault', issue?.path.join('.') ?? null, z.prettifyError(result.error))
}
