import { linesOf, type Upload } from '../../batches/index.ts'
import { isBatchType } from '../../azure/index.ts'
import { Failure } from '../../base/index.ts'
import { allowsProcessing } from '../../workload/index.ts'
import type { Exchange } from '../exchange.ts'
import type { FleetConsumer, FleetDeployment } from '../fleet.ts'
import { scanLine } from './scan-line.ts'

const RETRY_MS = 10_000

export interface BatchPlace {
  readonly deployment: FleetDeployment
  /** As the lines name it. */
  readonly model: string
}

/**
 * Where an uploaded file belongs: to an account with a batch deployment of its model, or, with null, here. The first
 * line tells the model; what is no sound request stays here, where validation says what is wrong with it.
 */
export async function placeOf(x: Exchange, upload: Upload, nowMs: number): Promise<BatchPlace | null> {
  for await (const { bytes } of linesOf(upload.read(), x.fleet.plan.gateway.bodyLimitBytes)) {
    const line = bytes === null ? '' : scanLine(bytes)
    if (typeof line === 'string' || line.model === null) return null
    return chosen(x, line.model, nowMs)
  }
  return null
}

function chosen(x: Exchange, model: string, nowMs: number): BatchPlace | null {
  const { consumer } = x.consumer as FleetConsumer
  if (!consumer.models.has(model)) return null
  const residencies = [x.fleet.plan.residency, ...consumer.residencies]
  const allowed = (x.fleet.models.get(model)?.deployments ?? [])
    .filter(({ deployment }) => isBatchType(deployment.type))
    .filter(({ deployment }) => residencies.every((one) => allowsProcessing(one, deployment.processing)))
    .sort((a, b) => a.deployment.priority - b.deployment.priority)
  if (allowed.length === 0) return null
  const usable = allowed.find(
    ({ health, account }) =>
      health.drain === null && account.health.out.leftMs(nowMs) === 0 && account.credential.header() !== null,
  )
  if (usable === undefined)
    throw new Failure('no_candidate', {
      detail: `batch deployments of ${model} cannot be used now`,
      retryAfterMs: RETRY_MS,
    })
  return { deployment: usable, model }
}

/** The pieces that are put together before they are written. */
const WRITE_BYTES = 65_536

/**
 * Copies the file with the deployment's name in place of the model's. Every line has to ask for this model, because
 * the provider takes the name of any deployment of the account, which the consumer may not use. Throws
 * `invalid_field` with the number of the line.
 */
export async function rewrite(
  from: Upload,
  to: Upload,
  { deployment, model }: BatchPlace,
  maxLineBytes: number,
): Promise<void> {
  const name = Buffer.from(JSON.stringify(deployment.deployment.upstreamName))
  let held: Buffer[] = []
  let heldBytes = 0
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(held, heldBytes)
    held = []
    heldBytes = 0
    await to.write(bytes)
  }
  for await (const { number, bytes } of linesOf(from.read(), maxLineBytes)) {
    const line = bytes === null ? 'the line is too long' : scanLine(bytes)
    if (bytes === null || typeof line === 'string') throw wrong(number, line as string)
    if (line.model !== model) throw wrong(number, `it has to ask for ${model}, as the first line does`)
    const pieces = [bytes.subarray(0, line.modelStart), name, bytes.subarray(line.modelEnd), LINE_FEED]
    for (const piece of pieces) {
      held.push(piece)
      heldBytes += piece.length
    }
    if (heldBytes >= WRITE_BYTES) await flush()
  }
  await flush()
}

const LINE_FEED = Buffer.from('\n')

function wrong(line: number, what: string): Failure {
  return new Failure('invalid_field', { param: 'file', detail: `line ${line}: ${what}` })
}
