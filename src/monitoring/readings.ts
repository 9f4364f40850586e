import type { CollectedFamily, Labels } from '../base/index.ts'

/** The figures of one look at the metrics, by name; of a histogram, how much it counted. */
export type Readings = ReadonlyMap<string, readonly Reading[]>

export interface Reading {
  readonly labels: Labels
  readonly value: number
}

export function readingsOf(families: readonly CollectedFamily[]): Readings {
  return new Map(
    families.map(({ name, series }) => [
      name,
      series.map(({ labels, child }) => ({ labels, value: 'bounds' in child ? child.count : child.value })),
    ]),
  )
}

const SERIES = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /(?:^|,)([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g

/** Of what is written in the Prometheus text format 0.0.4, the metrics of these names. */
export function readingsOfText(text: string, names: ReadonlySet<string>): Readings {
  const readings = new Map<string, Reading[]>()
  for (const line of text.split('\n')) {
    const end = line.search(/[{ ]/)
    if (end <= 0) continue
    const name = nameOf(line.slice(0, end), names)
    const found = name === null ? null : SERIES.exec(line)
    if (name === null || found === null) continue
    const [, , labels = '', value = ''] = found
    const reading = { labels: labelsOf(labels), value: Number(value) }
    const known = readings.get(name)
    if (known === undefined) readings.set(name, [reading])
    else known.push(reading)
  }
  return readings
}

function nameOf(series: string, names: ReadonlySet<string>): string | null {
  if (names.has(series)) return series
  const counted = series.endsWith('_count') ? series.slice(0, -'_count'.length) : ''
  return names.has(counted) ? counted : null
}

function labelsOf(text: string): Labels {
  const labels: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(LABEL))
    labels[name] = value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
  return labels
}
