import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { DataLineRegular } from '@fluentui/react-icons/svg/data-line'
import { TableRegular } from '@fluentui/react-icons/svg/table'
import { type ReactNode, useState } from 'react'

import { useSeriesColors } from '../shell/theme.tsx'
import { EmptyState } from './empty-state.tsx'
import { formatMoment } from './format.ts'
import { hidden } from './hidden.ts'
import { late } from './late.tsx'
import { Section } from './section.tsx'
import type { DrawingProps } from './time-drawing.tsx'

export interface Series {
  readonly name: string
  /** One for each step; null where nothing is known. */
  readonly values: readonly (number | null)[]
  /** Which of the colours of series; its place when left out. */
  readonly color?: number
}

export interface TimeChartProps {
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
  /** The end of the axis of values, where it has one, as of 100 points; else it ends above the highest. */
  readonly most?: number
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

/** By far the largest part of a page with charts; figures and legends stand there before it. */
const drawing = late<DrawingProps>({
  get: async () => (await import('./time-drawing.tsx')).TimeDrawing,
  Meanwhile: () => null,
  Failed: () => <EmptyState title="The chart could not be loaded" text="The table has its figures." />,
})

/** Values over time as a chart, which can be turned into a table of the same figures. */
export function TimeChart(props: TimeChartProps) {
  const { title, note, series, height = 190, level = 2, className, empty, lead, kind = 'line' } = props
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
          <Button
            appearance="subtle"
            size="small"
            icon={isTable ? <DataLineRegular /> : <TableRegular />}
            aria-label={turn}
            title={turn}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          />
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
            <drawing.View {...props} height={height} />
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
