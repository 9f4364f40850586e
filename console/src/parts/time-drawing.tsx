import {
  AreaChart,
  type ChartProps,
  type CustomizedCalloutData,
  LineChart,
  ResponsiveContainer,
} from '@fluentui/react-charts'
import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'

import { useSeriesColors } from '../shell/theme.tsx'
import { formatAxisTime, formatMoment, formatShort } from './format.ts'
import type { TimeChartProps } from './time-chart.tsx'
import { timeTicks } from './time-ticks.ts'

export interface DrawingProps extends Pick<
  TimeChartProps,
  'title' | 'steps' | 'series' | 'format' | 'formatAxis' | 'kind' | 'most'
> {
  readonly height: number
}

const useStyles = makeStyles({
  callout: {
    minWidth: '140px',
    margin: '-8px',
    fontSize: '12px',
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  },
  time: { color: tokens.colorNeutralForeground3 },
  row: { display: 'flex', alignItems: 'center', gap: '6px' },
  name: { flex: 1, paddingRight: '16px' },
  swatch: { width: '10px', height: '10px', borderRadius: '2px' },
})

/** What `ResponsiveContainer` gives its child. */
interface Size {
  readonly width?: number
}

/**
 * The x axis goes from 0 to this, whatever the time: the library rounds the ends of an axis of time outwards, which
 * leaves room without figures at both. Its stacks keep their points by x as keys of an object, which only whole numbers
 * keep in order.
 */
const AXIS_LENGTH = 10_000
const PIXELS_PER_TICK = 90

/** Those that wait to be drawn, the longest waiting first. */
const waiting = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

function drawNext(): void {
  const [draw] = waiting
  timer = undefined
  if (draw === undefined) return
  waiting.delete(draw)
  flushSync(draw)
  if (waiting.size > 0) timer = setTimeout(drawNext)
}

/**
 * The lines or areas of a `TimeChart`, as wide as what they stand in. Several are drawn one after another: each takes tens
 * of milliseconds, and the page answers to what is done with it in between.
 */
export function TimeDrawing({ title, steps, series, format, formatAxis, kind, height }: DrawingProps) {
  const [drawn, setDrawn] = useState<DrawingProps | null>(null)
  useEffect(() => {
    const draw = (): void =>
      setDrawn({
        title,
        steps,
        series,
        format,
        height,
        ...(formatAxis === undefined ? {} : { formatAxis }),
        ...(kind === undefined ? {} : { kind }),
      })
    waiting.add(draw)
    timer ??= setTimeout(drawNext)
    return () => {
      waiting.delete(draw)
    }
  }, [title, steps, series, format, formatAxis, kind, height])
  if (drawn === null) return null
  return (
    <ResponsiveContainer height={drawn.height}>
      <Drawing {...drawn} key={`${drawn.steps.length}-${drawn.series.length}`} />
    </ResponsiveContainer>
  )
}

function Drawing(props: DrawingProps & Size) {
  const { title, steps, series, format, formatAxis, kind = 'line', width = 0, height } = props
  const colors = useSeriesColors()
  const axis = formatAxis ?? formatShort
  const firstMs = steps[0] ?? 0
  const spanMs = Math.max((steps.at(-1) ?? 0) - firstMs, 1)
  const data = useMemo<ChartProps>(
    () => ({
      chartTitle: title,
      lineChartData: series.flatMap(({ name, values, color }, at) => {
        // In a stack its line would lie on the one below, and hide it.
        if (kind === 'stacked' && !values.some((value) => value !== null && value !== 0)) return []
        return [
          {
            legend: name,
            color: colors[(color ?? at) % colors.length] ?? colors[0],
            opacity: 0.6,
            lineOptions: { strokeWidth: 1.75, lineBorderWidth: 0 },
            hideNonActiveDots: true,
            data: steps.flatMap((atMs, step) => {
              const value = values[step] ?? null
              if (value === null && kind === 'line') return []
              return [
                {
                  x: Math.round(((atMs - firstMs) / spanMs) * AXIS_LENGTH),
                  y: value ?? 0,
                  xAxisCalloutData: formatMoment(atMs),
                  yAxisCalloutData: format(value),
                },
              ]
            }),
          },
        ]
      }),
    }),
    [title, series, steps, firstMs, spanMs, colors, format, kind],
  )
  // Before the container has measured itself there is nothing to draw into.
  if (width === 0) return null
  const hasGaps = series.some(({ values }) => steps.some((_, step) => (values[step] ?? null) === null))
  const ticks = timeTicks(firstMs, firstMs + spanMs, Math.max(Math.floor(width / PIXELS_PER_TICK), 2))
  const common = {
    data,
    width,
    height,
    hideLegend: true,
    margins: { left: 56, right: 22, top: 10, bottom: 26 },
    onRenderCalloutPerStack: renderCallout,
    roundedTicks: true,
    // Otherwise it draws once before it knows its width, with lengths below zero.
    enablePerfOptimization: true,
    yAxisTickCount: 4,
    yMinValue: 0,
    ...(props.most === undefined ? {} : { yMaxValue: props.most }),
    yAxisTickFormat: axis,
    tickValues: ticks.map((atMs) => ((atMs - firstMs) / spanMs) * AXIS_LENGTH),
    xAxis: { tickText: ticks.map((atMs) => formatAxisTime(atMs, spanMs)) },
  }
  if (kind === 'stacked') return <AreaChart {...common} mode="tonexty" optimizeLargeData />
  // Areas show all values of the moment that the pointer is nearest to, but take what is not known for nothing.
  return hasGaps ? (
    <LineChart {...common} xMinValue={0} xMaxValue={AXIS_LENGTH} optimizeLargeData />
  ) : (
    <AreaChart {...common} mode="tozeroy" optimizeLargeData />
  )
}

function Callout({ at }: { readonly at: CustomizedCalloutData }) {
  const styles = useStyles()
  return (
    <div className={styles.callout}>
      <div className={styles.time}>{at.values[0]?.xAxisCalloutData}</div>
      {at.values.map(({ legend, color, y, yAxisCalloutData }) => (
        <div key={legend} className={styles.row}>
          <span className={styles.swatch} style={{ backgroundColor: color }} aria-hidden="true" />
          <span className={styles.name}>{legend}</span>
          <span>{typeof yAxisCalloutData === 'string' ? yAxisCalloutData : y}</span>
        </div>
      ))}
    </div>
  )
}

function renderCallout(at?: CustomizedCalloutData): ReactElement | null {
  return at === undefined ? null : <Callout at={at} />
}
