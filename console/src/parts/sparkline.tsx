import { makeStyles } from '@fluentui/react-components'

import { useSeriesColors } from '../shell/theme.tsx'
import { hidden } from './hidden.ts'

interface SparklineProps {
  readonly values: readonly (number | null)[]
  /** What it shows, with its figures, for who does not see it. */
  readonly label: string
  /** Which of the series' colours. */
  readonly color?: number
  readonly height?: number
  /** The value of the upper edge; the highest one when left out. */
  readonly most?: number
}

const WIDTH = 120
const useStyles = makeStyles({ hidden })

/** A small line without axes; it takes the width it is given. */
export function Sparkline({ values, label, color = 0, height = 32, most }: SparklineProps) {
  const styles = useStyles()
  const colors = useSeriesColors()
  const stroke = colors[color % colors.length]
  const top = Math.max(most ?? 0, ...values.map((value) => value ?? 0)) || 1
  const step = WIDTH / Math.max(values.length - 1, 1)
  const points = values.map((value, at) =>
    value === null ? null : ([at * step, height - 1.5 - (value / top) * (height - 3)] as const),
  )
  const line = points
    .map((point, at) =>
      point === null
        ? ''
        : `${(points[at - 1] ?? null) === null ? 'M' : 'L'}${point[0].toFixed(1)} ${point[1].toFixed(1)}`,
    )
    .join('')
  const first = points.findIndex((point) => point !== null)
  const last = points.findLastIndex((point) => point !== null)
  const area =
    line === ''
      ? ''
      : `M${(first * step).toFixed(1)} ${height}${line.replace('M', 'L')}L${(last * step).toFixed(1)} ${height}Z`
  return (
    <>
      <span className={styles.hidden}>{label}</span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${WIDTH} ${height}`}
        width="100%"
        height={height}
        preserveAspectRatio="none"
        display="block"
      >
        <path d={area} fill={stroke} opacity={0.12} />
        <path
          d={line}
          fill="none"
          stroke={stroke}
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          strokeLinejoin="round"
        />
      </svg>
    </>
  )
}
