import { makeStyles, tokens } from '@fluentui/react-components'

import type { Schemas } from '../../api/client.ts'
import { Money } from '../../parts/amounts.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Facts } from '../../parts/facts.tsx'
import { TextLink } from '../../parts/row-link.tsx'
import { SidePanel } from '../../parts/side-panel.tsx'

export type ZoneResource = Schemas['ZoneResource']

const useStyles = makeStyles({
  heading: { margin: '0 0 8px', fontSize: '14px', lineHeight: '20px', fontWeight: 600 },
  reasons: { display: 'flex', flexDirection: 'column', gap: '10px', margin: 0 },
  reason: { margin: '2px 0 0', maxWidth: '76ch' },
  minor: { margin: 0, color: tokens.colorNeutralForeground3 },
  name: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
})

interface ResourcePanelProps {
  readonly resource: ZoneResource | null
  readonly close: () => void
}

/** Why a resource is there, and what it costs. */
export function ResourcePanel({ resource, close }: ResourcePanelProps) {
  const styles = useStyles()
  if (resource === null) return null
  const { symbol, type, name, stage, region, because, usdPerMonth, costNote } = resource
  return (
    <SidePanel isOpen close={close} title={symbol} text={type}>
      <section aria-label="Why it is there">
        <h2 className={styles.heading}>Why it is there</h2>
        {because.length === 0 ? (
          <p className={styles.minor}>Other resources need it.</p>
        ) : (
          <dl className={styles.reasons}>
            {because.map(({ rule, why }) => (
              <div key={`${rule} ${why}`}>
                <dt>
                  <TextLink to={`/review?rule=${encodeURIComponent(rule)}`}>{rule}</TextLink>
                </dt>
                <dd className={styles.reason}>{why}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <Facts
        facts={[
          [
            'Name',
            <span key="name" className={styles.name}>
              {name}
              <CopyButton text={name} label="Copy the name" />
            </span>,
          ],
          ['Stage', stage],
          ['Region', region ?? 'not of a region'],
          ['A month', usdPerMonth === null ? 'not known' : <Money key="cost" value={usdPerMonth} />],
        ]}
      />
      {costNote !== null && <p className={styles.minor}>{costNote}</p>}
    </SidePanel>
  )
}
