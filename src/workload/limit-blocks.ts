import type { ConsumerPath } from '../base/index.ts'
import { deploymentsIn } from './declared.ts'
import type { SettingPath } from './diagnostic.ts'
import type { BudgetDeclaration, LimitsDeclaration, QuotaDeclaration } from './limits-schema.ts'
import type { LimitNode } from './plan-limits.ts'
import type { Declaration } from './schema.ts'

/** Limits as the file has them, wherever they may stand, each with its place. */
export interface LimitBlock {
  readonly node: LimitNode
  readonly path: SettingPath
  readonly limits: LimitsDeclaration
}

export function* limitBlocks(declaration: Declaration): Generator<LimitBlock> {
  for (const [path, { limits }] of Object.entries(declaration.consumers)) {
    if (limits === undefined) continue
    yield {
      node: { kind: 'consumer', path: path as ConsumerPath },
      path: ['consumers', path, 'limits'],
      limits,
    }
  }
  for (const [name, { limits }] of Object.entries(declaration.models)) {
    if (limits !== undefined)
      yield { node: { kind: 'model', name }, path: ['models', name, 'limits'], limits }
  }
  for (const { deployment, path } of deploymentsIn(declaration)) {
    if (deployment.limits === undefined) continue
    yield {
      node: { kind: 'deployment', id: deployment.id },
      path: [...path, 'limits'],
      limits: deployment.limits,
    }
  }
}

/** Anything that one may write once or in a list, each with its place below the limits. */
export interface Placed<Item> {
  readonly item: Item
  readonly below: SettingPath
}

export function quotasIn({ tokens }: LimitsDeclaration): readonly Placed<QuotaDeclaration>[] {
  return placed(tokens, 'tokens')
}

export function budgetsIn({ budget }: LimitsDeclaration): readonly Placed<BudgetDeclaration>[] {
  return placed<BudgetDeclaration>(budget, 'budget')
}

function placed<Item>(written: Item | readonly Item[] | undefined, key: string): readonly Placed<Item>[] {
  if (written === undefined) return []
  if (!isList(written)) return [{ item: written, below: [key] }]
  return written.map((item, index) => ({ item, below: [key, index] }))
}

function isList<Item>(written: Item | readonly Item[]): written is readonly Item[] {
  return Array.isArray(written)
}

/** `tokens_per_month`, `budget_per_sliding_day`: what a limit is called in answers, metrics and reports. */
export function windowedName(
  what: 'tokens' | 'budget',
  { per, window }: Pick<QuotaDeclaration, 'per' | 'window'>,
): string {
  return `${what}_per_${window === 'sliding' ? 'sliding_' : ''}${per.replace('-', '_')}`
}
