import { z } from 'zod'

import { USAGE_KEYS } from '../../ledger/index.ts'
import { count, type Endpoint, json, moment, remedyInConsole, usd } from './endpoint.ts'

/** As in `traffic`. An answer that was cut off has status 200, so that the status does not tell. */
const outcome = z.enum(['answered', 'refused', 'failed'])

export const exchangeRow = z
  .object({
    exchange: z.string(),
    atMs: moment().describe('When it ended.'),
    consumer: z.string().nullable(),
    costCenter: z.string().nullable(),
    asked: z.string().nullable(),
    operation: z.string(),
    isStream: z.boolean(),
    outcome,
    status: z.int(),
    failure: z.string().nullable(),
    meaning: z
      .string()
      .nullable()
      .describe('The failure in plain words: its message in the table of failures; null where it has none.'),
    deployment: z.string().nullable(),
    region: z.string().nullable(),
    attempts: count(),
    input: count(),
    output: count(),
    /** Null where no price is known. */
    usd: usd().nullable(),
    totalMs: z.number(),
    firstTokenMs: z.number().nullable(),
    overheadMs: z.number(),
  })
  .meta({ id: 'ExchangeRow' })

export const attemptDetail = z
  .object({
    attempt: z.string(),
    model: z.string(),
    deployment: z.string(),
    deploymentType: z.string().nullable(),
    account: z.string(),
    region: z.string().nullable(),
    /** When it was sent, milliseconds after the exchange began; null where the beginning is not known. */
    startMs: z.number().nullable(),
    firstByteMs: z.number().nullable().describe('After it was sent.'),
    /** Null while it is under way. */
    totalMs: z.number().nullable(),
    outcome: z.string().nullable(),
    status: z.int().nullable(),
    reason: z.string().nullable(),
    estimatedInput: count(),
    estimatedOutput: count(),
    input: count().nullable(),
    cached: count().nullable(),
    output: count().nullable(),
    reasoning: count().nullable(),
    quality: z.enum(['measured', 'estimated', 'none']).nullable(),
    usd: usd().nullable(),
    servedModel: z.string().nullable(),
    spilledTo: z.string().nullable(),
    serviceTier: z.string().nullable(),
    providerRequest: z.string().nullable(),
  })
  .meta({ id: 'AttemptDetail' })

export const exchangeDetail = z
  .object({
    row: exchangeRow,
    isUnderWay: z.boolean(),
    beganMs: moment(),
    /** What happened and why, in one sentence. */
    verdict: z.string(),
    detail: z.string().nullable(),
    remedy: z.string().nullable(),
    remedyInConsole: remedyInConsole(),
    candidates: z.array(z.string()),
    skipped: z.array(z.object({ deployment: z.string(), reason: z.string() })),
    planRevision: z.string(),
    attempts: z.array(attemptDetail),
    traceId: z
      .string()
      .nullable()
      .describe(
        'Of its trace, whether the trace was kept or not: the log of a client has it. Null where nothing was traced.',
      ),
    traceLink: z
      .string()
      .nullable()
      .describe('Where that trace is looked at, if it was kept and `telemetry.traces.link` says where.'),
    text: z
      .object({
        state: z.enum(['kept', 'expired', 'not-kept']),
        untilMs: moment().nullable().describe('When it is deleted, or was; null where none is kept.'),
      })
      .nullable()
      .describe(
        'Whether what was asked and answered is kept, as the workload file said for the consumer; `/exchanges/{id}/text` has it. Null while it is under way.',
      ),
  })
  .meta({ id: 'ExchangeDetail' })

const textMessage = z
  .object({
    role: z.string(),
    parts: z.array(
      z.object({
        type: z
          .string()
          .describe('`text`, `tool_call`, `tool_call_response`, or the kind of what is no text.'),
        text: z
          .string()
          .nullable()
          .describe('What was said, arguments of a call, or its result; null of what is no text.'),
        name: z.string().nullable().describe('Of the tool that is called.'),
        id: z.string().nullable().describe('Of the call.'),
      }),
    ),
    finishReason: z.string().nullable(),
  })
  .meta({ id: 'TextMessage' })

