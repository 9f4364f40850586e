import { WAITING_CLASSES, type WaitingClass } from '../../limits/index.ts'
import type { BreakerNews } from '../routing/breaker.ts'

/**
 * What gateways of a workload tell each other, and how it is written: JSON that says its version. What is read was
 * written by another program, maybe of another version: fields that are not known are passed over, things that are not
 * as they should be are left out, and nothing is longer than its bound.
 */
export interface News {
  /** Tells senders apart. */
  readonly from: string
  readonly breakers: readonly BreakerTold[]
  readonly coolDowns: readonly CoolDownTold[]
  readonly uses: readonly UseTold[]
  readonly lines: readonly LineTold[]
}

export interface BreakerTold {
  /** Deployment. */
  readonly of: string
  readonly is: BreakerNews
  readonly leftMs: number
}

export const COOLING = ['deployment', 'missing', 'quota', 'account'] as const
export type Cooling = (typeof COOLING)[number]

export interface CoolDownTold {
  readonly what: Cooling
  /** Deployment, account and upstream name, quota group, or account. */
  readonly of: string
  readonly leftMs: number
  readonly reason: string
}

export interface UseTold {
  /** Deployment. */
  readonly of: string
  /** As `BucketNews`, where it is provisioned. */
  readonly bucket: { readonly observed: number | null; readonly tokens: number } | null
  /** As `WindowNews`, where it has tokens per minute. */
  readonly window: { readonly told: number | null; readonly tokens: number } | null
}

/** Of one waiting line. */
export interface LineTold {
  readonly of: string
  /** Those in which anything changed, and now and then all. */
  readonly flows: readonly FlowTold[]
}

export interface FlowTold {
  readonly class: WaitingClass
  readonly consumer: string
  /** How many wait there at the sender. */
  readonly waiting: number
  /** Tokens of those that were sent on since the last news, less those that were refused after all. */
  readonly served: number
}

const VERSION = 1
/** Things of one kind in one message; with names of the greatest length they stay below what a link carries. */
export const MAX_THINGS = 100
const MAX_NAME_CHARS = 256
const MAX_REASON_CHARS = 80
const MAX_WAIT_MS = 86_400_000
/** Above what any deployment serves in a minute. */
const MAX_TOKENS = 1e12
const MAX_WAITING = 1e6

export function writeNews(news: Partial<News> & Pick<News, 'from'>): string {
  return JSON.stringify({ v: VERSION, ...news })
}

/** Null where it is no news of a version that is known. */
export function readNews(text: string): News | null {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    return null
  }
  if (!isObject(told) || told['v'] !== VERSION) return null
  const from = name(told['from'])
  if (from === null) return null
  return {
    from,
    breakers: things(told['breakers'], breakerOf),
    coolDowns: things(told['coolDowns'], coolDownOf),
    uses: things(told['uses'], useOf),
    lines: things(told['lines'], lineOf),
  }
}

type Fields = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function things<T>(value: unknown, read: (fields: Fields) => T | null): readonly T[] {
  if (!Array.isArray(value)) return []
  const found: T[] = []
  for (const one of value.slice(0, MAX_THINGS) as unknown[]) {
    const thing = isObject(one) ? read(one) : null
    if (thing !== null) found.push(thing)
  }
  return found
}

function name(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME_CHARS ? value : null
}

function number(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : null
}

function breakerOf({ of, is, leftMs }: Fields): BreakerTold | null {
  const deployment = name(of)
  const left = number(leftMs, 0, MAX_WAIT_MS)
  if (deployment === null || left === null) return null
  return is === 'open' || is === 'probing' || is === 'closed' ? { of: deployment, is, leftMs: left } : null
}

/** It is shown to operators, and to clients as why something was passed over. */
const SHOWN = /^[\x20-\x7e]+$/

function coolDownOf({ what, of, leftMs, reason }: Fields): CoolDownTold | null {
  const cooling = COOLING.find((one) => one === what)
  const whose = name(of)
  const left = number(leftMs, 0, MAX_WAIT_MS)
  if (cooling === undefined || whose === null || left === null) return null
  const isShown = typeof reason === 'string' && SHOWN.test(reason)
  const shown = isShown ? reason.slice(0, MAX_REASON_CHARS) : 'as another gateway was told'
  return { what: cooling, of: whose, leftMs: left, reason: shown }
}

function useOf({ of, bucket, window }: Fields): UseTold | null {
  const deployment = name(of)
  if (deployment === null) return null
  const inBucket = isObject(bucket) ? number(bucket['tokens'], -MAX_TOKENS, MAX_TOKENS) : null
  const inWindow = isObject(window) ? number(window['tokens'], 0, MAX_TOKENS) : null
  return {
    of: deployment,
    bucket:
      inBucket === null ? null : { tokens: inBucket, observed: number((bucket as Fields)['observed'], 0, 1) },
    window:
      inWindow === null
        ? null
        : { tokens: inWindow, told: number((window as Fields)['told'], 0, MAX_TOKENS) },
  }
}

function lineOf({ of, flows }: Fields): LineTold | null {
  const line = name(of)
  return line === null ? null : { of: line, flows: things(flows, flowOf) }
}

function flowOf(fields: Fields): FlowTold | null {
  const where = WAITING_CLASSES.find((one) => one === fields['class'])
  const consumer = name(fields['consumer'])
  const waiting = number(fields['waiting'], 0, MAX_WAITING)
  const served = number(fields['served'], -MAX_TOKENS, MAX_TOKENS)
  if (where === undefined || consumer === null || waiting === null || served === null) return null
  return { class: where, consumer, waiting, served }
}
