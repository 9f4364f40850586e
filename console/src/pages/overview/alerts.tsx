import { makeStyles, tokens } from '@fluentui/react-components'
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark'

import type { Schemas } from '../../api/client.ts'
import { Moment } from '../../parts/amounts.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatDuration, formatMoment } from '../../parts/format.ts'
import { hidden } from '../../parts/hidden.ts'
import { Section } from '../../parts/section.tsx'
import { SEVERITY, ToneIcon } from '../../parts/status-badge.tsx'

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    gap: '2px 10px',
    padding: '10px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: '13px',
    lineHeight: '18px',
  },
  icon: { paddingTop: '1px' },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  when: { color: tokens.colorNeutralForeground3, fontSize: '12px', whiteSpace: 'nowrap' },
  detail: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  remedy: { gridColumn: '2 / -1', color: tokens.colorNeutralForeground3 },
  label: { fontWeight: 600 },
  hidden,
})

const MOST_INCIDENTS = 12

/** Alerts in force, each with what to do. */
export function Alerts({ alerts }: { readonly alerts: readonly Schemas['Alert'][] }) {
  const styles = useStyles()
  return (
    <Section title="Alerts in force" note={alerts.length === 0 ? undefined : alerts.length} padding="none">
      {alerts.length === 0 ? (
        <EmptyState
          icon={<ShieldCheckmarkRegular />}
          title="No alert is in force"
          text="Every rule of this workload is quiet."
        />
      ) : (
        <ul className={styles.list}>
          {alerts.map(({ id, severity, title, detail, sinceMs, remedy, labels }) => (
            <li key={`${id} ${JSON.stringify(labels)}`} className={styles.item}>
              <span className={styles.icon}>
                <ToneIcon tone={SEVERITY[severity].tone} />
              </span>
              <span className={styles.title}>
                <span className={styles.hidden}>{SEVERITY[severity].text}: </span>
                {title}
              </span>
              <span className={styles.when}>
                <Moment atMs={sinceMs} as="since" />
              </span>
              <span className={styles.detail}>{detail}</span>
              <span className={styles.remedy}>
                <span className={styles.label}>What to do: </span>
                {remedy}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** What went wrong in the last day, and what operators did. */
export function Incidents({ incidents }: { readonly incidents: readonly Schemas['Incident'][] }) {
  const styles = useStyles()
  const shown = incidents.slice(0, MOST_INCIDENTS)
  return (
    <Section title="Last 24 hours" note="what went wrong, and what operators did" padding="none">
      {shown.length === 0 ? (
        <EmptyState title="A quiet day" text="Nothing went wrong, and nobody changed anything." />
      ) : (
        <ol className={styles.list}>
          {shown.map(({ id, severity, title, detail, fromMs, untilMs }) => (
            <li key={id} className={styles.item}>
              <span className={styles.icon}>
                <ToneIcon
                  tone={untilMs === null && severity !== 'info' ? SEVERITY[severity].tone : 'neutral'}
                />
              </span>
              <span className={styles.title}>{title}</span>
              <span className={styles.when} title={formatMoment(fromMs)}>
                <Moment atMs={fromMs} as="since" />
              </span>
              <span className={styles.detail}>
                {detail}{' '}
                {severity === 'info'
                  ? null
                  : untilMs === null
                    ? 'It lasts.'
                    : `It lasted ${formatDuration(untilMs - fromMs)}.`}
              </span>
            </li>
          ))}
        </ol>
      )}
      {incidents.length > shown.length && (
        <p className={styles.item}>{incidents.length - shown.length} more in this day.</p>
      )}
    </Section>
  )
}
