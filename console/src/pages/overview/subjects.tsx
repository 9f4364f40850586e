import { makeStyles } from '@fluentui/react-components'

import { useSession } from '../../api/session.tsx'
import { formatMoment } from '../../parts/format.ts'
import { TextLink } from '../../parts/row-link.tsx'

type Labels = Readonly<Record<string, string>>

const useStyles = makeStyles({
  links: { gridColumn: '2 / -1', display: 'flex', flexWrap: 'wrap', gap: '0 14px', overflowWrap: 'anywhere' },
})

/** A look at exchanges takes in so much of what came before, as what is noticed began earlier. */
const BEFORE_MS = 120_000
const AFTER_MS = 60_000

interface SubjectsProps {
  readonly labels: Labels
  readonly fromMs: number
  /** Null while it lasts. */
  readonly untilMs: number | null
}

/** From what is told to what it is about, and to the exchanges of that time. */
export function Subjects({ labels, fromMs, untilMs }: SubjectsProps) {
  const styles = useStyles()
  const { may } = useSession()
  const subjects = Object.entries(labels).flatMap(([label, value]) => {
    const to = placeOf(label, value)
    return to === null ? [] : [{ name: nameOf(label, value), to }]
  })
  const exchanges = exchangesOf(labels, fromMs, untilMs)
  const limit = labels['limit'] ?? ''
  const raise = untilMs === null && may('owner') && limit.startsWith('/') ? raiseOf(limit) : null
  if (subjects.length === 0 && exchanges === null) return null
  return (
    <span className={styles.links}>
      {subjects.map(({ name, to }) => (
        <TextLink key={to} to={to}>
          {name}
        </TextLink>
      ))}
      {raise !== null && <TextLink to={raise}>Raise it</TextLink>}
      {exchanges !== null && (
        <TextLink to={exchanges}>
          Exchanges {untilMs === null ? `since ${formatMoment(fromMs)}` : 'of that time'}
        </TextLink>
      )}
    </span>
  )
}

/** A limit is known as `/path|name`. */
export function nameOf(label: string, value: string): string {
  if (label !== 'limit') return value
  const [node = '', name = ''] = value.split('|')
  return `${name.replaceAll('_', ' ')} of ${node}`
}

function placeOf(label: string, value: string): string | null {
  switch (label) {
    case 'deployment':
      return `/models?deployment=${encodeURIComponent(value)}`
    case 'region':
      return `/models?region=${encodeURIComponent(value)}`
    case 'limit':
      // Limits of deployments are no consumer's.
      return value.startsWith('/') ? consumerOf(value) : null
    case 'consumer':
      return `/consumers?path=${encodeURIComponent(value)}`
    default:
      return null
  }
}

function consumerOf(limit: string): string {
  return `/consumers?path=${encodeURIComponent(limit.split('|')[0] ?? limit)}`
}

/** Where the question stands open that raises it. */
function raiseOf(limit: string): string {
  return `${consumerOf(limit)}&raise=${encodeURIComponent(limit)}`
}

function exchangesOf(labels: Labels, fromMs: number, untilMs: number | null): string | null {
  const limited = labels['limit']?.split('|')[0]
  const filters = {
    deployment: labels['deployment'],
    model: labels['model'],
    region: labels['region'],
    consumer: labels['consumer'] ?? (limited?.startsWith('/') === true ? limited : undefined),
  }
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) search.set(name, value)
  if (search.size === 0) return null
  search.set('fromMs', String(fromMs - BEFORE_MS))
  if (untilMs !== null) search.set('toMs', String(untilMs + AFTER_MS))
  return `/exchanges?${search}`
}
