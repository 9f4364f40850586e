import { type Clock, type DescribedError, describeError, type Log } from '../base/index.ts'
import { isSecretName, type LogLevel } from './log.ts'

/** A line of the log as it is sent to others, tied to a trace where it is of one. */
export interface LoggedLine {
  readonly timeMs: number
  readonly level: LogLevel
  readonly message: string
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  readonly trace: { readonly traceId: string; readonly spanId: string } | null
}

export interface ExportedLogParts {
  readonly log: Log
  /** The least that is sent. */
  readonly level: LogLevel
  readonly clock: Clock
  readonly take: (line: LoggedLine) => void
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
const MAX_TEXT_CHARACTERS = 4_096
/** Fields by which a line is tied to a trace ("Trace context in non-OTLP log formats", opentelemetry.io). */
const TRACE_FIELDS = new Set(['trace_id', 'span_id', 'trace_flags'])
/** What an operator may put in the log of his own disk; it goes nowhere else. */
const OWN_FIELDS = new Set(['prompt'])
/** What an alert is of: names from the workload file. */
const LABELS = 'labels'

/**
 * A log that is also sent. Lines of exchanges whose trace is not kept are left out, so that sending costs what traces
 * cost, whatever is served. What the log itself never shows is not sent, and no object is, but an error's name and words, and the labels of an alert.
 */
export function exportedLog({ log, level, clock, take }: ExportedLogParts): Log {
  const least = LEVELS.indexOf(level)
  const at = (of: LogLevel) => {
    const isSent = LEVELS.indexOf(of) >= least
    return (fields: object, message: string): void => {
      log[of](fields, message)
      if (!isSent) return
      const line = lineOf(of, clock.nowMs(), fields, message)
      if (line !== null) take(line)
    }
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** Characters of text in a line: what waits for a slow collector is bounded by them, as each field may have thousands. */
export function textInLine({ message, attributes }: LoggedLine): number {
  let characters = message.length
  for (const name in attributes) {
    const value = attributes[name]
    if (typeof value === 'string') characters += value.length
  }
  return characters
}

function lineOf(level: LogLevel, timeMs: number, given: object, message: string): LoggedLine | null {
  const fields = given as Readonly<Record<string, unknown>>
  if (fields['trace_flags'] === '00') return null
  const attributes: Record<string, string | number | boolean> = {}
  for (const name in fields) {
    if (TRACE_FIELDS.has(name) || OWN_FIELDS.has(name)) continue
    const value = fields[name]
    const error = errorIn(value)
    if (error !== null) {
      attributes['exception.type'] = error.type
      attributes['exception.message'] = error.message.slice(0, MAX_TEXT_CHARACTERS)
    } else if (name === LABELS && typeof value === 'object' && value !== null) {
      for (const [label, text] of Object.entries(value)) attributes[`${LABELS}.${label}`] = String(text)
    } else if (isSecretName(name)) attributes[name] = '[redacted]'
    else if (typeof value === 'string') attributes[name] = value.slice(0, MAX_TEXT_CHARACTERS)
    else if (typeof value === 'number' || typeof value === 'boolean') attributes[name] = value
  }
  const { trace_id: traceId, span_id: spanId } = fields
  const trace = typeof traceId === 'string' && typeof spanId === 'string' ? { traceId, spanId } : null
  return { timeMs, level, message, attributes, trace }
}

/** As it was thrown here, or as another process of the program told of it. */
function errorIn(value: unknown): Pick<DescribedError, 'type' | 'message'> | null {
  const described = describeError(value)
  if (typeof described !== 'object' || described === null) return null
  const { type, message, stack } = described as Readonly<Record<string, unknown>>
  const isError = typeof type === 'string' && typeof message === 'string' && typeof stack === 'string'
  return isError ? { type, message } : null
}
