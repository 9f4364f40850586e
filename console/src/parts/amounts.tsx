import { makeStyles } from '@fluentui/react-components'

import { formatCount, formatDuration, formatMoment, formatSince, formatShort, formatUsd } from './format.ts'

const useStyles = makeStyles({
  /** Digits of one width, so that columns of numbers line up. */
  number: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
})

interface AmountProps {
  readonly value: number | null
}

export function Money({ value }: AmountProps) {
  const { number } = useStyles()
  return (
    <span className={number} title={value === null ? 'No price is known' : `${value} US dollars`}>
      {formatUsd(value)}
    </span>
  )
}

export function Count({ value }: AmountProps) {
  const { number } = useStyles()
  return <span className={number}>{formatCount(value)}</span>
}

export function Tokens({ value }: AmountProps) {
  const { number } = useStyles()
  return (
    <span className={number} title={`${formatCount(value)} tokens`}>
      {formatShort(value)}
    </span>
  )
}

export function Duration({ value }: AmountProps) {
  const { number } = useStyles()
  return <span className={number}>{formatDuration(value)}</span>
}

interface MomentProps {
  readonly atMs: number
  /** `exact`: 19:04:12; `since`: 5 min ago. */
  readonly as?: 'exact' | 'since'
}

export function Moment({ atMs, as = 'exact' }: MomentProps) {
  const { number } = useStyles()
  const iso = new Date(atMs).toISOString()
  return (
    <time className={number} dateTime={iso} title={iso}>
      {as === 'exact' ? formatMoment(atMs) : formatSince(atMs)}
    </time>
  )
}
