import {
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Select,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'

import type { GetAnswer } from '../../api/client.ts'
import { useGet } from '../../api/use-get.ts'
import { AskedFor } from '../../parts/asked-for.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { formatShort } from '../../parts/format.ts'
import { PageHeader } from '../../parts/page-header.tsx'
import { TextLink } from '../../parts/row-link.tsx'
import { Section } from '../../parts/section.tsx'
import { Stat, Stats } from '../../parts/stat.tsx'
import { AmountStat } from './exact.tsx'
import { ExportMenu } from './export-menu.tsx'
import { Groups } from './groups.tsx'
import { type Level, levelOf, type Statement } from './level.ts'
import { Lines } from './lines.tsx'

type Months = GetAnswer<'/admin/v1/statements'>

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: '12px',
  },
  month: { minWidth: '220px' },
  tiles: { gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))' },
  crumbs: {
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 8px',
    margin: 0,
    padding: 0,
    fontSize: '13px',
    lineHeight: '20px',
  },
  crumb: { overflowWrap: 'anywhere' },
  arrow: { color: tokens.colorNeutralForeground3, marginRight: '8px' },
  notes: { margin: '4px 0 0', paddingLeft: '18px' },
})

/** A month under way is asked for again. */
const REFRESH_MS = 60_000

export function Page() {
  const styles = useStyles()
  const months = useGet('/admin/v1/statements', {})
  return (
    <div className={styles.page}>
      <PageHeader title="Chargeback" text="What each cost center pays for a month, down to the lines." />
      <AskedFor asked={months} label="Asking for the months">
        {(told) =>
          told.months.length === 0 ? (
            <Section title="No statement yet">
              <EmptyState
                title="There are no records of any month"
                text="A statement is there as soon as something was used."
              />
            </Section>
          ) : (
            <Month told={told} />
          )
        }
      </AskedFor>
    </div>
  )
}

function Month({ told: { months, timeZone } }: { readonly told: Months }) {
  const styles = useStyles()
  const [params] = useSearchParams()
  const [, go] = useLocation()
  const wanted = params.get('month')
  const chosen = months.find((one) => one.month === wanted) ?? months[0]
  const month = chosen?.month ?? ''
  const level = levelOf(params, month)
  const asked = useGet(
    '/admin/v1/statements/{month}',
    { path: { month }, query: { ...level.within, by: level.by } },
    chosen?.isWhole === false ? { everyMs: REFRESH_MS } : {},
  )
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <Field label={`Month (${timeZone})`} className={styles.month}>
          <Select value={month} onChange={(_, { value }) => go(`/chargeback?month=${value}`)}>
            {months.map((one) => (
              <option key={one.month} value={one.month}>
                {nameOf(one.month)}
                {one.isWhole ? '' : ', so far'}
              </option>
            ))}
          </Select>
        </Field>
        <ExportMenu month={month} level={level} />
      </div>
      <AskedFor asked={asked} label="Adding up the month">
        {(statement) => <Shown statement={statement} level={level} />}
      </AskedFor>
    </div>
  )
}

function Shown({ statement, level }: { readonly statement: Statement; readonly level: Level }) {
  const styles = useStyles()
  const [isLines, setLines] = useState(false)
  const { total, currency, notes, month } = statement
  const hasNothingBelow = level.by === 'deployment'
  return (
    <div className={styles.page}>
      <Notes notes={notes} />
      <Crumbs level={level} />
      <Stats className={styles.tiles}>
        <AmountStat label="Amount" amount={total.amount} unit={currency} />
        <AmountStat label="For tokens" amount={total.tokens} />
        <AmountStat label="Provisioned, used" amount={total.provisioned} />
        <AmountStat label="Provisioned, idle" amount={total.idle} />
        <AmountStat label="Saved by caches" amount={total.cacheSaved} />
        <AmountStat label="Saved by tiers" amount={total.tierSaved} />
        <Stat
          label="Tokens without a price"
          value={formatShort(total.unpricedTokens)}
          note="they are not in the amount"
        />
        <Stat
          label="Tokens that are estimates"
          value={formatShort(total.estimatedTokens)}
          note="the provider gave no figures"
        />
      </Stats>
      <Groups key={level.by} statement={statement} level={level} />
      {hasNothingBelow || isLines ? (
        <Lines key={JSON.stringify([month, level.within])} month={month} within={level.within} />
      ) : (
        <div>
          <Button onClick={() => setLines(true)}>Show the lines</Button>
        </div>
      )}
    </div>
  )
}

/** What has to be known before the sum is trusted. */
function Notes({ notes }: { readonly notes: readonly string[] }) {
  const styles = useStyles()
  if (notes.length === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Before you trust the sum</MessageBarTitle>
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  )
}

function Crumbs({ level: { crumbs } }: { readonly level: Level }) {
  const styles = useStyles()
  if (crumbs.length === 1) return null
  return (
    <nav aria-label="What was chosen">
      <ol className={styles.crumbs}>
        {crumbs.map(({ name, to }, at) => (
          <li key={to} className={styles.crumb}>
            {at > 0 && (
              <span className={styles.arrow} aria-hidden="true">
                ›
              </span>
            )}
            {at === crumbs.length - 1 ? (
              <span aria-current="page">{name}</span>
            ) : (
              <TextLink to={to}>{name}</TextLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `November 2026` of `2026-11`. */
function nameOf(month: string): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`))
}
