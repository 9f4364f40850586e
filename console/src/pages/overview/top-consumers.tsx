import type { Schemas } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { Count, Money } from '../../parts/amounts.tsx'
import { AskedFor } from '../../parts/asked-for.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PathText } from '../../parts/path-text.tsx'
import { RowLink, TextLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { ShareBar } from '../../parts/share-bar.tsx'
import type { Window } from '../../parts/window-picker.tsx'

type Node = Schemas['ConsumerNode']

/** As many as the API gives at once. */
const MOST = 500
const ROWS = 8

/** Who uses most: the topmost level of paths that has more than one. */
export function TopConsumers({ window }: { readonly window: Window }) {
  const top = useGet('/admin/v1/consumers', { query: { window, limit: MOST } }, { keepsPrevious: true })
  const [first, second] = top.data?.nodes ?? []
  // One organisation above all others says nothing; its parts do.
  const only = first !== undefined && second === undefined && first.children > 0 ? first.path : null
  const below = useGet(
    '/admin/v1/consumers',
    only === null ? null : { query: { window, limit: MOST, under: only } },
    { keepsPrevious: true },
  )
  return (
    <Section
      title="Who uses most"
      note={only === null ? 'with all below' : `below ${only}`}
      padding="none"
      actions={<TextLink to={`/consumers?window=${window}`}>All consumers</TextLink>}
    >
      <AskedFor asked={only === null ? top : below} label="Asking for consumers">
        {({ nodes }) => <Ranked nodes={nodes} window={window} />}
      </AskedFor>
    </Section>
  )
}

function Ranked({ nodes, window }: { readonly nodes: readonly Node[]; readonly window: Window }) {
  const used = nodes
    .filter(({ exchanges, usd }) => exchanges > 0 || usd > 0)
    .toSorted((a, b) => b.usd - a.usd || b.exchanges - a.exchanges)
    .slice(0, ROWS)
  const most = used[0]?.usd ?? 0
  const columns: readonly Column<Node>[] = [
    {
      id: 'path',
      header: 'Path',
      isTitle: true,
      render: ({ path }) => (
        <RowLink to={`/consumers?path=${encodeURIComponent(path)}&window=${window}`}>
          <PathText path={path} />
        </RowLink>
      ),
      sort: ({ path }) => path,
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
      id: 'cost',
      header: 'Cost',
      width: '30%',
      render: ({ usd }) => (
        <ShareBar share={most === 0 ? 0 : usd / most}>
          <Money value={usd} />
        </ShareBar>
      ),
      sort: ({ usd }) => usd,
    },
  ]
  return (
    <DataTable
      caption="Who uses most"
      columns={columns}
      rows={used}
      rowKey={({ path }) => path}
      sortedBy={{ column: 'cost', direction: 'descending' }}
      empty={<EmptyState title="No consumer that is known used anything in this time" />}
    />
  )
}
