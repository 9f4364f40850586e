import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import type { Schemas } from '../../api/client.ts'
import { formatCount } from '../../parts/format.ts'
import { Section } from '../../parts/section.tsx'
import { ShareBar } from '../../parts/share-bar.tsx'
import { pillarTitle } from './findings.ts'

type PillarScore = Schemas['Score']['pillars'][number]

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: '0 8px 8px' },
  pillar: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(90px, 34%) 72px',
    alignItems: 'center',
    gap: '12px',
    width: '100%',
    padding: '8px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    fontSize: '13px',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  name: { fontWeight: 600 },
  failed: { textAlign: 'right', color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

interface PillarsProps {
  readonly pillars: readonly PillarScore[]
  /** Null while findings of all are shown. */
  readonly chosen: string | null
  readonly choose: (pillar: string | null) => void
}

/** The score of each pillar; pressing one shows its findings alone, and pressing it again those of all. */
export function Pillars({ pillars, chosen, choose }: PillarsProps) {
  const styles = useStyles()
  return (
    <Section title="Pillars" note="score and what failed" padding="none">
      <ul className={styles.list}>
        {pillars.map(({ pillar, score, counts }) => (
          <li key={pillar}>
            <button
              type="button"
              className={mergeClasses(styles.pillar, pillar === chosen && styles.chosen)}
              aria-pressed={pillar === chosen}
              onClick={() => choose(pillar === chosen ? null : pillar)}
            >
              <span className={styles.name}>{pillarTitle(pillar)}</span>
              <ShareBar share={score / 100}>{Math.round(score)} of 100</ShareBar>
              <span className={styles.failed}>{formatCount(counts.fail)} failed</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
