import { makeStyles, tokens } from '@fluentui/react-components'

import type { GetAnswer } from '../../api/client.ts'
import { formatMoment } from '../../parts/format.ts'
import { hidden } from '../../parts/hidden.ts'
import { TextLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { ToneIcon } from '../../parts/status-badge.tsx'

type Review = GetAnswer<'/admin/v1/review'>
type Finding = Review['findings'][number]

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, fontSize: '13px', lineHeight: '20px' },
  item: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', gap: '8px', padding: '3px 0' },
  icon: { paddingTop: '2px' },
  faint: { color: tokens.colorNeutralForeground3 },
  quiet: { margin: 0, fontSize: '13px', color: tokens.colorNeutralForeground3 },
  hidden,
})

/** Of each list; the table below has them all. */
const MOST_SHOWN = 8

interface ChangesProps {
  readonly review: Review
  readonly addressOf: (finding: Finding) => string
}

/** What fails that did not in the review before, and what does not any more; nothing where none is known. */
export function Changes({ review: { changes, findings }, addressOf }: ChangesProps) {
  const styles = useStyles()
  if (changes === null) return null
  const { begun, ended, sinceMs } = changes
  const fails = begun.flatMap(({ rule, fingerprint }) => {
    const found = findings.find((one) => one.rule === rule && one.fingerprint === fingerprint)
    return found === undefined ? [] : [found]
  })
  return (
    <Section
      title="What changed"
      note={`since the review of ${formatMoment(sinceMs)}: ${begun.length} began to fail, ${ended.length} mended`}
    >
      {begun.length + ended.length === 0 ? (
        <p className={styles.quiet}>The same findings fail as then.</p>
      ) : (
        <ul className={styles.list}>
          {fails.slice(0, MOST_SHOWN).map((finding) => (
            <li key={`${finding.rule} ${finding.fingerprint}`} className={styles.item}>
              <span className={styles.icon}>
                <ToneIcon tone="bad" />
              </span>
              <span>
                <span className={styles.hidden}>Began to fail: </span>
                <TextLink to={addressOf(finding)}>{finding.title}</TextLink>
                {finding.subject !== null && <div className={styles.faint}>{finding.subject}</div>}
              </span>
            </li>
          ))}
          {ended.slice(0, MOST_SHOWN).map(({ rule, fingerprint, title, subject }) => (
            <li key={`${rule} ${fingerprint}`} className={styles.item}>
              <span className={styles.icon}>
                <ToneIcon tone="good" />
              </span>
              <span>
                <span className={styles.hidden}>Mended: </span>
                {title}
                {subject !== null && <div className={styles.faint}>{subject}</div>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
