import type { Schemas } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { Count, Money } from '../../parts/amounts.tsx'
import { AskedFor } from '../../parts/asked-for.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Meter } from '../../parts/meter.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import type { Window } from '../../parts/window-picker.tsx'

type Node = Schemas['ConsumerNode']

/** As many as the API gives at once. */
const MOST = 500

interface ChildrenProps {
  /** Null: the topmost paths. */
  readonly under: string | null
  readonly window: Window
  readonly addressOf: (path: string) => string
}

/** The paths below one, side by side, to find who uses most or is refused most. */
export function Children({ under, window, addressOf }: ChildrenProps) {
  const asked = useGet('/admin/v1/consumers', {
    query: { ...(under === null ? {} : { under }), window, limit: MOST },
  })
  const columns: readonly Column<Node>[] = [
    {
      id: 'name',
      header: 'Path',
      isTitle: true,
      render: ({ path, name }) => <RowLink to={addressOf(path)}>{under === null ? path : name}</RowLink>,
      sort: ({ name }) => name,
    },
    {
      id: 'costCenter',
      header: 'Cost center',
      render: ({ costCenter }) => costCenter ?? '–',
      sort: ({ costCenter }) => costCenter,
    },
    {
      id: 'exchanges',
      header: 'Exchanges',
      align: 'end',
      render: ({ exchanges }) => <Count value={exchanges} />,
      sort: ({ exchanges }) => exchanges,
    },
    {
      id: 'refused',
      header: 'Refused',
      align: 'end',
      render: ({ refused }) => <Count value={refused} />,
      sort: ({ refused }) => refused,
    },
    {
      id: 'limit',
      header: 'Fullest limit',
      width: '140px',
      render: ({ limitUsed, path }) => <Meter share={limitUsed} label={`The fullest limit of ${path}`} />,
      sort: ({ limitUsed }) => limitUsed,
    },
    {
      id: 'cost',
      header: 'Cost',
      align: 'end',
      render: ({ usd }) => <Money value={usd} />,
      sort: ({ usd }) => usd,
    },
  ]
  return (
    <Section title={under === null ? 'All consumers' : 'Below this path'} padding="none">
      <AskedFor asked={asked} label="Asking for consumers">
        {({ nodes, total }) => (
          <DataTable
            caption={under === null ? 'The topmost paths' : `Paths below ${under}`}
            columns={columns}
            rows={nodes}
            rowKey={({ path }) => path}
            pageSize={15}
            sortedBy={{ column: 'cost', direction: 'descending' }}
            {...(total > nodes.length
              ? { foot: `The first ${nodes.length} of ${total}; search for the others.` }
              : {})}
            empty={
              <EmptyState
                title="No consumer is declared"
                text="Whoever may call stands in the workload file, under consumers."
              />
            }
          />
        )}
      </AskedFor>
    </Section>
  )
}
