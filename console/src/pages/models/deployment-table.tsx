import { makeStyles, tokens } from '@fluentui/react-components'

import { Count, Duration } from '../../parts/amounts.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatCount, formatRate } from '../../parts/format.ts'
import { Meter } from '../../parts/meter.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import { StatusBadge, standingOf } from '../../parts/status-badge.tsx'
import { type Deployment, type DeploymentNow, severityOf, reasonOf } from './fleet.ts'

const useStyles = makeStyles({
  minor: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3, fontWeight: 400 },
  reason: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3, maxWidth: '260px' },
})

export function DeploymentStatus({ deployment }: { readonly deployment: Deployment }) {
  const { tone, text } = standingOf(deployment)
  return <StatusBadge tone={tone}>{text}</StatusBadge>
}

/** What its capacity is, in words. */
export function capacityText({ capacity }: Deployment): string {
  if (capacity === null) return 'not stated'
  return capacity.unit === 'ptu'
    ? `${formatCount(capacity.amount)} PTU`
    : `${formatCount(capacity.amount)} tokens a minute`
}

interface DeploymentTableProps {
  readonly deployments: readonly DeploymentNow[]
  readonly addressOf: (deployment: string) => string
}

export function DeploymentTable({ deployments, addressOf }: DeploymentTableProps) {
  const styles = useStyles()
  const columns: readonly Column<DeploymentNow>[] = [
    {
      id: 'deployment',
      header: 'Deployment',
      width: '27%',
      isTitle: true,
      render: ({ deployment, model, type }) => (
        <>
          <RowLink to={addressOf(deployment)}>{deployment}</RowLink>
          <div className={styles.minor}>{type === null ? model : `${model}, ${type}`}</div>
        </>
      ),
      sort: ({ deployment }) => deployment,
    },
    { id: 'region', header: 'Region', render: ({ region }) => region ?? '–', sort: ({ region }) => region },
    {
      id: 'status',
      header: 'Status',
      width: '19%',
      render: (deployment) => (
        <>
          <DeploymentStatus deployment={deployment} />
          {reasonOf(deployment) !== null && <div className={styles.reason}>{reasonOf(deployment)}</div>}
        </>
      ),
      sort: severityOf,
    },
    {
      id: 'used',
      header: 'Capacity in use',
      width: '140px',
      render: ({ deployment, used, ptuUtilization }) => (
        <Meter
          share={used}
          label={`Capacity of ${deployment} in use`}
          valueText={ptuUtilization === null ? 'of the quota of this minute' : 'of the provisioned capacity'}
        />
      ),
      sort: ({ used }) => used,
    },
    {
      id: 'inFlight',
      header: 'Open',
      align: 'end',
      render: ({ inFlight }) => <Count value={inFlight} />,
      sort: ({ inFlight }) => inFlight,
    },
    {
      id: 'attempts',
      header: 'Attempts /s',
      align: 'end',
      render: ({ attemptsPerSecond }) => formatRate(attemptsPerSecond),
      sort: ({ attemptsPerSecond }) => attemptsPerSecond,
    },
    {
      id: 'first',
      header: 'First token, p95',
      align: 'end',
      render: ({ firstTokenP95Ms }) => <Duration value={firstTokenP95Ms} />,
      sort: ({ firstTokenP95Ms }) => firstTokenP95Ms,
    },
  ]
  return (
    <DataTable
      caption="Deployments"
      columns={columns}
      rows={deployments}
      rowKey={({ deployment }) => deployment}
      sortedBy={{ column: 'status', direction: 'descending' }}
      empty={
        <EmptyState title="No deployment is like this" text="Look for another name, or choose all regions." />
      }
    />
  )
}
