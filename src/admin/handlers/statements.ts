import type { z } from 'zod'

import { NANO_USD_PER_USD } from '../../base/index.ts'
import {
  attemptsOfLine,
  exactMoney,
  formatLineAttempts,
  groupOf,
  lineId,
  longContextThresholds,
  type Statement,
  type StatementLine,
} from '../../ledger/index.ts'
import type { STATEMENT_GROUPS, statementLine, statementTotals } from '../api/chargeback.ts'
import { ApiProblem } from '../api-problem.ts'
import { calendarMonth } from '../calendar-month.ts'
import type { Handlers } from '../call.ts'
import {
  chosenPart,
  fileName,
  filterWords,
  groupsCsv,
  isWanted,
  type StatementGroup,
  statementFile,
} from '../statement-files.ts'
import type { MonthStatement } from '../statement-shelf.ts'

type ShownLine = z.output<typeof statementLine>
type ShownTotals = z.output<typeof statementTotals>
type GroupKey = (typeof STATEMENT_GROUPS)[number]

/** More groups than a page can show; the total counts all. */
const MOST_GROUPS = 1_000

const UNDER_WAY = 'The month is under way: this is what came together so far.'

export const STATEMENT_HANDLERS: Handlers<
  'statements.months' | 'statements.show' | 'statements.lines' | 'statements.export' | 'statements.attempts'
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
    return {
      month: month.month,
      fromMs: statement.fromMs,
      toMs: statement.toMs,
      isWhole: month.toMs === month.endMs,
      currency: statement.currency,
      total: shownTotals(lines, statement),
      groups: groupsBy({ ...statement, lines }, query.by).slice(0, MOST_GROUPS),
      notes: notesOf({ month, statement }),
    }
  },
  async 'statements.lines'({ params, query, shared }) {
    const { statement } = await shared.statements.statement(params.month)
    const lines = statement.lines.filter((line) => isWanted(line, query))
    const { offset, limit } = query
    return { lines: lines.slice(offset, offset + limit).map(shownLine), total: lines.length }
  },
  async 'statements.export'({ params, query: { format, by, ...filter }, ports, shared }) {
    const { month, statement } = await shared.statements.statement(params.month)
    const own = chosenPart(statement, filter)
    if (own === null)
      throw new ApiProblem('not_found', `the statement of ${month.month} has no ${filterWords(filter)}`)
    const name = fileName(month.month, filter)
    if (by === undefined) {
      const told: Statement = { ...own, notes: notesOf({ month, statement: own }) }
      return statementFile(told, format, { name, month: month.month, ports })
    }
    if (format !== 'csv')
      throw new ApiProblem('bad_request', `sums by ${by} are written as csv`, 'Leave by out for the lines.')
    const text = groupsCsv(groupsBy(own, by), { by, currency: own.currency })
    return { mediaType: 'text/csv', name: `${name}-by-${by}.csv`, bytes: Buffer.from(text) }
  },
  async 'statements.attempts'({ params, query: { format }, ports, shared }) {
    const { month, statement } = await shared.statements.statement(params.month)
    const line = statement.lines.find((one) => lineId(one) === params.line)
    if (line === undefined)
      throw new ApiProblem('not_found', `the statement of ${month.month} has no line ${params.line}`)
    const longContext = longContextThresholds(ports.design().plan.facts)
    const span = { fromMs: month.fromMs, toMs: month.endMs, longContext }
    const text = formatLineAttempts(line, await attemptsOfLine(ports.ledger, line, span), format)
    const name = `attempts-${month.month}-${lineId(line)}`
    return format === 'csv'
      ? { mediaType: 'text/csv', name: `${name}.csv`, bytes: Buffer.from(text) }
      : { mediaType: 'text/plain', name: `${name}.txt`, bytes: Buffer.from(text) }
  },
}

/** Dearest first. */
function groupsBy(statement: Statement, by: GroupKey): StatementGroup[] {
  const groups = Map.groupBy(statement.lines, (line) => nameOf(line, by))
  return [...groups]
    .map(([key, own]) => ({ key, own, amount: amountOf(own) }))
    .sort((a, b) => (a.amount === b.amount ? (a.key < b.key ? -1 : 1) : a.amount < b.amount ? 1 : -1))
    .map(({ key, own }) => ({
      key,
      totals: shownTotals(own, statement),
      attempts: attemptsOf(own),
      lines: own.length,
    }))
}

/** Of what has no such name, the empty text. */
function nameOf(line: StatementLine, by: GroupKey): string {
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
  const groups = new Set<object>()
  let attempts = 0
  for (const line of lines) {
    const group = groupOf(line)
    if (line.kind === 'idle' || groups.has(group)) continue
    groups.add(group)
    attempts += line.attempts
  }
  return attempts
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
  const { kind, costCenter, businessUnit, consumer, model, asked, deployment, deploymentType } = line
  const { region, outcome, meter, quantity, attempts, isPriced, amount } = line
  const about = {
    id: lineId(line),
    kind,
    costCenter,
    businessUnit,
    consumer,
    model,
    asked,
    deployment,
    deploymentType,
  }
  return { ...about, region, outcome, meter, quantity, attempts, isPriced, amount: exactMoney(amount) }
}

function notesOf({ month, statement }: MonthStatement): string[] {
  return month.toMs === month.endMs ? [...statement.notes] : [UNDER_WAY, ...statement.notes]
}
