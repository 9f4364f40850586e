import { makeStyles, tokens } from '@fluentui/react-components'

import type { Schemas } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LiveBadge } from '../../parts/live-badge.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { useWindow, WindowPicker } from '../../parts/window-picker.tsx'
import { Alerts } from './alerts.tsx'
import { Failures, ModelsByCost, Regions } from './breakdowns.tsx'
import { Charts } from './charts.tsx'
import { Incidents } from './incidents.tsx'
import { LiveTiles } from './live-tiles.tsx'
import { TopConsumers } from './top-consumers.tsx'
import { Totals } from './totals.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '12px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  heading: { margin: '12px 0 0', fontSize: '16px', lineHeight: '22px', fontWeight: 600 },
  headingRow: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: '8px',
  },
  empty: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
})

/** How often the figures of the window are asked for again; live ones come by themselves. */
const REFRESH_MS = 30_000

export function Page() {
  const styles = useStyles()
  const [window] = useWindow()
  const overview = useGet(
    '/admin/v1/overview',
    { query: { window } },
    { everyMs: REFRESH_MS, keepsPrevious: true },
  )
  const incidents = useGet('/admin/v1/incidents', {}, { everyMs: REFRESH_MS })
  const status = useGet('/admin/v1/status', {}, { everyMs: REFRESH_MS })
  return (
    <div className={styles.page}>
      <PageHeader
        title="Overview"
        text="Is the workload healthy, and what does it do."
        actions={<LiveBadge />}
      />
      <LiveTiles />
      <AskedFor asked={incidents} label="Asking for alerts and incidents">
        {({ alerts, incidents: told }) => (
          <div className={styles.pair}>
            <AlertsNow asked={alerts} />
            <Incidents incidents={told} nowMs={incidents.atMs ?? 0} />
          </div>
        )}
      </AskedFor>
      <div className={styles.headingRow}>
        <h2 className={styles.heading}>Over time</h2>
        <WindowPicker />
      </div>
      <AskedFor asked={overview} label="Adding up the window">
        {({ total, before, steps, regions, models, failures }) =>
          total.exchanges === 0 ? (
            <div className={styles.empty}>
              <EmptyState
                title="No exchange in this time"
                text={
                  status.data === null
                    ? 'Send one, or choose a longer time.'
                    : `Send one to ${status.data.address}, or choose a longer time.`
                }
              />
            </div>
          ) : (
            <div className={styles.page}>
              <Totals total={total} before={before} />
              <Charts steps={steps} />
              <Regions regions={regions} />
              <div className={styles.pair}>
                <TopConsumers window={window} />
                <ModelsByCost models={models} />
              </div>
              <Failures failures={failures} window={window} />
            </div>
          )
        }
      </AskedFor>
    </div>
  )
}

/** Apart from the page, which is not made again whenever live figures come. */
function AlertsNow({ asked }: { readonly asked: readonly Schemas['Alert'][] }) {
  const { now } = useLive()
  return <Alerts alerts={now?.alerts ?? asked} />
}
