import type { z } from 'zod'

import { NANO_USD_PER_USD } from '../../base/index.ts'
import {
  exactMoney,
  restrictTo,
  type Statement,
  statementCsv,
  statementJson,
  type StatementLine,
  statementPage,
} from '../../ledger/index.ts'
import type {
  STATEMENT_EXPORTS,
  STATEMENT_GROUPS,
  statementLine,
  statementTotals,
} from '../api/chargeback.ts'
import { ApiProblem } from '../api-problem.ts'
import { calendarMonth } from '../calendar-month.ts'
import type { FileAnswer, Handlers } from '../call.ts'
import { isAtOrBelow } from '../paths.ts'
import type { ApiPorts } from '../ports.ts'
import type { MonthStatement } from '../statement-shelf.ts'

type ShownLine = z.output<typeof statementLine>
type ShownTotals = z.output<typeof statementTotals>
type GroupKey = (typeof STATEMENT_GROUPS)[number]
type ExportFormat = (typeof STATEMENT_EXPORTS)[number]

/** More groups than a page can show; the total counts all. */
const MOST_GROUPS = 1_000

const UNDER_WAY = 'The month is under way: this is what came together so far.'

export const STATEMENT_HANDLERS: Handlers<
  'statements.months' | 'statements.show' | 'statements.lines' | 'statements.export'
> = {
  async 'statements.months'({ ports: { ledger, clock } }) {
    const nowMs = clock.nowMs()
    const months = (await ledger.recordedMonths()).flatMap((name) => calendarMonth(name, nowMs) ?? [])
    return {
      months: months.map(({ month, toMs, endMs }) => ({ month, isWhole: toMs === endMs })),
      timeZone: 'UTC',
    }
  },
  async 'statements.show'({ params, query, shared }) {
    const { month, statement } = await shared.statements.statement(params.month)
    const lines = statement.lines.filter((line) => isWanted(line, query))
    const groups = Map.groupBy(lines, (line) => groupOf(line, query.by))
    return {
      month: month.month,
      fromMs: statement.fromMs,
      toMs: statement.toMs,
      isWhole: month.toMs === month.endMs,
      currency: statement.currency,
      total: shownTotals(lines, statement),
      groups: [...groups]
        .map(([key, own]) => ({ key, own, amount: amountOf(own) }))
        .sort((a, b) => (a.amount === b.amount ? (a.key < b.key ? -1 : 1) : a.amount < b.amount ? 1 : -1))
        .slice(0, MOST_GROUPS)
        .map(({ key, own }) => ({
          key,
          totals: shownTotals(own, statement),
          attempts: attemptsOf(own),
          lines: own.length,
        })),
      notes: notesOf({ month, statement }),
    }
  },
  async 'statements.lines'({ params, query, shared }) {
    const { statement } = await shared.statements.statement(params.month)
    const lines = statement.lines.filter((line) => isWanted(line, query))
    const { offset, limit } = query
    return { lines: lines.slice(offset, offset + limit).map(shownLine), total: lines.length }
  },
  async 'statements.export'({ params, query: { format, costCenter }, ports, shared }) {
    const { month, statement } = await shared.statements.statement(params.month)
    const own = costCenter === undefined ? statement : restrictTo(statement, costCenter)
    if (own === null)
      throw new ApiProblem('not_found', `the statement of ${month.month} has no cost center ${costCenter}`)
    const told: Statement = { ...own, notes: notesOf({ month, statement: own }) }
    const name = ['statement', month.month, ...(costCenter === undefined ? [] : [fileWord(costCenter)])].join(
      '-',
    )
    return fileOf(told, { format, name, month: month.month, ports })
  },
}

interface LineFilter {
  readonly costCenter?: string | undefined
  readonly consumer?: string | undefined
  readonly model?: string | undefined
}

function isWanted(line: StatementLine, { costCenter, consumer, model }: LineFilter): boolean {
  return (
    (costCenter === undefined || line.costCenter === costCenter) &&
    (consumer === undefined || (line.consumer !== null && isAtOrBelow(line.consumer, consumer))) &&
    (model === undefined || line.model === model)
  )
}

