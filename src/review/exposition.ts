/**
 * Metrics as a running program tells them: the Prometheus text format 0.0.4
 * (prometheus.io/docs/instrumenting/exposition_formats, as of November 2026), read strictly, because half of it would make
 * findings that are not so.
 */
export interface Series {
  readonly metric: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

/** All series by the name of the metric; those of a histogram under `_bucket`, `_sum` and `_count`. */
export type Exposition = ReadonlyMap<string, readonly Series[]>

export type ExpositionRead =
  | { readonly ok: true; readonly exposition: Exposition }
  | { readonly ok: false; readonly line: number; readonly message: string }

/** The gateway has at most some ten thousand of each metric. */
const MAX_SERIES = 500_000
const MAX_LINE_LENGTH = 16_384

const SERIES = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/y
const NUMBERS: Readonly<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity, NaN: NaN }

export function readExposition(text: string): ExpositionRead {
  const lines = text.split('\n')
  // Each line ends with a line feed: what follows the last one was cut off.
  if (lines.pop() !== '')
    return { ok: false, line: lines.length + 1, message: 'it ends in the middle of a line' }
  const exposition = new Map<string, Series[]>()
  let count = 0
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const series = line.length > MAX_LINE_LENGTH ? 'the line is too long' : seriesOf(line)
    if (typeof series === 'string') return { ok: false, line: index + 1, message: series }
    if (++count > MAX_SERIES) return { ok: false, line: index + 1, message: `more than ${MAX_SERIES} series` }
    const same = exposition.get(series.metric)
    if (same === undefined) exposition.set(series.metric, [series])
    else same.push(series)
  }
  return { ok: true, exposition }
}

/** Why it is none, in words. */
function seriesOf(line: string): Series | string {
  const [, metric = '', labelsText = '', valueText = ''] = SERIES.exec(line) ?? []
  if (metric === '') return 'this is no series of a metric'
  const labels = labelsOf(labelsText)
  if (labels === null) return `the labels of ${metric} cannot be read`
  const value = NUMBERS[valueText] ?? Number(valueText)
  if (Number.isNaN(value) && valueText !== 'NaN') return `the value of ${metric} is no number`
  return { metric, labels, value }
}

function labelsOf(text: string): ReadonlyMap<string, string> | null {
  const labels = new Map<string, string>()
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < text.length) {
    const found = LABEL.exec(text)
    if (found === null) return null
    const [, name = '', value = ''] = found
    if (labels.has(name)) return null
    labels.set(
      name,
      value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    )
  }
  return labels
}
