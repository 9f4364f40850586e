import type { Schemas } from '../../api/client.ts'

export type Incident = Schemas['Incident']

/** The same thing, however often it happened in the day. */
export interface IncidentRow {
  readonly key: string
  readonly newest: Incident
  /** Newest first. */
  readonly times: readonly Incident[]
  /** Null while one of them lasts. */
  readonly untilMs: number | null
  /** All together, up to now. */
  readonly lastedMs: number
}

/** What comes and goes is one row; what lasts stands first, then the newest. */
export function incidentRows(incidents: readonly Incident[], nowMs: number): readonly IncidentRow[] {
  const same = Map.groupBy(incidents, ({ kind, severity, labels, about, title, id }) =>
    // What operators did is told each time.
    kind === 'operator'
      ? id
      : JSON.stringify([kind, severity, about, Object.keys(labels).length === 0 ? title : labels]),
  )
  const rows = [...same].flatMap(([key, found]): readonly IncidentRow[] => {
    const times = found.toSorted((a, b) => b.fromMs - a.fromMs)
    const [newest] = times
    if (newest === undefined) return []
    const lasts = times.some(({ untilMs }) => untilMs === null)
    return [
      {
        key,
        newest,
        times,
        untilMs: lasts ? null : Math.max(...times.map(({ untilMs }) => untilMs ?? 0)),
        lastedMs: times.reduce((sum, { fromMs, untilMs }) => sum + (untilMs ?? nowMs) - fromMs, 0),
      },
    ]
  })
  return rows.toSorted(
    (a, b) => Number(b.untilMs === null) - Number(a.untilMs === null) || b.newest.fromMs - a.newest.fromMs,
  )
}
