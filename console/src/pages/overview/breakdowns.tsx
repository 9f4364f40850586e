import type { GetAnswer } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { Count, Duration, Money, Tokens } from '../../parts/amounts.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FailureCode } from '../../parts/failure-code.tsx'
import { formatShare } from '../../parts/format.ts'
import { RowLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { ShareBar } from '../../parts/share-bar.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { HEALTH, StatusBadge } from '../../parts/status-badge.tsx'
import type { Window } from '../../parts/window-picker.tsx'

type Overview = GetAnswer<'/admin/v1/overview'>
type Region = Overview['regions'][number]
type Model = Overview['models'][number]
type Failure = Overview['failures'][number]

export function Regions({ regions }: { readonly regions: readonly Region[] }) {
  const { now } = useLive()
  const statusOf = ({ region }: Region) => now?.regions.find((one) => one.region === region)?.status ?? null
  const columns: readonly Column<Region>[] = [
    {
      id: 'region',
      header: 'Region',
      isTitle: true,
      render: ({ region }) =>
        region === null ? (
          'No region'
        ) : (
          <RowLink to={`/models?region=${encodeURIComponent(region)}`}>{region}</RowLink>
        ),
      sort: ({ region }) => region,
    },
    {
      id: 'status',
      header: 'Now',
      render: (region) => {
        const status = statusOf(region)
        return status === null ? (
          '–'
        ) : (
          <StatusBadge tone={HEALTH[status].tone}>{HEALTH[status].text}</StatusBadge>
        )
      },
      sort: statusOf,
    },
    {
      id: 'trend',
      header: 'Exchanges over time',
      width: '22%',
      render: ({ steps, region }) => (
        <Sparkline
          height={24}
          label={`Exchanges of ${region ?? 'no region'} over time`}
          values={steps.map(({ exchanges }) => exchanges)}
        />
      ),
    },
    {
      id: 'exchanges',
      header: 'Exchanges',
      align: 'end',
      render: ({ total }) => <Count value={total.exchanges} />,
      sort: ({ total }) => total.exchanges,
    },
    {
      id: 'failed',
      header: 'Failed',
      align: 'end',
      render: ({ total }) => (total.exchanges === 0 ? '–' : formatShare(total.failed / total.exchanges)),
      sort: ({ total }) => total.failed / Math.max(total.exchanges, 1),
    },
    {
      id: 'first',
      header: 'First token, p95',
      align: 'end',
      render: ({ total }) => <Duration value={total.firstTokenP95Ms} />,
      sort: ({ total }) => total.firstTokenP95Ms,
    },
    {
      id: 'tokens',
      header: 'Tokens',
      align: 'end',
      render: ({ total }) => <Tokens value={total.input + total.output} />,
      sort: ({ total }) => total.input + total.output,
    },
    {
      id: 'cost',
      header: 'Cost',
      align: 'end',
      render: ({ total }) => <Money value={total.usd} />,
      sort: ({ total }) => total.usd,
    },
  ]
  return (
    <Section title="Regions" padding="none">
      <DataTable
        caption="Traffic by region"
        columns={columns}
        rows={regions}
        rowKey={({ region }) => region ?? ''}
        sortedBy={{ column: 'exchanges', direction: 'descending' }}
        empty={<EmptyState title="No region answered in this time" />}
      />
    </Section>
  )
}

export function ModelsByCost({ models }: { readonly models: readonly Model[] }) {
  const most = Math.max(...models.map(({ total }) => total.usd), 0)
  const columns: readonly Column<Model>[] = [
    { id: 'model', header: 'Model', isTitle: true, render: ({ model }) => model, sort: ({ model }) => model },
    {
      id: 'exchanges',
      header: 'Exchanges',
      align: 'end',
      render: ({ total }) => <Count value={total.exchanges} />,
      sort: ({ total }) => total.exchanges,
    },
    {
      id: 'tokens',
      header: 'Tokens',
      align: 'end',
      render: ({ total }) => <Tokens value={total.input + total.output} />,
      sort: ({ total }) => total.input + total.output,
    },
    {
      id: 'cost',
      header: 'Cost',
      width: '30%',
      render: ({ total }) => (
        <ShareBar share={most === 0 ? 0 : total.usd / most}>
          <Money value={total.usd} />
        </ShareBar>
      ),
      sort: ({ total }) => total.usd,
    },
  ]
  return (
    <Section title="Models by cost" padding="none">
      <DataTable
        caption="Models by cost"
        columns={columns}
        rows={models}
        rowKey={({ model }) => model}
        empty={<EmptyState title="No model was used in this time" />}
      />
    </Section>
  )
}

export function Failures({
  failures,
  window,
}: {
  readonly failures: readonly Failure[]
  readonly window: Window
}) {
  const most = Math.max(...failures.map(({ exchanges }) => exchanges), 0)
  const columns: readonly Column<Failure>[] = [
    {
      id: 'failure',
      header: 'Why',
      isTitle: true,
      render: ({ failure, meaning }) => (
        <>
          <RowLink to={`/exchanges?failure=${encodeURIComponent(failure)}&window=${window}`}>
            {meaning}
          </RowLink>
          <FailureCode code={failure} />
        </>
      ),
    },
    {
      id: 'exchanges',
      header: 'Exchanges',
      width: '30%',
      render: ({ exchanges }) => (
        <ShareBar share={most === 0 ? 0 : exchanges / most} color={5}>
          <Count value={exchanges} />
        </ShareBar>
      ),
      sort: ({ exchanges }) => exchanges,
    },
  ]
  return (
    <Section title="Why exchanges were not answered" padding="none">
      <DataTable
        caption="Why exchanges were not answered"
        columns={columns}
        rows={failures}
        rowKey={({ failure }) => failure}
        empty={<EmptyState title="Every exchange was answered" />}
      />
    </Section>
  )
}
