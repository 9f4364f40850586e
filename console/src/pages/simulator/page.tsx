import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { BeakerRegular } from '@fluentui/react-icons/svg/beaker'
import { useState } from 'react'

import { useLive } from '../../api/live.ts'
import { useSession } from '../../api/session.tsx'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatDuration, formatRate } from '../../parts/format.ts'
import { LiveBadge } from '../../parts/live-badge.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'
import { EMPTY_DRAFT, type FaultDraft, FaultForm } from './fault-form.tsx'
import { scopeChoices, type Simulation } from './fault-words.ts'
import { FaultsInForce } from './faults-in-force.tsx'
import { LivePlaces } from './live-places.tsx'

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '360px minmax(0, 1fr)',
    gap: '12px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  presets: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  note: { margin: '0 0 10px', fontSize: '13px', color: tokens.colorNeutralForeground3 },
})

const REFRESH_MS = 5_000

export function Page() {
  const asked = useGet('/admin/v1/simulator', {}, { everyMs: REFRESH_MS })
  return (
    <>
      <PageHeader
        title="Simulator"
        text="Break simulated accounts, and see what clients notice of it."
        actions={<LiveBadge />}
      />
      <AskedFor asked={asked} label="Asking the simulator">
        {(simulation) => (simulation.isThere ? <Drill simulation={simulation} /> : <NothingSimulated />)}
      </AskedFor>
    </>
  )
}

function NothingSimulated() {
  return (
    <Section title="Nothing is simulated">
      <EmptyState
        icon={<BeakerRegular />}
        title="No account of this workload is simulated"
        text="So nothing can be broken here: the accounts are real. Accounts with provider: simulated in the workload file can be; the quick start has two, in two regions."
      />
    </Section>
  )
}

function Drill({ simulation }: { readonly simulation: Simulation }) {
  const styles = useStyles()
  const { may } = useSession()
  const [draft, setDraft] = useState<FaultDraft>(EMPTY_DRAFT)
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <FaultsInForce simulation={simulation} />
        {may('operator') ? (
          <>
            <Presets simulation={simulation} choose={setDraft} />
            <FaultForm simulation={simulation} draft={draft} change={setDraft} />
          </>
        ) : (
          <Section title="Break something">
            <EmptyState title="An operator may break things" text="You are signed in as viewer." />
          </Section>
        )}
      </div>
      <div className={styles.column}>
        <ClientsNow />
        <LivePlaces />
      </div>
    </div>
  )
}

interface PresetsProps {
  readonly simulation: Simulation
  readonly choose: (draft: FaultDraft) => void
}

/** Fills the form; what it says is put in force there. */
function Presets({ simulation: { places, kinds }, choose }: PresetsProps) {
  const styles = useStyles()
  const [region] = scopeChoices(places).regions
  const [account] = scopeChoices(places).accounts
  const presets: readonly { readonly name: string; readonly draft: FaultDraft }[] = [
    {
      name: `Outage of ${region?.text ?? 'all'}`,
      draft: { ...EMPTY_DRAFT, kind: 'outage', scope: region?.value ?? '' },
    },
    {
      name: `Storm of 429 in ${account?.text ?? 'all'}`,
      draft: {
        ...EMPTY_DRAFT,
        kind: 'storm-429',
        scope: account?.value ?? '',
        numbers: { retryAfterMs: '2000' },
        percent: '50',
      },
    },
    {
      name: `Brownout of ${region?.text ?? 'all'}`,
      draft: {
        ...EMPTY_DRAFT,
        kind: 'brownout',
        scope: region?.value ?? '',
        numbers: { delayMs: '2000', factor: '3' },
      },
    },
  ]
  return (
    <Section title="Drills">
      <p className={styles.note}>Each fills the form below; look it over, then break it.</p>
      <div className={styles.presets}>
        {presets
          .filter(({ draft }) => kinds.some(({ kind }) => kind === draft.kind))
          .map(({ name, draft }) => (
            <Button key={name} size="small" onClick={() => choose(draft)}>
              {name}
            </Button>
          ))}
      </div>
    </Section>
  )
}

/** What clients notice, beside what the deployments do. */
function ClientsNow() {
  const { now, past } = useLive()
  const spark = (label: string, pick: (live: (typeof past)[number]) => number | null, color: number) =>
    past.length > 1 ? (
      <Sparkline label={`${label} of the last minutes`} values={past.map(pick)} color={color} />
    ) : null
  return (
    <Stats>
      <Stat
        label="Clients get"
        value={formatRate(now?.exchangesPerSecond ?? null)}
        unit="/s"
        note={now === null ? ' ' : `${now.exchangesUnderWay} open, ${now.waiting} waiting`}
        chart={spark('Exchanges a second', (live) => live.exchangesPerSecond, 0)}
      />
      <Stat
        label="Clients see failed"
        value={formatRate(now?.failedPerSecond ?? null)}
        unit="/s"
        note={now === null ? ' ' : `${formatRate(now.refusedPerSecond)} /s refused`}
        chart={spark('Failed exchanges a second', (live) => live.failedPerSecond, 5)}
      />
      <Stat
        label="First token, p95"
        value={formatDuration(now?.firstTokenP95Ms ?? null)}
        note={`median ${formatDuration(now?.firstTokenP50Ms ?? null)}`}
        chart={spark('First token p95', (live) => live.firstTokenP95Ms, 2)}
      />
    </Stats>
  )
}
