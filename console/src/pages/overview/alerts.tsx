import { makeStyles, tokens } from '@fluentui/react-components'
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark'

import type { Schemas } from '../../api/client.ts'
import { Moment } from '../../parts/amounts.tsx'
import { CodeText } from '../../parts/code-text.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { hidden } from '../../parts/hidden.ts'
import { Section } from '../../parts/section.tsx'
import { SEVERITY, ToneIcon } from '../../parts/status-badge.tsx'
import { nameOf, Subjects } from './subjects.tsx'

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

/** Alerts in force, each with what to do and what it is about. */
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
                {aboutOf(labels)}
                {title}
              </span>
              <span className={styles.when}>
                <Moment atMs={sinceMs} as="since" />
              </span>
              <span className={styles.detail}>
                <CodeText text={detail} />
              </span>
              <span className={styles.remedy}>
                <span className={styles.label}>What to do: </span>
                <CodeText text={remedy} />
              </span>
              <Subjects labels={labels} fromMs={sinceMs} untilMs={null} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** As incidents begin: which of the many the rule is about. */
function aboutOf(labels: Schemas['Alert']['labels']): string {
  const names = Object.entries(labels).map(([label, value]) => nameOf(label, value))
  return names.length === 0 ? '' : `${names.join(', ')}: `
}
