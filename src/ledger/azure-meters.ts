import type { MeterClass, MeterName } from '../workload/index.ts'

/**
 * What a meter of Azure's bill measures, read from its name. The names follow several fashions: `gpt 4.1 cached Inp
 * glbl Tokens`, `gpt-4o-mini-0718-Outp-regnl Tokens`, `GPT 5 Mini cchd Inpt DZone 1M Tokens`, `5.4 pp opt Gl 1M
 * Tokens`, `text-embedding-3-small-regional Tokens`, `Provisioned Managed Global Unit` (Azure Retail Prices API, service
 * Foundry Models). What none of them fits is left to the workload file.
 */
export interface Meter {
  /** Null for provisioned throughput, whose meter is the same for all models. */
  readonly baseModel: string | null
  readonly scope: MeterScope
  readonly of: MeterClass
  readonly tier: 'batch' | 'priority' | null
}

/** Where calls are processed, which is how meters tell deployment types apart; `any` where they do not. */
export type MeterScope = 'region' | 'data-zone' | 'global' | 'any'

const SCOPES: readonly (readonly [RegExp, MeterScope])[] = [
  [/\b(?:data ?zone|d ?zone|dz)\b/, 'data-zone'],
  [/\b(?:glbl|global|gl)\b/, 'global'],
  [/\b(?:regnl|regional|reg)\b/, 'region'],
]
const CACHED = /\b(?:cached|c+hd|cd)\b/
const INPUT = /\b(?:inp|inpt|input)\b/
const OUTPUT = /\b(?:outp|outpt|output|out|opt)\b/
const AUDIO = /\b(?:aud|audio)\b/
const BATCH = /\bbatch\b/
const PRIORITY = /\b(?:pp|priority)\b/
/** Units, sizes of context, versions as month and day: no part of a model's name. */
const ASIDE = /\b(?:tokens?|units?|1m|1k|l|std|shortco|longco|(?:0[1-9]|1[0-2])\d\d)\b/g

export function readMeter(
  name: string,
  baseModels: readonly string[],
  told: readonly MeterName[],
): Meter | null {
  const own = told.find(({ meter }) => meter === name)
  if (own !== undefined) {
    const scope = own.type === null ? 'any' : scopeOfType(own.type)
    return { baseModel: own.of === 'ptu' ? null : own.baseModel, scope, of: own.of, tier: null }
  }
  const text = plain(name)
  const scope = SCOPES.find(([words]) => words.test(text))?.[1] ?? 'any'
  if (/\bprovisioned managed\b/.test(text)) return { baseModel: null, scope, of: 'ptu', tier: null }
  const of = classOf(text)
  if (of === null) return null
  let rest = text
  for (const words of [
    ...SCOPES.map(([scopeWords]) => scopeWords),
    CACHED,
    INPUT,
    OUTPUT,
    AUDIO,
    BATCH,
    PRIORITY,
  ])
    rest = rest.replace(words, ' ')
  const wanted = plain(rest.replaceAll(ASIDE, ' '))
  const baseModel = baseModels.find((model) => plain(model) === wanted || plain(model) === `gpt ${wanted}`)
  if (baseModel === undefined) return null
  return { baseModel, scope, of, tier: BATCH.test(text) ? 'batch' : PRIORITY.test(text) ? 'priority' : null }
}

function classOf(text: string): MeterClass | null {
  const isAudio = AUDIO.test(text)
  // Cached first: its meters say input too.
  if (CACHED.test(text)) return 'cached-input'
  if (INPUT.test(text)) return isAudio ? 'audio-input' : 'input'
  if (OUTPUT.test(text)) return isAudio ? 'audio-output' : 'output'
  return /\bembedding\b/.test(text) ? 'input' : null
}

export function scopeOfType(type: string | null): MeterScope {
  if (type === null) return 'any'
  if (type.startsWith('global') || type === 'developer') return 'global'
  return type.startsWith('data-zone') ? 'data-zone' : 'region'
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[-_/\s]+/g, ' ')
    .trim()
}
