import {
  AreaChart,
  type ChartProps,
  type CustomizedCalloutData,
  LineChart,
  ResponsiveContainer,
} from '@fluentui/react-charts'
import { Button, makeStyles, mergeClasses, tokens, Tooltip } from '@fluentui/react-components'
import { DataLineRegular } from '@fluentui/react-icons/svg/data-line'
import { TableRegular } from '@fluentui/react-icons/svg/table'
import { type ReactElement, type ReactNode, useMemo, useState } from 'react'

import { useSeriesColors } from '../shell/theme.tsx'
import { EmptyState } from './empty-state.tsx'
import { formatAxisTime, formatMoment, formatShort } from './format.ts'
import { hidden } from './hidden.ts'
import { Section } from './section.tsx'
import { timeTicks } from './time-ticks.ts'

export interface Series {
  readonly name: string
  /** One for each step; null where nothing is known. */
  readonly values: readonly (number | null)[]
  /** Which of the colours of series; its place when left out. */
  readonly color?: number
}

interface TimeChartProps {
  readonly title: string
  readonly note?: ReactNode
  /** When each step begins, in milliseconds since the epoch. */
  readonly steps: readonly number[]
  readonly series: readonly Series[]
  /** Of values in tooltips and the table. */
  readonly format: (value: number | null) => string
  /** Of values on the axis; as in tooltips when left out. */
  readonly formatAxis?: (value: number) => string
  /** `stacked`: areas that add up. */
  readonly kind?: 'line' | 'stacked'
  readonly height?: number
  readonly level?: 2 | 3
  readonly empty?: ReactNode
  /** Above the chart, such as what it comes to in words. */
  readonly lead?: ReactNode
  readonly className?: string
}

const useStyles = makeStyles({
  chart: {
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    // So that callouts may stand out of a chart that is lower than they are.
    '& .fui-cart__root': { overflow: 'visible' },
    '& g text': {
      fontFamily: tokens.fontFamilyBase,
      fontSize: '11px',
      fontWeight: 400,
      fill: tokens.colorNeutralForeground3,
    },
    '& g.tick line': { stroke: tokens.colorNeutralStroke2, opacity: 1 },
  },
  lines: { '& path[fill-opacity]': { opacity: 0.1 }, '& path:not([fill-opacity])': { opacity: 1 } },
  callout: {
    minWidth: '140px',
    margin: '-8px',
    fontSize: '12px',
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  },
  calloutTime: { color: tokens.colorNeutralForeground3 },
  calloutRow: { display: 'flex', alignItems: 'center', gap: '6px' },
  calloutName: { flex: 1, paddingRight: '16px' },
  legend: {
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 16px',
    margin: 0,
    padding: '0 0 6px',
    fontSize: '12px',
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
  key: { display: 'flex', alignItems: 'center', gap: '6px' },
  swatch: { width: '10px', height: '10px', borderRadius: '2px' },
  scroll: { overflow: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: '12px', fontVariantNumeric: 'tabular-nums' },
  cell: {
    padding: '4px 8px',
    textAlign: 'right',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
    ':first-child': { textAlign: 'left' },
  },
  hidden,
})

/** Values over time as a chart, which can be turned into a table of the same figures. */
export function TimeChart(props: TimeChartProps) {
  const { title, note, steps, series, height = 190, level = 2, className, empty, lead, kind = 'line' } = props
  const styles = useStyles()
  const [isTable, setTable] = useState(false)
  const isEmpty = !series.some(({ values }) => values.some((value) => value !== null && value !== 0))
  const turn = isTable ? 'Show as a chart' : 'Show as a table'
  return (
    <Section
      title={title}
      note={note}
      level={level}
      {...(className === undefined ? {} : { className })}
      actions={
        isEmpty ? undefined : (
          <Tooltip content={turn} relationship="label">
            <Button
              appearance="subtle"
              size="small"
              icon={isTable ? <DataLineRegular /> : <TableRegular />}
              aria-pressed={isTable}
              onClick={() => setTable(!isTable)}
            />
          </Tooltip>
        )
      }
    >
      {lead}
      {isEmpty ? (
        (empty ?? <EmptyState title="Nothing in this time" />)
      ) : isTable ? (
        <div className={styles.scroll} style={{ maxHeight: height + 24 }}>
          <Figures {...props} />
        </div>
      ) : (
        <>
          {series.length > 1 && <Legend series={series} />}
          <p className={styles.hidden}>{inWords(props)}</p>
          <div className={mergeClasses(styles.chart, kind === 'line' && styles.lines)} style={{ height }}>
            <ResponsiveContainer height={height}>
              <Drawing {...props} height={height} key={`${steps.length}-${series.length}`} />
            </ResponsiveContainer>
          </div>
        </>
      )}
    </Section>
  )
}

function Legend({ series }: { readonly series: readonly Series[] }) {
  const styles = useStyles()
  const colors = useSeriesColors()
  return (
    <ul className={styles.legend}>
      {series.map(({ name, color }, at) => (
        <li key={name} className={styles.key}>
          <span
            className={styles.swatch}
            style={{ backgroundColor: colors[(color ?? at) % colors.length] }}
            aria-hidden="true"
          />
          {name}
        </li>
      ))}
    </ul>
  )
}

/** The size that `ResponsiveContainer` gives its child. */
interface Size {
  readonly width?: number
  readonly height?: number
}

/**
 * The x axis goes from 0 to this, whatever the time: the library rounds the ends of an axis of time outwards, which
 * leaves room without figures at both. Its stacks keep their points by x as keys of an object, which only whole numbers
 * keep in order.
 */
const AXIS_LENGTH = 10_000
const PIXELS_PER_TICK = 90

function Drawing(props: TimeChartProps & Size) {
  const { title, steps, series, format, formatAxis, kind = 'line', width = 0, height = 0 } = props
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
  if (width === 0 || height === 0) return null
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
      <div className={styles.calloutTime}>{at.values[0]?.xAxisCalloutData}</div>
      {at.values.map(({ legend, color, y, yAxisCalloutData }) => (
        <div key={legend} className={styles.calloutRow}>
          <span className={styles.swatch} style={{ backgroundColor: color }} aria-hidden="true" />
          <span className={styles.calloutName}>{legend}</span>
          <span>{typeof yAxisCalloutData === 'string' ? yAxisCalloutData : y}</span>
        </div>
      ))}
    </div>
  )
}

function renderCallout(at?: CustomizedCalloutData): ReactElement | null {
  return at === undefined ? null : <Callout at={at} />
}

function Figures({ title, steps, series, format }: TimeChartProps) {
  const styles = useStyles()
  return (
    <table className={styles.table}>
      <caption className={styles.hidden}>{title}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.cell}>
            Time
          </th>
          {series.map(({ name }) => (
            <th key={name} scope="col" className={styles.cell}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((atMs, step) => (
          <tr key={atMs}>
            <th scope="row" className={mergeClasses(styles.cell)}>
              {formatMoment(atMs)}
            </th>
            {series.map(({ name, values }) => (
              <td key={name} className={styles.cell}>
                {format(values[step] ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where each series ends and its highest value, for who does not see the lines. */
function inWords({ steps, series, format }: TimeChartProps): string {
  return series
    .map(({ name, values }) => {
      const most = Math.max(...values.map((value) => value ?? 0))
      const atMs = steps[values.indexOf(most)]
      const last = values.findLast((value) => value !== null) ?? null
      const when = atMs === undefined ? '' : ` (${formatMoment(atMs)})`
      return `${name}: last ${format(last)}, at most ${format(most)}${when}.`
    })
    .join(' ')
}
