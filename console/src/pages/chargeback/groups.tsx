import { makeStyles, tokens } from '@fluentui/react-components'

import { Count } from '../../parts/amounts.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PathText } from '../../parts/path-text.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { ShareBar } from '../../parts/share-bar.tsx'
import { Exact } from './exact.tsx'
import type { Group, Level, Statement } from './level.ts'

const useStyles = makeStyles({
  nobody: { color: tokens.colorNeutralForeground3 },
})

interface GroupsProps {
  readonly statement: Statement
  readonly level: Level
}

/** Who or what the amount is of, dearest first; each leads to what it is made of. */
export function Groups({ statement: { groups, currency }, level }: GroupsProps) {
  const styles = useStyles()
  const most = Math.max(...groups.map(({ totals }) => Number(totals.amount)), 0)
  const columns: readonly Column<Group>[] = [
    {
      id: 'name',
      header: level.what,
      isTitle: true,
      render: ({ key }) => {
        const to = level.below(key)
        if (key === '') return <span className={styles.nobody}>Nobody’s, such as idle capacity</span>
        return to === null ? (
          key
        ) : (
          <RowLink to={to}>
            <PathText path={key} />
          </RowLink>
        )
      },
      sort: ({ key }) => key,
    },
    {
      id: 'amount',
      header: `Amount, ${currency}`,
      width: '34%',
      render: ({ totals }) => (
        <ShareBar share={most === 0 ? 0 : Number(totals.amount) / most}>
          <Exact amount={totals.amount} />
        </ShareBar>
      ),
      sort: ({ totals }) => Number(totals.amount),
    },
    {
      id: 'tokens',
      header: 'For tokens',
      align: 'end',
      render: ({ totals }) => <Exact amount={totals.tokens} />,
      sort: ({ totals }) => Number(totals.tokens),
    },
    {
      id: 'provisioned',
      header: 'Provisioned',
      align: 'end',
      render: ({ totals }) => <Exact amount={totals.provisioned} />,
      sort: ({ totals }) => Number(totals.provisioned),
    },
    {
      id: 'idle',
      header: 'Idle',
      align: 'end',
      render: ({ totals }) => <Exact amount={totals.idle} />,
      sort: ({ totals }) => Number(totals.idle),
    },
    {
      id: 'attempts',
      header: 'Attempts',
      align: 'end',
      render: ({ attempts }) => <Count value={attempts} />,
      sort: ({ attempts }) => attempts,
    },
  ]
  return (
    <Section title={level.many} note="dearest first" padding="none">
      <DataTable
        caption={level.many}
        columns={columns}
        rows={groups}
        rowKey={({ key }) => key}
        empty={<EmptyState title="Nothing was used" text="No attempt of this month is of what you chose." />}
      />
    </Section>
  )
}
