import { Button, makeStyles, SearchBox } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { useState } from 'react'
import { useSearchParams } from 'wouter'

import type { GetAnswer } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { LiveBadge } from '../../parts/live-badge.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'
import { isFailing } from '../../parts/status-badge.tsx'
import { NARROW } from '../../parts/use-media-query.ts'
import { DeploymentPanel } from './deployment-panel.tsx'
import { DeploymentTable } from './deployment-table.tsx'
import { deploymentsNow, isOut } from './fleet.ts'
import { ModelList } from './model-list.tsx'
import { RegionMap } from './region-map.tsx'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px' },
  top: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)',
    gap: '12px',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  search: { width: '260px', maxWidth: '100%', [NARROW]: { width: '180px' } },
})

const REFRESH_MS = 60_000

export function Page() {
  const styles = useStyles()
  const fleet = useGet('/admin/v1/deployments', {}, { everyMs: REFRESH_MS })
  return (
    <div className={styles.page}>
      <PageHeader
        title="Models"
        text="Where models are deployed, and how each deployment does."
        actions={<LiveBadge />}
      />
      <AskedFor asked={fleet} label="Asking for deployments">
        {(data) => <Fleet fleet={data} />}
      </AskedFor>
    </div>
  )
}

function Fleet({ fleet }: { readonly fleet: GetAnswer<'/admin/v1/deployments'> }) {
  const styles = useStyles()
  const { now } = useLive()
  const [params, setParams] = useSearchParams()
  const [search, setSearch] = useState('')
  const region = params.get('region')
  const chosen = params.get('deployment')
  const all = deploymentsNow(fleet.deployments, now)
  const words = search.toLowerCase()
  const shown = all.filter(
    (one) =>
      (region === null || one.region === region) &&
      `${one.deployment} ${one.model} ${one.region ?? ''} ${one.type ?? ''}`.toLowerCase().includes(words),
  )
  const addressWith = (name: string, value: string | null) => {
    const next = new URLSearchParams(params)
    if (value === null) next.delete(name)
    else next.set(name, value)
    const query = next.toString()
    return query === '' ? '/models' : `/models?${query}`
  }
  const open = all.find(({ deployment }) => deployment === chosen) ?? null
  const healthy = all.filter(({ status, isDrained }) => status === 'healthy' && !isDrained).length
  const out = all.filter((one) => isOut(one) && !one.isDrained)
  const failing = out.filter(isFailing).length
  const ptu = all.reduce((sum, { capacity }) => sum + (capacity?.unit === 'ptu' ? capacity.amount : 0), 0)
  const places = new Set(all.map((one) => one.region)).size
  return (
    <div className={styles.page}>
      <Stats>
        <Stat label="Models" value={fleet.models.length} />
        <Stat label="Deployments" value={all.length} note={`in ${places} regions`} />
        <Stat label="Healthy" value={healthy} note={`of ${all.length}`} />
        <Stat
          label="Out of service"
          value={out.length}
          {...(failing === 0 ? {} : { note: `${failing} of them failing` })}
        />
        <Stat label="Drained" value={all.filter(({ isDrained }) => isDrained).length} />
        <Stat label="Provisioned" value={ptu} unit="PTU" />
      </Stats>
      <div className={styles.top}>
        <Section title="Regions" note="health and deployments of each" isFilled>
          <RegionMap
            regions={fleet.regions}
            deployments={all}
            chosen={region}
            addressOf={(one) => addressWith('region', one)}
          />
        </Section>
        <ModelList models={fleet.models} deployments={all} />
      </div>
      <Section
        title={region === null ? 'Deployments' : `Deployments in ${region}`}
        note={shown.length}
        padding="none"
        actions={
          <>
            {region !== null && (
              <Button
                appearance="subtle"
                size="small"
                icon={<DismissRegular />}
                onClick={() => setParams(new URLSearchParams(addressWith('region', null).split('?')[1]))}
              >
                All regions
              </Button>
            )}
            <SearchBox
              className={styles.search}
              size="small"
              placeholder="Name, model, region, type"
              aria-label="Search deployments"
              value={search}
              onChange={(_, data) => setSearch(data.value)}
            />
          </>
        }
      >
        <DeploymentTable deployments={shown} addressOf={(one) => addressWith('deployment', one)} />
      </Section>
      {chosen !== null && (
        <DeploymentPanel
          id={chosen}
          now={open}
          others={all.filter(({ model, deployment }) => model === open?.model && deployment !== chosen)}
          close={() => setParams(new URLSearchParams(addressWith('deployment', null).split('?')[1]))}
        />
      )}
    </div>
  )
}
