import { weighTokens } from './amounts.ts'
import type { RestoredUse } from './counters.ts'
import type { BoundLimit } from './limit-book.ts'
import { type RestoreNeed, restoreNeeds } from './restore-needs.ts'

/** The port to the ledger, as a restart asks it. */
export interface UsedSinceReader {
  /** Sees all that was settled when it was asked; rejects where the ledger does not answer. */
  usedSince(query: UsedSinceQuery): Promise<readonly UsedSince[]>
}

/** Use counts when it was settled, as in the counters. */
export interface UsedSinceQuery {
  /** Milliseconds since the epoch. */
  readonly fromMs: number
  /** Sums are made for each stretch of this length, counted from the epoch; null makes one sum. */
  readonly stepMs: number | null
}

/** A sum for one consumer, model and deployment. Its token classes do not overlap, so that each can be weighed. */
export interface UsedSince {
  readonly consumer: string
  readonly model: string
  readonly deployment: string
  /** When the last of it was settled. */
  readonly lastMs: number
  readonly plainInput: number
  readonly cached: number
  readonly soundInput: number
  readonly plainOutput: number
  readonly reasoning: number
  readonly soundOutput: number
  readonly nanoUsd: number
}

/** What the ledger says was used of `limits` before now, as the counters take it. */
export async function restoredUse(
  limits: readonly BoundLimit[],
  nowMs: number,
  reader: UsedSinceReader,
): Promise<readonly RestoredUse[]> {
  const restored: RestoredUse[] = []
  for (const { query, needs } of bySpan(restoreNeeds(limits, nowMs))) {
    const uses = new Map(needs.map(({ limit }) => [limit, [] as { atMs: number; amount: number }[]]))
    const byNode = new Map<string, BoundLimit[]>()
    for (const { limit } of needs) {
      const node = nodeOf(limit)
      const known = byNode.get(node)
      if (known === undefined) byNode.set(node, [limit])
      else known.push(limit)
    }
    for (const sum of await reader.usedSince(query))
      for (const node of nodesAbove(sum))
        for (const limit of byNode.get(node) ?? [])
          uses.get(limit)?.push({ atMs: sum.lastMs, amount: amountOf(limit, sum) })
    for (const [limit, own] of uses) restored.push({ limit, uses: own })
  }
  return restored
}

interface SpanNeeds {
  readonly query: UsedSinceQuery
  readonly needs: RestoreNeed[]
}

/** Limits of one window are asked for at once, however many nodes have one. */
function bySpan(needs: readonly RestoreNeed[]): readonly SpanNeeds[] {
  const spans = new Map<string, SpanNeeds>()
  for (const need of needs) {
    const stepMs = need.limit.window.kind === 'calendar' ? null : need.stepMs
    const id = `${need.fromMs} ${stepMs}`
    let span = spans.get(id)
    if (span === undefined) spans.set(id, (span = { query: { fromMs: need.fromMs, stepMs }, needs: [] }))
    span.needs.push(need)
  }
  return [...spans.values()]
}

function nodeOf({ node }: BoundLimit): string {
  if (node.kind === 'consumer') return node.path
  return node.kind === 'model' ? `model:${node.name}` : `deployment:${node.id}`
}

function nodesAbove({ consumer, model, deployment }: UsedSince): readonly string[] {
  const nodes = [`model:${model}`, `deployment:${deployment}`, consumer]
  for (let end = consumer.indexOf('/', 1); end !== -1; end = consumer.indexOf('/', end + 1))
    nodes.push(consumer.slice(0, end))
  return nodes
}

function amountOf({ measure, weights }: BoundLimit, sum: UsedSince): number {
  if (measure === 'nano-usd') return sum.nanoUsd
  const tokens = {
    input: sum.plainInput + sum.cached + sum.soundInput,
    cached: sum.cached,
    output: sum.plainOutput + sum.reasoning + sum.soundOutput,
    reasoning: sum.reasoning,
    audioInput: sum.soundInput,
    audioOutput: sum.soundOutput,
  }
  return weighTokens(tokens, weights)
}
