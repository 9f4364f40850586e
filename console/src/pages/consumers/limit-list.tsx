import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useSearchParams } from 'wouter'

import { answerOf, api, type Schemas } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { refreshAll } from '../../api/use-get.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatCount, formatDuration, formatMoment, formatUsd } from '../../parts/format.ts'
import { Meter } from '../../parts/meter.tsx'
import { useSay } from '../../parts/notices.tsx'
import { Section } from '../../parts/section.tsx'

type Limit = Schemas['Limit']
type Raise = Schemas['Raise']

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '2px 12px',
    padding: '10px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: '13px',
    lineHeight: '18px',
  },
  name: { fontWeight: 600, '::first-letter': { textTransform: 'uppercase' } },
  where: { fontWeight: 400, color: tokens.colorNeutralForeground3 },
  meter: { gridColumn: '1 / -1' },
  left: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  note: { margin: 0, padding: '0 16px 10px', fontSize: '13px', color: tokens.colorNeutralForeground3 },
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
})

interface LimitListProps {
  readonly path: string
  readonly limits: readonly Limit[]
  readonly raises: readonly Raise[]
}

/** What binds a path: its own limits and those of the paths above it, each with what is left. */
export function LimitList({ path, limits, raises }: LimitListProps) {
  const styles = useStyles()
  const { may } = useSession()
  const [params, setParams] = useSearchParams()
  // In the address, so that an alert leads to the question.
  const asked = params.get('raise')
  const raising = (may('owner') && limits.find(({ key }) => key === asked)) || null
  const raise = (key: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (key === null) next.delete('raise')
        else next.set('raise', key)
        return next
      },
      { replace: true },
    )
  return (
    <Section title="Limits" note="its own, and of the paths above it" padding="none">
      {asked !== null && !may('owner') && <p className={styles.note}>An owner may raise it.</p>}
      {limits.length === 0 ? (
        <EmptyState title="Nothing limits this path" text="Limits stand in the workload file, at any path." />
      ) : (
        <ul className={styles.list}>
          {limits.map((limit) => (
            <li key={limit.key} className={styles.item}>
              <span className={styles.name}>
                {limit.limit.replaceAll('_', ' ')}{' '}
                {limit.node !== path && <span className={styles.where}>of {limit.node}</span>}
              </span>
              {may('owner') && (
                <Button size="small" appearance="subtle" onClick={() => raise(limit.key)}>
                  Raise
                </Button>
              )}
              <span className={styles.meter}>
                <Meter
                  share={limit.most === 0 ? 1 : limit.used / limit.most}
                  label={`${limit.limit} of ${limit.node} in use`}
                  valueText={`${amountOf(limit.used, limit)} of ${amountOf(limit.most, limit)}`}
                />
              </span>
              <span className={styles.left}>
                {amountOf(limit.left, limit)} left of {amountOf(limit.most, limit)}
                {limit.resetMs !== null && `, whole again in ${formatDuration(limit.resetMs)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {raises.length > 0 && (
        <ul className={styles.list} aria-label="Raises in force">
          {raises.map((raise) => (
            <li key={`${raise.limit} ${raise.from} ${raise.until}`} className={styles.item}>
              <span className={styles.name}>
                Raised to {raise.unit === 'usd' ? formatUsd(raise.amount) : formatCount(raise.amount)}
              </span>
              <span className={styles.left}>
                {raise.limit}, until {momentText(raise.until)}, by {raise.by}: {raise.reason}
              </span>
            </li>
          ))}
        </ul>
      )}
      <RaiseDialog limit={raising} close={() => raise(null)} />
    </Section>
  )
}

function RaiseDialog({ limit, close }: { readonly limit: Limit | null; readonly close: () => void }) {
  const styles = useStyles()
  const say = useSay()
  const [amount, setAmount] = useState('')
  const [until, setUntil] = useState('')
  const leave = () => {
    setAmount('')
    setUntil('')
    close()
  }
  return (
    <ConfirmDialog
      isOpen={limit !== null}
      close={leave}
      title="Raise a limit for a while"
      deed="Raise"
      asksReason="must"
      text={
        limit === null
          ? ''
          : `${limit.limit.replaceAll('_', ' ')} of ${limit.node}, now ${amountOf(limit.most, limit)}. It holds at once and ends by itself.`
      }
      confirm={async (reason) => {
        if (limit === null || amount.trim() === '' || !Number.isFinite(Number(amount)) || until === '') {
          return {
            ok: false,
            problem: {
              status: null,
              code: 'incomplete',
              message: 'Say to what and until when.',
              remedy: 'The amount is a number, without a unit.',
            },
          }
        }
        const answer = await answerOf(
          api.POST('/admin/v1/limits/raises', {
            body: { limit: limit.key, amount: Number(amount), until, reason },
          }),
        )
        if (answer.ok) {
          refreshAll('/admin/v1/consumer', '/admin/v1/consumers')
          say('The limit is raised', { text: `until ${momentText(answer.value.until)}` })
        }
        return answer
      }}
    >
      <div className={styles.fields}>
        <Field label={limit?.unit === 'usd' ? 'To, in US dollars' : `To, in ${limit?.unit ?? ''}`} required>
          <Input inputMode="decimal" value={amount} onChange={(_, data) => setAmount(data.value)} />
        </Field>
        <Field label="Last day" required>
          <Input type="date" value={until} onChange={(_, data) => setUntil(data.value)} />
        </Field>
      </div>
    </ConfirmDialog>
  )
}

function amountOf(value: number, { unit }: Limit): string {
  return unit === 'usd' ? formatUsd(value) : `${formatCount(value)} ${unit}`
}

/** Of a raise, whose times are written out. */
function momentText(iso: string): string {
  const atMs = Date.parse(iso)
  return Number.isNaN(atMs) ? iso : formatMoment(atMs)
}
