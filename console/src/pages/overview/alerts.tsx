import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark'

import type { Schemas } from '../../api/client.ts'
import { Moment } from '../../parts/amounts.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Section } from '../../parts/section.tsx'
import { SEVERITY } from '../../parts/status-badge.tsx'
import { nameOf, Subjects } from './subjects.tsx'
import { Told, ToldList } from './told.tsx'

/** Alerts in force, each with what to do and what it is about. */
export function Alerts({ alerts }: { readonly alerts: readonly Schemas['Alert'][] }) {
  return (
    <Section title="Alerts in force" note={alerts.length === 0 ? undefined : alerts.length} padding="none">
      {alerts.length === 0 ? (
        <EmptyState
          icon={<ShieldCheckmarkRegular />}
          title="No alert is in force"
          text="Every rule of this workload is quiet."
        />
      ) : (
        <ToldList>
          {alerts.map(({ id, severity, title, detail, sinceMs, remedy, remedyInConsole, labels }) => (
            <Told
              key={`${id} ${JSON.stringify(labels)}`}
              tone={SEVERITY[severity].tone}
              severity={SEVERITY[severity].text}
              title={`${aboutOf(labels)}${title}`}
              when={<Moment atMs={sinceMs} as="since" />}
              detail={detail}
              remedy={remedyInConsole ?? remedy}
              links={<Subjects labels={labels} fromMs={sinceMs} untilMs={null} />}
            />
          ))}
        </ToldList>
      )}
    </Section>
  )
}

/** As incidents begin: which of the many the rule is about. */
function aboutOf(labels: Schemas['Alert']['labels']): string {
  const names = Object.entries(labels).map(([label, value]) => nameOf(label, value))
  return names.length === 0 ? '' : `${names.join(', ')}: `
}
