import { makeStyles, tokens } from '@fluentui/react-components'

import type { GetAnswer } from '../../api/client.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Section } from '../../parts/section.tsx'
import { HEALTH, StatusBadge } from '../../parts/status-badge.tsx'
import { type DeploymentNow, isOut } from './fleet.ts'

type Model = GetAnswer<'/admin/v1/deployments'>['models'][number]

const useStyles = makeStyles({
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  minor: { fontSize: '12px', lineHeight: '16px', color: tokens.colorNeutralForeground3, fontWeight: 400 },
})

interface ModelListProps {
  readonly models: readonly Model[]
  readonly deployments: readonly DeploymentNow[]
}

/** Models as clients ask for them, each with how many deployments can serve it. */
export function ModelList({ models, deployments }: ModelListProps) {
  const styles = useStyles()
  const of = (model: Model) => deployments.filter((one) => one.model === model.model)
  const usable = (model: Model) => of(model).filter((one) => !isOut(one) && !one.isDrained).length
  const columns: readonly Column<Model>[] = [
    {
      id: 'model',
      header: 'Model',
      isTitle: true,
      render: ({ model, task, fallback }) => (
        <>
          <div className={styles.name}>{model}</div>
          <div className={styles.minor}>
            {task}
            {fallback.length > 0 && `, falls back to ${fallback.join(', ')}`}
          </div>
        </>
      ),
      sort: ({ model }) => model,
    },
    {
      id: 'status',
      header: 'Status',
      render: ({ status }) => <StatusBadge tone={HEALTH[status].tone}>{HEALTH[status].text}</StatusBadge>,
      sort: ({ status }) => status,
    },
    {
      id: 'usable',
      header: 'Usable',
      align: 'end',
      render: (model) => `${usable(model)} of ${of(model).length}`,
      sort: usable,
    },
  ]
  return (
    <Section title="Models" note={models.length} padding="none">
      <DataTable
        caption="Models"
        columns={columns}
        rows={models}
        rowKey={({ model }) => model}
        pageSize={6}
        empty={<EmptyState title="The workload file has no models" />}
      />
    </Section>
  )
}
