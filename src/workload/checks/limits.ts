import { isTimeZone, startOfDayMs, suggest } from '../../base/index.ts'
import { ancestorsOf } from '../consumer-tree.ts'
import type { Declared } from '../declared.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings } from '../findings.ts'
import {
  budgetsIn,
  type LimitBlock,
  limitBlocks,
  type Placed,
  quotasIn,
  windowedName,
} from '../limit-blocks.ts'
import type { BudgetDeclaration, QuotaDeclaration, RaiseDeclaration } from '../limits-schema.ts'
import type { Moment } from '../scalars.ts'
import { quoted } from '../shape-messages.ts'
import { webhookProblem } from '../webhook-address.ts'
import { checkTimeZone } from './calendar.ts'

/** Limits of consumers, models and deployments, each by itself; `limit-order.ts` compares them with one another. */
export function checkLimits(declared: Declared, findings: Findings): void {
  const provisioned = modelsWithProvisioned(declared, findings)
  for (const block of limitBlocks(declared.declaration)) {
    const { limits, path } = block
    if (!limitsAnything(block) && findings.isWhole(path))
      findings.warning(path, 'limits nothing', { at: 'key' })
    if (
      limits.token_weights !== undefined &&
      limits.tokens_per_minute === undefined &&
      limits.tokens === undefined &&
      findings.isWhole(path)
    )
      findings.warning([...path, 'token_weights'], 'weighs for no limit here', { at: 'key' })
    checkWindows(block, 'tokens', quotasIn(limits), declared, findings)
    checkWindows(block, 'budget', budgetsIn(limits), declared, findings)
    for (const { item, below } of budgetsIn(limits)) {
      checkThresholds(item, [...path, ...below], findings)
      checkWebhook(item, [...path, ...below], findings)
      checkAtEnd(item, block, [...path, ...below], declared, provisioned, findings)
    }
    for (const [index, raise] of limits.raises.entries())
      checkRaise(raise, block, [...path, 'raises', index], declared, findings)
  }
}

const ANY_MODEL = '*'

/** Models that have a provisioned deployment, or may have one in what was left out for its shape. */
function modelsWithProvisioned({ declaration }: Declared, findings: Findings): ReadonlySet<string> {
  const found = new Set<string>(findings.isWhole(['models']) ? [] : [ANY_MODEL])
  for (const [name, { deployments }] of Object.entries(declaration.models)) {
    const has = deployments.some(({ type }) => type?.endsWith('provisioned-managed') === true)
    if (has || !findings.isWhole(['models', name])) found.add(name).add(ANY_MODEL)
  }
  return found
}

function limitsAnything({ limits }: LimitBlock): boolean {
  return (
    limits.requests_per_minute !== undefined ||
    limits.tokens_per_minute !== undefined ||
    limits.concurrent !== undefined ||
    quotasIn(limits).length + budgetsIn(limits).length > 0
  )
}

function checkWindows(
  { path }: LimitBlock,
  what: 'tokens' | 'budget',
  items: readonly Placed<Pick<QuotaDeclaration, 'per' | 'window' | 'time_zone'>>[],
  { declaration }: Declared,
  findings: Findings,
): void {
  const seen = new Set<string>()
  for (const { item, below } of items) {
    const at = [...path, ...below]
    const name = windowedName(what, item)
    if (seen.has(name))
      findings.error(
        [...at, 'per'],
        `there is one for ${item.window === 'sliding' ? 'a sliding ' : ''}${item.per} already`,
      )
    seen.add(name)
    if (item.window === 'sliding') {
      if (!['hour', 'day', 'week'].includes(item.per)) {
        findings.error(
          [...at, 'per'],
          `${quoted(item.per)} has no fixed length, so no window of it can slide; write hour, day or week, or window: calendar`,
        )
      }
      if (item.time_zone !== undefined)
        findings.error([...at, 'time_zone'], 'means nothing to a sliding window', { at: 'key' })
    } else if (item.time_zone !== undefined) checkTimeZone(item.time_zone, [...at, 'time_zone'], findings)
    const isFiscal = item.per.startsWith('fiscal-')
    if (isFiscal && declaration.calendar.fiscal_year === undefined && findings.isWhole(['calendar']))
      findings.error(
        [...at, 'per'],
        `${quoted(item.per)} needs calendar.fiscal_year, to know when one begins`,
      )
  }
}

function checkThresholds(
  { thresholds, window }: BudgetDeclaration,
  path: SettingPath,
  findings: Findings,
): void {
  if (thresholds === undefined) return
  const at = [...path, 'thresholds']
  if (window === 'sliding' && thresholds.length > 0)
    findings.error(at, 'a sliding window never starts anew, so no threshold is crossed once in it', {
      at: 'key',
    })
  for (const [index, threshold] of thresholds.entries()) {
    const before = thresholds[index - 1]
    if (before !== undefined && threshold <= before)
      findings.error([...at, index], `${threshold} does not rise above ${before} before it`)
  }
}

