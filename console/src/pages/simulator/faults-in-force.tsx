import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark'
import { useState } from 'react'

import { answerOf, api } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { refreshAll } from '../../api/use-get.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatMoment } from '../../parts/format.ts'
import { useSay } from '../../parts/notices.tsx'
import { Section } from '../../parts/section.tsx'
import { ToneIcon } from '../../parts/status-badge.tsx'
import { type Fault, kindInWords, numbersInWords, scopeInWords, type Simulation } from './fault-words.ts'

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: '0 10px',
    padding: '10px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: '13px',
    lineHeight: '18px',
  },
  what: { fontWeight: 600, overflowWrap: 'anywhere' },
  more: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

/** What is broken now, each with the way to mend it. */
export function FaultsInForce({ simulation }: { readonly simulation: Simulation }) {
  const styles = useStyles()
  const { may } = useSession()
  const say = useSay()
  const [mending, setMending] = useState<string | null>(null)
  const { faults, kinds } = simulation
  const mend = async (id: string, done: string) => {
    setMending(id)
    const answer = await answerOf(api.DELETE('/admin/v1/simulator/faults/{id}', { params: { path: { id } } }))
    setMending(null)
    refreshAll('/admin/v1/simulator')
    if (answer.ok) say(done)
    else say(answer.problem.message, { intent: 'error', text: answer.problem.remedy ?? '' })
  }
  return (
    <Section
      title="Broken now"
      note={faults.length === 0 ? undefined : faults.length}
      padding="none"
      actions={
        faults.length > 1 && may('operator') ? (
          <Button
            size="small"
            disabledFocusable={mending !== null}
            onClick={() => void mend('all', 'All is mended')}
          >
            Mend all
          </Button>
        ) : undefined
      }
    >
      {faults.length === 0 ? (
        <EmptyState
          icon={<ShieldCheckmarkRegular />}
          title="Nothing is broken"
          text="Put a fault in, and see what the gateway makes of it while clients go on."
        />
      ) : (
        <ul className={styles.list}>
          {faults.map((fault) => (
            <li key={fault.id} className={styles.item}>
              <ToneIcon tone="bad" />
              <div>
                <div className={styles.what}>
                  {kindInWords(fault.kind)}: {scopeInWords(fault.scope)}
                </div>
                <div className={styles.more}>{moreOf(fault, kinds)}</div>
              </div>
              {may('operator') && (
                <Button
                  size="small"
                  disabledFocusable={mending !== null}
                  aria-label={`Mend ${kindInWords(fault.kind)}, ${scopeInWords(fault.scope)}`}
                  onClick={() => void mend(String(fault.id), `Mended: ${scopeInWords(fault.scope)}`)}
                >
                  Mend
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function moreOf(fault: Fault, kinds: Simulation['kinds']): string {
  const meaning = kinds.find(({ kind }) => kind === fault.kind)?.meaning
  const until = fault.untilMs === undefined ? [] : [`until ${formatMoment(fault.untilMs)}`]
  return [...(meaning === undefined ? [] : [meaning]), ...numbersInWords(fault, kinds), ...until].join('; ')
}
