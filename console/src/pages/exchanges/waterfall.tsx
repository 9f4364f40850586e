import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

import type { Schemas } from '../../api/client.ts'
import { formatDuration } from '../../parts/format.ts'
import { hidden } from '../../parts/hidden.ts'
import { NARROW } from '../../parts/use-media-query.ts'
import { useSeriesColors } from '../../shell/theme.tsx'

type Detail = Schemas['ExchangeDetail']
type Attempt = Schemas['AttemptDetail']

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', fontSize: '12px', lineHeight: '16px' },
  row: { [NARROW]: { display: 'grid', gridTemplateColumns: '1fr auto' } },
  name: {
    width: '30%',
    padding: '5px 12px 5px 0',
    textAlign: 'left',
    fontWeight: 400,
    overflowWrap: 'anywhere',
    [NARROW]: { width: 'auto', paddingBottom: 0 },
  },
  bar: { padding: '5px 0', [NARROW]: { gridColumn: '1 / -1', gridRow: 2 } },
  end: {
    width: '1%',
    padding: '5px 0 5px 12px',
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    [NARROW]: { width: 'auto', paddingBottom: 0 },
  },
  track: {
    position: 'relative',
    height: '14px',
    borderRadius: '3px',
    backgroundColor: tokens.colorNeutralBackground3,
    overflow: 'hidden',
  },
  part: { position: 'absolute', top: 0, bottom: 0, minWidth: '2px' },
  failed: { backgroundColor: tokens.colorStatusDangerForeground1 },
  legend: {
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 16px',
    margin: '0 0 4px',
    padding: 0,
    fontSize: '12px',
    color: tokens.colorNeutralForeground3,
  },
  key: { display: 'flex', alignItems: 'center', gap: '6px' },
  swatch: { width: '10px', height: '10px', borderRadius: '2px' },
  hidden,
})

interface Part {
  readonly what: 'gateway' | 'wait' | 'stream' | 'failed'
  readonly fromMs: number
  readonly toMs: number
}

interface Line {
  readonly key: string
  readonly name: string
  readonly end: string
  readonly inWords: string
  readonly parts: readonly Part[]
}

/** Where the time went: a table whose middle column shows it to scale and says it to who does not see. */
export function Waterfall({ detail }: { readonly detail: Detail }) {
  const styles = useStyles()
  const colors = useSeriesColors()
  const lines = linesOf(detail)
  const spanMs = Math.max(
    detail.row.totalMs,
    ...lines.flatMap(({ parts }) => parts.map(({ toMs }) => toMs)),
    1,
  )
  const looks: Readonly<Record<Part['what'], { readonly name: string; readonly color: string | undefined }>> =
    {
      gateway: { name: 'Gateway and line', color: colors[3 % colors.length] },
      wait: { name: 'Until the first byte', color: colors[1 % colors.length] },
      stream: { name: 'Answer', color: colors[0] },
      failed: { name: 'Without an answer', color: undefined },
    }
  const used = (['gateway', 'wait', 'stream', 'failed'] as const).filter((what) =>
    lines.some(({ parts }) => parts.some((part) => part.what === what)),
  )
  return (
    <>
      <ul className={styles.legend} aria-hidden="true">
        {used.map((what) => (
          <li key={what} className={styles.key}>
            <span
              className={mergeClasses(styles.swatch, what === 'failed' && styles.failed)}
              style={{ backgroundColor: looks[what].color }}
            />
            {looks[what].name}
          </li>
        ))}
      </ul>
      <table className={styles.table}>
        <caption className={styles.hidden}>Where the time of the exchange went</caption>
        <thead className={styles.hidden}>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">When</th>
            <th scope="col">How long</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, end, inWords, parts }) => (
            <tr key={key} className={styles.row}>
              <th scope="row" className={styles.name}>
                {name}
              </th>
              <td className={styles.bar}>
                <span className={styles.hidden}>{inWords}</span>
                <div className={styles.track} aria-hidden="true">
                  {parts.map(({ what, fromMs, toMs }) => (
                    <div
                      key={what}
                      className={mergeClasses(styles.part, what === 'failed' && styles.failed)}
                      title={`${looks[what].name}: ${formatDuration(toMs - fromMs)}`}
                      style={{
                        left: `${(fromMs / spanMs) * 100}%`,
                        width: `${((toMs - fromMs) / spanMs) * 100}%`,
                        backgroundColor: looks[what].color,
                      }}
                    />
                  ))}
                </div>
              </td>
              <td className={styles.end}>{end}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function linesOf({ attempts, row }: Detail): readonly Line[] {
  const firstMs = attempts[0]?.startMs ?? null
  const before: readonly Line[] =
    firstMs === null || firstMs <= 0
      ? []
      : [
          {
            key: 'gateway',
            name: 'Before the first attempt',
            end: formatDuration(firstMs),
            inWords: `Before the first attempt ${formatDuration(firstMs)}; of the whole the gateway's own ${formatDuration(row.overheadMs)}`,
            parts: [{ what: 'gateway', fromMs: 0, toMs: firstMs }],
          },
        ]
  return [...before, ...attempts.map(lineOf)]
}

function lineOf(attempt: Attempt, at: number): Line {
  const { startMs, firstByteMs, totalMs, outcome } = attempt
  const fromMs = startMs ?? 0
  const lastMs = totalMs ?? firstByteMs ?? 0
  const isFailed = outcome === 'failed' || outcome === 'refused'
  const parts: readonly Part[] =
    isFailed || firstByteMs === null
      ? [{ what: outcome === null ? 'wait' : 'failed', fromMs, toMs: fromMs + lastMs }]
      : [
          { what: 'wait', fromMs, toMs: fromMs + firstByteMs },
          { what: 'stream', fromMs: fromMs + firstByteMs, toMs: fromMs + lastMs },
        ]
  const sent = startMs === null ? '' : `Sent after ${formatDuration(startMs)}; `
  const first = firstByteMs === null ? '' : `first byte ${formatDuration(firstByteMs)} later; `
  return {
    key: attempt.attempt,
    name: `${at + 1}. ${attempt.deployment}`,
    end: totalMs === null ? 'under way' : formatDuration(totalMs),
    inWords: `${sent}${first}${totalMs === null ? 'under way' : `${outcome ?? 'ended'} after ${formatDuration(totalMs)}`}`,
    parts,
  }
}
