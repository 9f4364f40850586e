import { makeStyles, tokens } from '@fluentui/react-components'

import { Stat } from '../../parts/stat.tsx'

const useStyles = makeStyles({
  number: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  /** Below a cent: there, and not what is read first. */
  fine: { fontSize: '0.85em', color: tokens.colorNeutralForeground3 },
})

const CENTS = 2

/** Every digit that the statement has, the whole part in groups. */
export function Exact({ amount }: { readonly amount: string }) {
  const styles = useStyles()
  return (
    <span className={styles.number}>
      {toTheCent(amount)}
      <span className={styles.fine}>{(amount.split('.')[1] ?? '').slice(CENTS)}</span>
    </span>
  )
}

interface AmountStatProps {
  readonly label: string
  readonly amount: string
  readonly unit?: string
}

/** A tile: to the cent, and below it exactly. */
export function AmountStat({ label, amount, unit }: AmountStatProps) {
  return (
    <Stat
      label={label}
      value={toTheCent(amount)}
      {...(unit === undefined ? {} : { unit })}
      note={
        <>
          exactly <Exact amount={amount} />
        </>
      }
    />
  )
}

/** What is below a cent is cut off, not rounded: the exact amount stands beside it. */
function toTheCent(amount: string): string {
  const [whole = '0', decimals = ''] = amount.split('.')
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${decimals.slice(0, CENTS).padEnd(CENTS, '0')}`
}
