import type { CollectedFamily, CollectedSeries } from './metrics.ts'

/** The Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats, as of November 2026). */
export function prometheusText(families: readonly CollectedFamily[]): string {
  const lines: string[] = []
  for (const { name, help, type, series } of families) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
    for (const one of series) write(lines, name, one)
  }
  return `${lines.join('\n')}\n`
}

function write(lines: string[], name: string, { text, child }: CollectedSeries): void {
  const braces = text === '' ? '' : `{${text}}`
  if (!('bounds' in child)) {
    lines.push(`${name}${braces} ${child.value}`)
    return
  }
  const before = text === '' ? '' : `${text},`
  let running = 0
  child.bounds.forEach((bound, i) => {
    running += child.counts[i] as number
    lines.push(`${name}_bucket{${before}le="${bound}"} ${running}`)
  })
  lines.push(`${name}_bucket{${before}le="+Inf"} ${child.count}`)
  lines.push(`${name}_sum${braces} ${child.sum}`, `${name}_count${braces} ${child.count}`)
}
