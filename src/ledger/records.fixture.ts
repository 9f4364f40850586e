import type { AttemptId, ConsumerPath, ExchangeId } from '../base/index.ts'
import type { AttemptClosed, AttemptOpened, ExchangeSettled } from './records.ts'

/** Records of an exchange that one attempt answered, with what a test wants different. */
export function opened(exchange: string, more: Partial<AttemptOpened> = {}): AttemptOpened {
  return {
    kind: 'opened',
    attempt: `${exchange}.1` as AttemptId,
    exchange: exchange as ExchangeId,
    atMs: 1_000,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: 'CC-1',
    asked: 'gpt-4.1',
    model: 'gpt-4.1',
    baseModel: 'gpt-4.1',
    operation: 'chat',
    deployment: 'first',
    deploymentType: 'standard',
    account: 'swc',
    region: 'swedencentral',
    estimate: { input: 10, output: 20 },
    ...more,
  }
}

export function closed(exchange: string, more: Partial<AttemptClosed> = {}): AttemptClosed {
  return {
    kind: 'closed',
    attempt: `${exchange}.1` as AttemptId,
    exchange: exchange as ExchangeId,
    atMs: 2_000,
    outcome: 'answered',
    status: 200,
    reason: null,
    usage: { input: 9, cached: 4, output: 5, reasoning: 1, audioInput: 0, audioOutput: 0 },
    quality: 'measured',
    nanoUsd: 58_000,
    spilledTo: null,
    serviceTier: null,
    servedModel: 'gpt-4.1-2025-04-14',
    providerRequest: 'p-1',
    firstByteMs: 1.25,
    totalMs: 3.5,
    ...more,
  }
}

export function settled(exchange: string, more: Partial<ExchangeSettled> = {}): ExchangeSettled {
  return {
    kind: 'settled',
    exchange: exchange as ExchangeId,
    atMs: 3_000,
    consumer: '/contoso/bot' as ConsumerPath,
    costCenter: 'CC-1',
    asked: 'gpt-4.1',
    operation: 'chat',
    stream: false,
    status: 200,
    failure: null,
    detail: null,
    attempts: 1,
    deployment: 'first',
    skipped: [],
    candidates: ['first'],
    totalMs: 4,
    overheadMs: 0.5,
    planRevision: 'abc',
    ...more,
  }
}