/** Of what has no such name, the empty text. */
function groupOf(line: StatementLine, by: GroupKey): string {
  switch (by) {
    case 'cost-center':
      return line.costCenter
    case 'consumer':
      return line.consumer ?? ''
    case 'model':
      return line.model
    case 'deployment':
      return line.deployment
    case 'region':
      return line.region ?? ''
    case 'business-unit':
      return line.businessUnit ?? ''
  }
}

function amountOf(lines: readonly StatementLine[]): bigint {
  return lines.reduce((sum, { amount }) => sum + amount, 0n)
}

/** A group of attempts has a line for each class of its tokens. */
function attemptsOf(lines: readonly StatementLine[]): number {
  const attempts = new Map(lines.map((line) => [line.follow, line.kind === 'idle' ? 0 : line.attempts]))
  return [...attempts.values()].reduce((sum, count) => sum + count, 0)
}

function shownTotals(lines: readonly StatementLine[], { conversion }: Statement): ShownTotals {
  const ofKind = { tokens: 0n, provisioned: 0n, idle: 0n }
  let cacheSaved = 0n
  let tierSaved = 0n
  let unpricedTokens = 0
  let estimatedTokens = 0
  for (const line of lines) {
    ofKind[line.kind] += line.amount
    cacheSaved += line.cacheSavedNanoUsd
    tierSaved += line.tierSavedNanoUsd
    estimatedTokens += line.estimatedTokens
    if (!line.isPriced && line.kind === 'tokens') unpricedTokens += line.quantity
  }
  const inCurrency = (nanoUsd: bigint): string =>
    exactMoney((nanoUsd * BigInt(conversion?.nanoPerUsd ?? NANO_USD_PER_USD)) / BigInt(NANO_USD_PER_USD))
  return {
    amount: exactMoney(ofKind.tokens + ofKind.provisioned + ofKind.idle),
    tokens: exactMoney(ofKind.tokens),
    provisioned: exactMoney(ofKind.provisioned),
    idle: exactMoney(ofKind.idle),
    cacheSaved: inCurrency(cacheSaved),
    tierSaved: inCurrency(tierSaved),
    unpricedTokens,
    estimatedTokens,
  }
}

function shownLine(line: StatementLine): ShownLine {
  const { id, kind, costCenter, businessUnit, consumer, model, asked, deployment, deploymentType } = line
  const { region, outcome, meter, quantity, attempts, isPriced, amount } = line
  const about = { id, kind, costCenter, businessUnit, consumer, model, asked, deployment, deploymentType }
  return { ...about, region, outcome, meter, quantity, attempts, isPriced, amount: exactMoney(amount) }
}

function notesOf({ month, statement }: MonthStatement): string[] {
  return month.toMs === month.endMs ? [...statement.notes] : [UNDER_WAY, ...statement.notes]
}

function fileOf(
  statement: Statement,
  of: {
    readonly format: ExportFormat
    readonly name: string
    readonly month: string
    readonly ports: ApiPorts
  },
): FileAnswer {
  const { format, month } = of
  const name = `${of.name}.${format}`
  switch (format) {
    case 'csv':
      return { mediaType: 'text/csv', name, bytes: Buffer.from(statementCsv(statement)) }
    case 'json':
      return { mediaType: 'application/json', name, bytes: Buffer.from(statementJson(statement)) }
    case 'html': {
      const followCommand = (id: string): string => `causeway report statement --month ${month} --line ${id}`
      const page = statementPage(statement, { followCommand })
      return { mediaType: 'text/html', name, bytes: Buffer.from(page) }
    }
    case 'parquet':
      return {
        mediaType: 'application/vnd.apache.parquet',
        name,
        bytes: of.ports.statementParquet(statement),
      }
  }
}

/** For the name of a file: a cost center may be any text. */
function fileWord(text: string): string {
  return text.replace(/[^\w.-]+/g, '_').slice(0, 100)
}
