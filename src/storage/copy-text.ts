import type { AttemptClosed, AttemptOpened, ExchangeSettled } from '../ledger/index.ts'

/**
 * Rows in the text format of `COPY` (PostgreSQL documentation, "COPY", section "Text Format"): loading them costs about
 * half the processor time of the same rows as JSON in an `INSERT`. `COPY` knows no `ON CONFLICT`, so it is for rows
 * that are all new.
 */
export const COPY_ATTEMPTS = `COPY attempts (attempt, exchange, at_ms, consumer, cost_center, asked, model, base_model,
  operation, deployment, deployment_type, account, region, estimated_input, estimated_output, closed_ms, outcome, status,
  reason, input, cached, output, reasoning, audio_input, audio_output, quality, nano_usd, spilled_to, service_tier,
  served_model, provider_request, first_byte_ms, total_ms)`
export const COPY_EXCHANGES = 'COPY exchanges (exchange, at_ms, consumer, settled)'

type Value = string | number | null

export function attemptLine(opened: AttemptOpened, end: AttemptClosed | undefined): string {
  return line([
    opened.attempt,
    opened.exchange,
    opened.atMs,
    opened.consumer,
    opened.costCenter,
    opened.asked,
    opened.model,
    opened.baseModel,
    opened.operation,
    opened.deployment,
    opened.deploymentType,
    opened.account,
    opened.region,
    opened.estimate.input,
    opened.estimate.output,
    ...(end === undefined ? NO_END : endValues(end)),
  ])
}

const END_COLUMNS = 18
const NO_END: readonly null[] = Array.from({ length: END_COLUMNS }, () => null)

function endValues(end: AttemptClosed): readonly Value[] {
  const { usage } = end
  return [
    end.atMs,
    end.outcome,
    end.status,
    end.reason,
    usage?.input ?? null,
    usage?.cached ?? null,
    usage?.output ?? null,
    usage?.reasoning ?? null,
    usage?.audioInput ?? null,
    usage?.audioOutput ?? null,
    end.quality,
    end.nanoUsd,
    end.spilledTo,
    end.serviceTier,
    end.servedModel,
    end.providerRequest,
    end.firstByteMs,
    end.totalMs,
  ]
}

export function exchangeLine(settled: ExchangeSettled): string {
  return line([settled.exchange, settled.atMs, settled.consumer, JSON.stringify(settled)])
}

/** Joined, as are lines: a text that grows by each of its fields holds thousands of pieces until somebody reads it. */
export function line(values: readonly Value[]): string {
  const fields = values.map((value) =>
    value === null ? '\\N' : typeof value === 'number' ? value : escaped(value),
  )
  return `${fields.join('\t')}\n`
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(value: string): string {
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] as string) : value
}
