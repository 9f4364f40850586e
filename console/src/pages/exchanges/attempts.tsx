import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

import type { Schemas } from '../../api/client.ts'
import { Money } from '../../parts/amounts.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatCount, formatDuration } from '../../parts/format.ts'
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx'

type Attempt = Schemas['AttemptDetail']

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '10px' },
  attempt: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    padding: '12px 14px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '4px 12px' },
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  place: { color: tokens.colorNeutralForeground3, fontWeight: 400 },
  reason: { margin: 0, fontSize: '13px', lineHeight: '18px', overflowWrap: 'anywhere' },
})

const OUTCOMES: Readonly<Record<string, { readonly tone: Tone; readonly text: string }>> = {
  answered: { tone: 'good', text: 'Answered' },
  refused: { tone: 'warning', text: 'Refused what was asked' },
  failed: { tone: 'bad', text: 'Failed' },
  abandoned: { tone: 'neutral', text: 'The client left' },
  interrupted: { tone: 'neutral', text: 'The gateway stopped' },
}
const QUALITY = {
  measured: 'measured by the provider',
  estimated: 'estimated: the provider gave no figures',
} as const

export function Attempts({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const styles = useStyles()
  return (
    <ol className={styles.list}>
      {attempts.map((attempt, at) => (
        <li key={attempt.attempt} className={styles.attempt}>
          <OneAttempt attempt={attempt} number={at + 1} />
        </li>
      ))}
    </ol>
  )
}

function OneAttempt({ attempt, number }: { readonly attempt: Attempt; readonly number: number }) {
  const styles = useStyles()
  const { outcome, status, reason } = attempt
  const look = OUTCOMES[outcome ?? ''] ?? { tone: 'info' as const, text: outcome ?? 'Under way' }
  const place = [attempt.deploymentType, attempt.region].filter((part) => part !== null).join(', ')
  return (
    <>
      <div className={styles.head}>
        <span className={styles.name}>
          {number}. {attempt.deployment} <span className={styles.place}>{place}</span>
        </span>
        <StatusBadge tone={look.tone}>
          {look.text}
          {status === null ? '' : ` (${status})`}
        </StatusBadge>
      </div>
      {reason !== null && <p className={styles.reason}>{reason}</p>}
      <Facts facts={factsOf(attempt)} />
    </>
  )
}

function factsOf(attempt: Attempt): readonly (readonly [string, ReactNode])[] {
  const { quality } = attempt
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['First byte', formatDuration(attempt.firstByteMs)],
    ['Took', formatDuration(attempt.totalMs)],
    ['Cost', <Money key="cost" value={attempt.usd} />],
    ['Input', withPart(attempt.input, 'cached', attempt.cached)],
    ['Output', withPart(attempt.output, 'reasoning', attempt.reasoning)],
    ['Set aside', `${formatCount(attempt.estimatedInput)} + ${formatCount(attempt.estimatedOutput)} tokens`],
    ['Tokens are', quality === null || quality === 'none' ? null : QUALITY[quality]],
    ['Served by', attempt.servedModel],
    ['Spilled by the provider to', attempt.spilledTo],
    ['Service tier', attempt.serviceTier],
    ['Account', attempt.account],
    ['Provider’s request id', attempt.providerRequest],
  ]
  return facts.filter(([, fact]) => fact !== null)
}

function withPart(tokens: number | null, name: string, part: number | null): string | null {
  if (tokens === null) return null
  return part === null || part === 0
    ? formatCount(tokens)
    : `${formatCount(tokens)}, of it ${name} ${formatCount(part)}`
}
