import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useState } from 'react'

import { EmptyState } from '../../parts/empty-state.tsx'
import { formatDuration, formatMoment, formatSince, formatTime } from '../../parts/format.ts'
import { Section } from '../../parts/section.tsx'
import { SEVERITY, type Tone } from '../../parts/status-badge.tsx'
import { type Incident, type IncidentRow, incidentRows } from './incident-rows.ts'
import { Subjects } from './subjects.tsx'
import { Told, ToldList } from './told.tsx'

const useStyles = makeStyles({
  track: {
    gridColumn: '2 / -1',
    position: 'relative',
    height: '6px',
    margin: '4px 0',
    borderRadius: '3px',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
  },
  span: { position: 'absolute', top: 0, bottom: 0, minWidth: '3px' },
  bad: { backgroundColor: tokens.colorStatusDangerForeground1 },
  warning: { backgroundColor: tokens.colorStatusWarningForeground3 },
  info: { backgroundColor: tokens.colorBrandForeground1 },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    padding: '6px 16px 6px 42px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: '11px',
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  more: { padding: '4px 12px 8px' },
})

const DAY_MS = 86_400_000
const FIRST_ROWS = 6

interface IncidentsProps {
  readonly incidents: readonly Incident[]
  /** When they were told. */
  readonly nowMs: number
}

/** What went wrong in the last day, and what operators did: each with when, on one scale. */
export function Incidents({ incidents, nowMs }: IncidentsProps) {
  const styles = useStyles()
  const [isWhole, setWhole] = useState(false)
  const rows = incidentRows(incidents, nowMs)
  const shown = isWhole ? rows : rows.slice(0, FIRST_ROWS)
  return (
    <Section title="Last 24 hours" note="what went wrong, and what operators did" padding="none">
      {rows.length === 0 ? (
        <EmptyState title="A quiet day" text="Nothing went wrong, and nobody changed anything." />
      ) : (
        <>
          <ToldList>
            {shown.map((row) => (
              <Row key={row.key} row={row} nowMs={nowMs} />
            ))}
          </ToldList>
          <div className={styles.axis} aria-hidden="true">
            <span>{formatMoment(nowMs - DAY_MS)}</span>
            <span>{formatTime(nowMs - DAY_MS / 2)}</span>
            <span>now</span>
          </div>
        </>
      )}
      {rows.length > FIRST_ROWS && (
        <div className={styles.more}>
          <Button size="small" appearance="subtle" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
            {isWhole ? 'Show fewer' : `Show ${rows.length - FIRST_ROWS} more`}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Row({ row, nowMs }: { readonly row: IncidentRow; readonly nowMs: number }) {
  const styles = useStyles()
  const { newest, times, untilMs } = row
  const { severity, title, detail, labels, remedy, remedyInConsole, fromMs } = newest
  const isDeed = newest.kind === 'operator'
  const lasts = untilMs === null
  // While it is in force it stands among the alerts, with what to do and where to go.
  const standsAbove = newest.kind === 'alert' && lasts
  const words = [standsAbove ? '' : detail, isDeed ? '' : timesInWords(row)]
  const { tone, text } = SEVERITY[severity]
  return (
    <Told
      tone={lasts || isDeed ? tone : 'neutral'}
      severity={isDeed ? null : text}
      title={title}
      when={
        <span title={new Date(fromMs).toISOString()}>
          {isDeed ? formatSince(fromMs) : lasts ? 'it lasts' : `ended ${formatSince(untilMs)}`}
        </span>
      }
      detail={words.filter((part) => part !== '').join(' ')}
      track={
        <span className={styles.track} aria-hidden="true">
          {times.map((one) => (
            <Span key={one.id} of={one} tone={tone} nowMs={nowMs} />
          ))}
        </span>
      }
      remedy={lasts && !standsAbove ? (remedyInConsole ?? remedy) : null}
      links={
        standsAbove ? null : (
          <Subjects labels={labels} fromMs={times.at(-1)?.fromMs ?? fromMs} untilMs={untilMs} />
        )
      }
    />
  )
}

interface SpanProps {
  readonly of: Incident
  readonly tone: Tone
  readonly nowMs: number
}

/** Its time within the last day, to scale. */
function Span({ of: { fromMs, untilMs }, tone, nowMs }: SpanProps) {
  const styles = useStyles()
  const dayMs = nowMs - DAY_MS
  const from = Math.max(fromMs - dayMs, 0) / DAY_MS
  const until = ((untilMs ?? nowMs) - dayMs) / DAY_MS
  return (
    <span
      className={mergeClasses(
        styles.span,
        tone === 'bad' ? styles.bad : tone === 'warning' ? styles.warning : styles.info,
      )}
      // What ends now begins a little before the end of the track, so that it is seen.
      style={{ left: `min(${from * 100}%, calc(100% - 3px))`, width: `${Math.max(until - from, 0) * 100}%` }}
    />
  )
}

function timesInWords({ newest: { fromMs, untilMs }, times, lastedMs }: IncidentRow): string {
  const newest =
    untilMs === null ? `since ${formatMoment(fromMs)}` : `${formatMoment(fromMs)} to ${formatMoment(untilMs)}`
  return times.length === 1
    ? `${capital(newest)}, ${formatDuration(lastedMs)}.`
    : `${times.length} times, ${formatDuration(lastedMs)} in all; the newest ${newest}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
