/**
 * Metrics of several processes as those of one, from their texts (Prometheus text format 0.0.4): series of the same name
 * and labels become one. Histograms add up by bucket, as their bounds are the same.
 */
export type Combine = 'sum' | 'highest' | 'lowest'

const HEAD = /^# (HELP|TYPE) (\S+) /

export function mergedExposition(texts: readonly string[], combineOf: (metric: string) => Combine): string {
  /** By metric, its heads and series in the order in which they came. */
  const metrics = new Map<string, { readonly heads: Set<string>; readonly series: Map<string, number> }>()
  for (const text of texts) {
    let current: string | null = null
    for (const line of text.split('\n')) {
      if (line === '') continue
      const head = HEAD.exec(line)
      const at = line.lastIndexOf(' ')
      const name: string = head?.[2] ?? familyOf(line, current)
      current = name
      let metric = metrics.get(name)
      if (metric === undefined) metrics.set(name, (metric = { heads: new Set(), series: new Map() }))
      if (head !== null) {
        metric.heads.add(line)
        continue
      }
      const series = line.slice(0, at)
      const value = Number(line.slice(at + 1))
      const known = metric.series.get(series)
      metric.series.set(series, known === undefined ? value : combined(known, value, combineOf(name)))
    }
  }
  const lines = [...metrics.values()].flatMap(({ heads, series }) => [
    ...heads,
    ...[...series].map(([name, value]) => `${name} ${value}`),
  ])
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** Those of the text that only ever grow: what a process leaves behind when it ends. */
export function withoutGauges(text: string): string {
  const kept: string[] = []
  let isGauge = false
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line)
    if (head?.[1] === 'HELP') isGauge = text.includes(`\n# TYPE ${head[2]} gauge\n`)
    if (head?.[1] === 'TYPE') isGauge = line.endsWith(' gauge')
    if (!isGauge) kept.push(line)
  }
  return kept.join('\n')
}

/** A histogram's series have names of their own below that of the metric whose head stands above them. */
function familyOf(line: string, current: string | null): string {
  const name = line.slice(0, line.search(/[{ ]/))
  if (current !== null && name.startsWith(current)) {
    const suffix = name.slice(current.length)
    if (suffix === '' || suffix === '_bucket' || suffix === '_sum' || suffix === '_count') return current
  }
  return name
}

function combined(a: number, b: number, combine: Combine): number {
  if (combine === 'sum') return a + b
  return combine === 'highest' ? Math.max(a, b) : Math.min(a, b)
}
