import { z } from 'zod'

import { count, type Endpoint, json, moment } from './endpoint.ts'

/** Exact, as decimal digits, in the statement's currency. */
const money = z.string().describe('An exact decimal number, such as `12.034501`.')

export const statementTotals = z
  .object({
    amount: money,
    tokens: money,
    provisioned: money,
    idle: money,
    cacheSaved: money,
    tierSaved: money,
    unpricedTokens: count(),
    estimatedTokens: count(),
  })
  .meta({ id: 'StatementTotals' })

export const statementLine = z
  .object({
    id: z.string(),
    kind: z.enum(['tokens', 'provisioned', 'idle']),
    costCenter: z.string(),
    businessUnit: z.string().nullable(),
    consumer: z.string().nullable(),
    model: z.string(),
    asked: z.string().nullable(),
    deployment: z.string(),
    deploymentType: z.string().nullable(),
    region: z.string().nullable(),
    outcome: z.string().nullable(),
    meter: z.string(),
    quantity: z.number(),
    attempts: count(),
    isPriced: z.boolean(),
    amount: money,
  })
  .meta({ id: 'StatementLine' })

const group = z.object({ key: z.string(), totals: statementTotals, attempts: count(), lines: count() })

const subject = 'Chargeback'
/** A calendar month in UTC, in which Azure bills. */
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-11' })
export const STATEMENT_GROUPS = [
  'cost-center',
  'consumer',
  'model',
  'deployment',
  'region',
  'business-unit',
] as const
export const STATEMENT_EXPORTS = ['csv', 'json', 'html', 'parquet', 'table'] as const

/** What of a statement. */
const filter = {
  costCenter: z.string().max(200).optional(),
  consumer: z.string().max(512).optional().describe('This path and all below it.'),
  model: z.string().max(200).optional(),
}

export const CHARGEBACK = {
  'statements.months': {
    method: 'GET',
    path: '/statements',
    summary: 'Months of which there are records, newest first',
    subject,
    role: 'viewer',
    answer: json(
      z.object({ months: z.array(z.object({ month, isWhole: z.boolean() })), timeZone: z.string() }),
    ),
    audit: null,
  },
  'statements.show': {
    method: 'GET',
    path: '/statements/{month}',
    summary: 'The statement of a month, summed by what you ask, and within what you choose',
    subject,
    role: 'viewer',
    params: z.object({ month }),
    query: z.object({
      by: z.enum(STATEMENT_GROUPS).default('cost-center'),
      ...filter,
    }),
    answer: json(
      z
        .object({
          month,
          fromMs: moment(),
          toMs: moment(),
          isWhole: z.boolean().describe('False while the month is under way.'),
          currency: z.string(),
          total: statementTotals,
          groups: z.array(group).describe('Dearest first.'),
          notes: z.array(z.string()),
        })
        .meta({ id: 'StatementView' }),
    ),
    audit: null,
  },
  'statements.lines': {
    method: 'GET',
    path: '/statements/{month}/lines',
    summary: 'The lines of a statement',
    subject,
    role: 'viewer',
    params: z.object({ month }),
    query: z.object({
      ...filter,
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: json(z.object({ lines: z.array(statementLine), total: count() })),
    audit: null,
  },
  'statements.export': {
    method: 'GET',
    path: '/statements/{month}/export',
    summary: 'The statement, or what of it you choose, as a file, as `causeway report statement` writes it',
    subject,
    role: 'viewer',
    params: z.object({ month }),
    query: z.object({
      format: z.enum(STATEMENT_EXPORTS).default('csv').describe('`table` is text for a terminal.'),
      by: z
        .enum(STATEMENT_GROUPS)
        .optional()
        .describe('Sums by this, a row for each, in place of the lines; as CSV alone.'),
      ...filter,
    }),
    answer: {
      kind: 'file',
      mediaTypes: [
        'text/csv',
        'application/json',
        'text/html',
        'application/vnd.apache.parquet',
        'text/plain',
      ],
    },
    audit: null,
  },
  'statements.attempts': {
    method: 'GET',
    path: '/statements/{month}/lines/{line}/attempts',
    summary: 'The attempts that a line of a statement rests on, the first 100,000, as a file',
    subject,
    role: 'viewer',
    params: z.object({ month, line: z.string().max(64) }),
    query: z.object({ format: z.enum(['csv', 'table']).default('csv') }),
    answer: { kind: 'file', mediaTypes: ['text/csv', 'text/plain'] },
    audit: null,
  },
} as const satisfies Record<string, Endpoint>
