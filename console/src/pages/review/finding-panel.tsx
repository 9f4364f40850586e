import { Link, makeStyles, tokens } from '@fluentui/react-components'

import { CopyButton } from '../../parts/copy-button.tsx'
import { Facts } from '../../parts/facts.tsx'
import { SidePanel } from '../../parts/side-panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { type Finding, pillarTitle, severityTone, VERDICTS } from './findings.ts'

const useStyles = makeStyles({
  heading: { margin: '0 0 4px', fontSize: '14px', lineHeight: '20px', fontWeight: 600 },
  text: { margin: 0, maxWidth: '76ch', overflowWrap: 'anywhere' },
  remedy: {
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  place: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12px',
  },
})

/** One finding: what is so, what to do, and which sentence of the guidance asks for it. */
export function FindingPanel({
  finding,
  close,
}: {
  readonly finding: Finding | null
  readonly close: () => void
}) {
  const styles = useStyles()
  if (finding === null) return null
  const { rule, title, verdict, severity, pillar, subject, message, remedy, source, place } = finding
  const { tone, text } = VERDICTS[verdict]
  return (
    <SidePanel isOpen close={close} title={title} text={rule}>
      <section aria-label="What is so">
        <h2 className={styles.heading}>What is so</h2>
        <p className={styles.text}>{message}</p>
      </section>
      {remedy !== null && (
        <section className={styles.remedy} aria-label="What to do">
          <h2 className={styles.heading}>What to do</h2>
          <p className={styles.text}>{remedy}</p>
        </section>
      )}
      {place !== null && (
        <section aria-label="Where it stands">
          <h2 className={styles.heading}>Where it stands</h2>
          <span className={styles.place}>
            {place}
            <CopyButton text={place} label="Copy the place" />
          </span>
        </section>
      )}
      <Facts
        facts={[
          [
            'Verdict',
            <StatusBadge key="verdict" tone={tone}>
              {text}
            </StatusBadge>,
          ],
          [
            'Severity',
            <StatusBadge key="severity" tone={severityTone(severity)}>
              {severity}
            </StatusBadge>,
          ],
          ['Pillar', pillarTitle(pillar)],
          ['Subject', subject ?? 'the whole workload'],
        ]}
      />
      <section aria-label="Who asks for it">
        <h2 className={styles.heading}>Who asks for it</h2>
        <p className={styles.text}>
          <Link href={source.url} target="_blank" rel="noreferrer" inline>
            {source.text}
          </Link>
        </p>
      </section>
    </SidePanel>
  )
}
