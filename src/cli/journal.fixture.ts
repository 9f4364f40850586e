import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { attemptId, type ConsumerPath, type ExchangeId } from '../base/index.ts'
import { formatLine, type LedgerRecord, segmentName, type Usage } from '../ledger/index.ts'

const NO_USAGE: Usage = { input: 0, cached: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0 }

export interface Answered {
  readonly id: ExchangeId
  readonly consumer: string
  readonly atMs: number
  readonly usage: Partial<Usage>
  readonly nanoUsd: number
}

/** The records of an exchange that failed on `ptu-swc` and was answered by `std-frc`. */
export function movedOn({ id, consumer, atMs, usage, nanoUsd }: Answered): readonly LedgerRecord[] {
  const common = { exchange: id, atMs }
  const asked = {
    consumer: consumer as ConsumerPath,
    costCenter: 'CC-1042',
    asked: 'gpt-4.1',
    operation: 'chat',
  }
  const closed = {
    kind: 'closed',
    ...common,
    spilledTo: null,
    serviceTier: null,
    servedModel: 'gpt-4.1-2025-04-14',
    providerRequest: null,
    firstByteMs: 12,
    totalMs: 40,
  } as const
  const opened = (number: number, deployment: string, region: string): LedgerRecord => ({
    kind: 'opened',
    attempt: attemptId(id, number),
    ...common,
    ...asked,
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    deployment,
    deploymentType: 'standard',
    account: `sim-${region}`,
    region,
    estimate: { input: 10, output: 10 },
  })
  return [
    opened(1, 'ptu-swc', 'swedencentral'),
    {
      ...closed,
      attempt: attemptId(id, 1),
      outcome: 'failed',
      status: 503,
      reason: 'unavailable',
      usage: null,
      quality: 'none',
      nanoUsd: null,
    },
    opened(2, 'std-frc', 'francecentral'),
    {
      ...closed,
      attempt: attemptId(id, 2),
      outcome: 'answered',
      status: 200,
      reason: null,
      usage: { ...NO_USAGE, ...usage },
      quality: 'measured',
      nanoUsd,
    },
    {
      kind: 'settled',
      ...common,
      ...asked,
      stream: false,
      status: 200,
      failure: null,
      detail: null,
      attempts: 2,
      deployment: 'std-frc',
      skipped: ['ptu-global: residency'],
      candidates: ['ptu-swc', 'std-frc'],
      totalMs: 55,
      overheadMs: 0.2,
      planRevision: '0123456789ab',
    },
  ]
}

/** A state folder whose journal holds these records, as a gateway leaves it behind. */
export async function writeJournal(stateFolder: string, records: readonly LedgerRecord[]): Promise<void> {
  const folder = join(stateFolder, 'journal')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, segmentName(1)), records.map(formatLine).join(''))
}
