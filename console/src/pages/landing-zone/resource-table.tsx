import { makeStyles, tokens } from '@fluentui/react-components'

import { Money } from '../../parts/amounts.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import type { ZoneResource } from './resource-panel.tsx'

const useStyles = makeStyles({
  minor: {
    fontSize: '12px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    fontWeight: 400,
    overflowWrap: 'anywhere',
  },
  unknown: { color: tokens.colorNeutralForeground3 },
})

interface ResourceTableProps {
  readonly resources: readonly ZoneResource[]
  readonly addressOf: (resource: ZoneResource) => string
}

export function ResourceTable({ resources, addressOf }: ResourceTableProps) {
  const styles = useStyles()
  const columns: readonly Column<ZoneResource>[] = [
    {
      id: 'symbol',
      header: 'Resource',
      width: '38%',
      isTitle: true,
      render: (resource) => (
        <>
          <RowLink to={addressOf(resource)}>{resource.symbol}</RowLink>
          <div className={styles.minor}>{resource.type}</div>
        </>
      ),
      sort: ({ symbol }) => symbol,
    },
    { id: 'stage', header: 'Stage', render: ({ stage }) => stage, sort: ({ stage }) => stage },
    { id: 'region', header: 'Region', render: ({ region }) => region ?? '–', sort: ({ region }) => region },
    {
      id: 'because',
      header: 'Recommendations',
      render: ({ because }) => [...new Set(because.map(({ rule }) => rule))].join(', ') || '–',
      sort: ({ because }) => because.length,
    },
    {
      id: 'cost',
      header: 'A month',
      align: 'end',
      render: ({ usdPerMonth }) => <MonthlyCost usdPerMonth={usdPerMonth} />,
      sort: ({ usdPerMonth }) => usdPerMonth,
    },
  ]
  return (
    <DataTable
      caption="Resources"
      columns={columns}
      rows={resources}
      rowKey={({ stage, symbol }) => `${stage} ${symbol}`}
      pageSize={25}
      empty={<EmptyState title="No resource is like this" text="Choose all stages, or other words." />}
    />
  )
}

function MonthlyCost({ usdPerMonth }: Pick<ZoneResource, 'usdPerMonth'>) {
  const styles = useStyles()
  if (usdPerMonth !== null && usdPerMonth > 0) return <Money value={usdPerMonth} />
  return <span className={styles.unknown}>{usdPerMonth === null ? 'not known' : 'nothing'}</span>
}