export const exchangeText = z
  .object({
    untilMs: moment().describe('When it is deleted.'),
    prompt: z.array(textMessage).nullable().describe('Null where it is not kept, or nothing was to be kept.'),
    answer: z.array(textMessage).nullable(),
    isCut: z.boolean().describe('Something is missing, for its length.'),
    redaction: z.string().describe('What stands in the text where something was taken out.'),
  })
  .meta({ id: 'ExchangeText' })

const subject = 'Exchanges'
/** As docs/ledger.md has it. */
const record = z.looseObject({ kind: z.string() })

export const EXCHANGES = {
  'exchanges.search': {
    method: 'GET',
    path: '/exchanges',
    summary: 'Exchanges that ended, newest first',
    subject,
    role: 'viewer',
    query: z.object({
      fromMs: z.coerce.number().int().min(0).optional(),
      toMs: z.coerce.number().int().min(0).optional(),
      consumer: z.string().max(512).optional().describe('This path and all below it.'),
      costCenter: z.string().max(200).optional(),
      model: z.string().max(200).optional().describe('As it was asked for.'),
      deployment: z.string().max(200).optional().describe('That any attempt was sent to.'),
      region: z.string().max(100).optional(),
      operation: z.string().max(100).optional(),
      outcome: outcome.optional(),
      failure: z.string().max(100).optional(),
      status: z.coerce.number().int().optional(),
      minTotalMs: z.coerce.number().min(0).optional(),
      minAttempts: z.coerce.number().int().min(0).optional(),
      minUsd: z.coerce.number().min(0).optional(),
      id: z
        .string()
        .max(200)
        .optional()
        .describe(
          'Of an exchange, of one of its attempts, or of a trace: 32 hexadecimal digits, alone or in a traceparent.',
        ),
      /** What the page before said in `next`. */
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: json(z.object({ rows: z.array(exchangeRow), next: z.string().nullable() })),
    audit: null,
  },
  'exchanges.show': {
    method: 'GET',
    path: '/exchanges/{id}',
    summary: 'One exchange: its attempts, why it went so, and what it cost',
    subject,
    role: 'viewer',
    params: z.object({ id: z.string() }),
    answer: json(exchangeDetail),
    audit: null,
  },
  'exchanges.text': {
    method: 'GET',
    path: '/exchanges/{id}/text',
    summary:
      'What was asked and answered, where the workload file keeps it; each reading is in the audit log',
    subject,
    role: 'operator',
    params: z.object({ id: z.string() }),
    answer: json(exchangeText),
    audit: 'exchanges.text',
  },
  'exchanges.records': {
    method: 'GET',
    path: '/exchanges/{id}/records',
    summary: 'The records of one exchange as the ledger has them, for `causeway explain`',
    subject,
    role: 'viewer',
    params: z.object({ id: z.string() }),
    answer: json(
      z.object({
        settled: record.nullable(),
        attempts: z.array(
          z.object({ opened: record, originLost: z.literal(true).optional(), closed: record.nullable() }),
        ),
      }),
    ),
    audit: null,
  },
  usage: {
    method: 'GET',
    path: '/usage',
    summary: 'What was used and what it cost, a row for each of what you ask, for `causeway report`',
    subject,
    role: 'viewer',
    query: z.object({
      by: z.enum(USAGE_KEYS).default('consumer'),
      fromMs: z.coerce.number().int().min(0).optional(),
      toMs: z.coerce.number().int().min(0).optional(),
    }),
    answer: json(
      z.object({
        rows: z.array(
          z.object({
            key: z.string().nullable(),
            exchanges: count(),
            attempts: count(),
            failed: count(),
            input: count(),
            cached: count(),
            output: count(),
            reasoning: count(),
            nanoUsd: z.number(),
            unpriced: count(),
            estimated: count(),
          }),
        ),
      }),
    ),
    audit: null,
  },
} as const satisfies Record<string, Endpoint>
