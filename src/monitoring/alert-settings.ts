import { duration } from './promql.ts'

/**
 * What a workload file may set of an alert: each rule declares its own, by the name in the file. The schema, the page of
 * alerts, and what watches read it from there. A name ends in its unit, unless the value is written with one.
 */
export interface Setting {
  /** Percent are of 100, times in milliseconds, sizes in bytes. */
  readonly kind: 'percent' | 'count' | 'time' | 'size'
  /** Where the file says nothing. */
  readonly usual: number
  readonly least: number
  readonly most: number
  readonly says: string
}

type Range = Pick<Setting, 'least' | 'most'>

export function percent(usual: number, { least, most }: Range, says: string): Setting {
  return { kind: 'percent', usual, least, most, says }
}

export function count(usual: number, { least, most }: Range, says: string): Setting {
  return { kind: 'count', usual, least, most, says }
}

export function time(usual: number, { least, most }: Range, says: string): Setting {
  return { kind: 'time', usual, least, most, says }
}

export function size(usual: number, { least, most }: Range, says: string): Setting {
  return { kind: 'size', usual, least, most, says }
}

const MEBIBYTE = 1024 * 1024
const GIBIBYTE = 1024 * MEBIBYTE

/** As the file has it. */
export function written(kind: Setting['kind'], value: number): string {
  switch (kind) {
    case 'percent':
    case 'count':
      return `${value}`
    case 'time':
      return value === 0 ? '0s' : duration(value)
    case 'size':
      if (value % GIBIBYTE === 0) return `${value / GIBIBYTE}GiB`
      return value % MEBIBYTE === 0 ? `${value / MEBIBYTE}MiB` : `${value}B`
  }
}

const TIMES: Readonly<Record<string, string>> = {
  d: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
  ms: 'millisecond',
}

/** As a sentence has it. */
export function inWords(kind: Setting['kind'], value: number): string {
  const text = written(kind, value)
  if (kind === 'percent') return `${text} percent`
  if (kind === 'count') return text
  const [, number = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(text) ?? []
  const named = TIMES[unit]
  return named === undefined ? `${number} ${unit}` : `${number} ${named}${number === '1' ? '' : 's'}`
}