function checkWebhook(
  { webhook, webhook_secret: secret, thresholds, window }: BudgetDeclaration,
  path: SettingPath,
  findings: Findings,
): void {
  if (webhook === undefined && secret !== undefined)
    findings.warning([...path, 'webhook_secret'], 'signs nothing: the budget has no webhook', { at: 'key' })
  if (webhook === undefined) return
  const at = [...path, 'webhook']
  if (thresholds?.length === 0 || (thresholds === undefined && window === 'sliding'))
    findings.warning(at, 'is never called: the budget has no thresholds', { at: 'key' })
  const problem = webhookProblem(webhook)
  if (problem !== null) findings.error(at, problem)
}

function checkAtEnd(
  { at_end: atEnd }: BudgetDeclaration,
  { node }: LimitBlock,
  path: SettingPath,
  { declaration, modelNames }: Declared,
  provisioned: ReadonlySet<string>,
  findings: Findings,
): void {
  if (atEnd === 'provisioned-only' && !provisioned.has(node.kind === 'model' ? node.name : ANY_MODEL))
    findings.warning([...path, 'at_end'], 'no deployment is provisioned, so all calls are refused at the end')
  if (typeof atEnd !== 'object') return
  const at = [...path, 'at_end', 'fall_back_to']
  const target = atEnd.fall_back_to
  if (!modelNames.has(target)) {
    findings.error(at, `there is no model ${quoted(target)}`, {
      suggestion: () => suggest(target, modelNames),
    })
    return
  }
  if (node.kind === 'model') {
    const from = declaration.models[node.name]
    const to = declaration.models[target]
    if (target === node.name) findings.error(at, 'is the model itself')
    else if (
      from !== undefined &&
      to !== undefined &&
      from.task !== to.task &&
      findings.isSound(['models', target, 'task'])
    )
      findings.error(at, `is a model for ${to.task}, while ${node.name} is for ${from.task}`)
  }
  if (node.kind === 'consumer') {
    const lineage = [node.path, ...ancestorsOf(node.path, declaration.consumers)]
    const refusing = lineage.find((step) => {
      const list = declaration.consumers[step]?.models
      return Array.isArray(list) && findings.isWhole(['consumers', step, 'models']) && !list.includes(target)
    })
    if (refusing !== undefined)
      findings.error(
        at,
        `${quoted(target)} is not among the models of ${refusing}, so nobody could fall back to it`,
      )
  }
}

function checkRaise(
  raise: RaiseDeclaration,
  { limits }: LimitBlock,
  path: SettingPath,
  { declaration }: Declared,
  findings: Findings,
): void {
  const { limit, per, from, until } = raise
  if (!findings.isWhole(path)) return
  const isBudget = limit === 'budget'
  const stray = isBudget ? 'amount' : 'usd'
  const needed = isBudget ? 'usd' : 'amount'
  if (raise[needed] === undefined) findings.error(path, `needs ${needed}, what the limit is meanwhile`)
  if (raise[stray] !== undefined)
    findings.error([...path, stray], `does not suit ${limit}; write ${needed}`, { at: 'key' })
  const isWindowed = limit === 'tokens' || isBudget
  if (per !== undefined && !isWindowed)
    findings.error([...path, 'per'], `means nothing for ${limit}`, { at: 'key' })
  const normal = normalAmounts(raise, limits)
  if (normal.length === 0) {
    findings.error(
      [...path, 'limit'],
      `there is no limit ${quoted(per === undefined ? limit : `${limit} per ${per}`)} here to raise`,
    )
  } else if (normal.length > 1) {
    findings.error(
      [...path, 'limit'],
      `there are ${normal.length} of them here${per === undefined ? '; say which with per' : ''}`,
    )
  } else {
    const meanwhile = raise[needed]
    if (meanwhile !== undefined && meanwhile <= (normal[0] ?? 0))
      findings.warning([...path, needed], `is no raise: the limit is ${normal[0]} without it`)
  }
  const zone = declaration.calendar.time_zone
  if (from !== undefined && isTimeZone(zone) && firstMs(from, zone) >= lastMs(until, zone))
    findings.error([...path, 'until'], 'is not after from')
}

/** Of the limits that a raise speaks of. */
function normalAmounts({ limit, per }: RaiseDeclaration, limits: LimitBlock['limits']): readonly number[] {
  if (limit === 'tokens' || limit === 'budget') {
    return [...(limit === 'tokens' ? quotasIn(limits) : budgetsIn(limits))]
      .filter(({ item }) => per === undefined || item.per === per)
      .map(({ item }) => ('usd' in item ? item.usd : item.amount))
  }
  const amount = limits[limit]
  return amount === undefined ? [] : [amount]
}

function firstMs(moment: Moment, zone: string): number {
  return moment.kind === 'instant' ? moment.atMs : startOfDayMs(zone, moment.dayMs)
}

function lastMs(moment: Moment, zone: string): number {
  return moment.kind === 'instant' ? moment.atMs : startOfDayMs(zone, moment.dayMs + 86_400_000)
}
