import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { type Finding, pillarTitle, severityRank, severityTone, type Verdict } from './findings.ts'

const useStyles = makeStyles({
  message: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3, fontWeight: 400 },
  place: { overflowWrap: 'anywhere', fontSize: '12px' },
  whole: { whiteSpace: 'nowrap' },
})

interface FindingTableProps {
  readonly findings: readonly Finding[]
  readonly verdict: Verdict
  readonly isFiltered: boolean
  readonly addressOf: (finding: Finding) => string
}

export function FindingTable({ findings, verdict, isFiltered, addressOf }: FindingTableProps) {
  const styles = useStyles()
  const columns: readonly Column<Finding>[] = [
    {
      id: 'title',
      header: 'Finding',
      width: '50%',
      isTitle: true,
      render: (finding) => (
        <>
          <RowLink to={addressOf(finding)}>{finding.title}</RowLink>
          <div className={styles.message}>{finding.message}</div>
        </>
      ),
      sort: ({ title }) => title,
    },
    {
      id: 'severity',
      header: 'Severity',
      render: ({ severity }) => <StatusBadge tone={severityTone(severity)}>{severity}</StatusBadge>,
      sort: severityRank,
    },
    {
      id: 'pillar',
      header: 'Pillar',
      render: ({ pillar }) => pillarTitle(pillar),
      sort: ({ pillar }) => pillar,
    },
    {
      id: 'rule',
      header: 'Rule',
      render: ({ rule }) => <span className={styles.whole}>{rule}</span>,
      sort: ({ rule }) => rule,
    },
    {
      id: 'place',
      header: 'Place',
      isMinor: true,
      render: ({ place, subject }) => (
        <span
          className={mergeClasses(styles.place, place !== null && styles.whole)}
          title={place ?? undefined}
        >
          {place === null ? (subject ?? '–') : lastPartOf(place)}
        </span>
      ),
      sort: ({ place }) => place,
    },
  ]
  return (
    <DataTable
      caption="Findings"
      columns={columns}
      rows={findings}
      rowKey={({ rule, fingerprint, subject }) => `${rule} ${fingerprint} ${subject ?? ''}`}
      sortedBy={{ column: 'severity', direction: 'descending' }}
      pageSize={25}
      empty={<NoFindings verdict={verdict} isFiltered={isFiltered} />}
    />
  )
}

/** `workload.yaml:27:3`: all of them stand in few files, and the whole way is in the finding. */
function lastPartOf(place: string): string {
  return place.slice(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1)
}

function NoFindings({ verdict, isFiltered }: Pick<FindingTableProps, 'verdict' | 'isFiltered'>) {
  if (isFiltered)
    return <EmptyState title="No finding is like this" text="Choose all pillars, or other words." />
  return verdict === 'fail' ? (
    <EmptyState
      title="Nothing fails"
      text="All recommendations that apply to this workload, and can be judged, are met."
    />
  ) : (
    <EmptyState title="None" />
  )
}
