import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'

import type { GetAnswer } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { useWindow } from '../../parts/window-picker.tsx'
import { ExchangePanel } from './exchange-panel.tsx'
import { Filters } from './filters.tsx'
import { ExchangeRows } from './rows.tsx'
import { type Changes, filtersIn, queryOf } from './search.ts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px' },
  foot: { display: 'flex', gap: '8px', alignItems: 'center', color: tokens.colorNeutralForeground3 },
})

export function Page() {
  const styles = useStyles()
  const [location, go] = useLocation()
  const [params, setParams] = useSearchParams()
  const [window] = useWindow()
  const [looks, setLooks] = useState(0)
  const open = location.startsWith('/exchanges/')
    ? decodeURIComponent(location.slice('/exchanges/'.length))
    : null
  const change = (changes: Changes) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )
  const clear = () => setParams(params.has('window') ? { window } : {}, { replace: true })
  const search = params.toString()
  const below = search === '' ? '' : `?${search}`
  return (
    <div className={styles.page}>
      <PageHeader
        title="Exchanges"
        text="Requests of clients and their answers: why each went as it did."
        actions={
          <Button icon={<ArrowClockwiseRegular />} onClick={() => setLooks(looks + 1)}>
            Look again
          </Button>
        }
      />
      <Filters params={params} change={change} clear={clear} />
      <Results key={`${looks} ${search}`} params={params} below={below} clear={clear} />
      <ExchangePanel id={open} close={() => go(`/exchanges${below}`)} />
    </div>
  )
}

interface ResultsProps {
  readonly params: URLSearchParams
  readonly below: string
  readonly clear: () => void
}

function Results({ params, below, clear }: ResultsProps) {
  const [window] = useWindow()
  // Until another search the time it looks back from stays, so that pages fit each other.
  const [nowMs] = useState(() => Date.now())
  const [cursors, setCursors] = useState<readonly string[]>([])
  const asked = useGet(
    '/admin/v1/exchanges',
    { query: queryOf(params, window, nowMs, cursors.at(-1) ?? null) },
    { keepsPrevious: true },
  )
  return (
    <Section
      title="Newest first"
      note={cursors.length === 0 ? undefined : `page ${cursors.length + 1}`}
      padding="none"
    >
      <AskedFor asked={asked} label="Searching">
        {({ rows, next }) => (
          <ExchangeRows
            rows={rows}
            below={below}
            empty={<NothingFound isFiltered={filtersIn(params).length > 0} clear={clear} />}
            foot={<Older next={next} cursors={cursors} turn={setCursors} />}
          />
        )}
      </AskedFor>
    </Section>
  )
}

interface OlderProps {
  readonly next: GetAnswer<'/admin/v1/exchanges'>['next']
  readonly cursors: readonly string[]
  readonly turn: (cursors: readonly string[]) => void
}

function Older({ next, cursors, turn }: OlderProps) {
  const styles = useStyles()
  if (next === null && cursors.length === 0) return <span>These are all.</span>
  return (
    <div className={styles.foot}>
      <Button
        size="small"
        disabledFocusable={cursors.length === 0}
        onClick={() => turn(cursors.slice(0, -1))}
      >
        Newer
      </Button>
      <Button
        size="small"
        disabledFocusable={next === null}
        onClick={() => next !== null && turn([...cursors, next])}
      >
        Older
      </Button>
    </div>
  )
}

function NothingFound({ isFiltered, clear }: { readonly isFiltered: boolean; readonly clear: () => void }) {
  return isFiltered ? (
    <EmptyState
      title="No exchange is like that in this time"
      text="Choose a longer time, or fewer filters."
      action={<Button onClick={clear}>Clear the filters</Button>}
    />
  ) : (
    <EmptyState
      title="No exchange in this time"
      text="An exchange stands here some seconds after it has ended. Choose a longer time, or send one from the playground."
    />
  )
}
