import type { AttemptClosed, AttemptOpened, AttemptRecords } from '../ledger/index.ts'

/** Columns as they come: bigint as number or text, by the client. */
export interface AttemptRow {
  readonly [column: string]: string | number | boolean | null
}

export function attemptOf(row: AttemptRow): AttemptRecords {
  const opened = {
    kind: 'opened',
    attempt: row['attempt'],
    exchange: row['exchange'],
    atMs: whole(row['at_ms']),
    consumer: row['consumer'],
    costCenter: row['cost_center'],
    asked: row['asked'],
    model: row['model'],
    baseModel: row['base_model'],
    operation: row['operation'],
    deployment: row['deployment'],
    deploymentType: row['deployment_type'],
    account: row['account'],
    region: row['region'],
    estimate: { input: whole(row['estimated_input']), output: whole(row['estimated_output']) },
  } as AttemptOpened
  const closed = row['outcome'] === null ? null : closedOf(row)
  return row['origin_lost'] === true ? { opened, originLost: true, closed } : { opened, closed }
}

function closedOf(row: AttemptRow): AttemptClosed {
  const usage =
    row['input'] === null
      ? null
      : {
          input: whole(row['input']),
          cached: whole(row['cached']),
          output: whole(row['output']),
          reasoning: whole(row['reasoning']),
          audioInput: whole(row['audio_input']),
          audioOutput: whole(row['audio_output']),
        }
  return {
    kind: 'closed',
    attempt: row['attempt'],
    exchange: row['exchange'],
    atMs: whole(row['closed_ms']),
    outcome: row['outcome'],
    status: row['status'],
    reason: row['reason'],
    usage,
    quality: row['quality'],
    nanoUsd: row['nano_usd'] === null ? null : whole(row['nano_usd']),
    spilledTo: row['spilled_to'],
    serviceTier: row['service_tier'],
    servedModel: row['served_model'],
    providerRequest: row['provider_request'],
    firstByteMs: row['first_byte_ms'],
    totalMs: row['total_ms'],
  } as AttemptClosed
}

function whole(value: string | number | boolean | null | undefined): number {
  return Number(value ?? 0)
}
