import { makeStyles } from '@fluentui/react-components'

import type { Schemas } from '../../api/client.ts'
import { useSession } from '../../api/session.tsx'
import { TextLink } from '../../parts/row-link.tsx'

type Row = Schemas['ExchangeRow']

const useStyles = makeStyles({
  links: {
    gridColumn: 2,
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 16px',
    margin: '2px 0 0',
    padding: 0,
    fontSize: '13px',
    lineHeight: '18px',
  },
})

const LIMITED: ReadonlySet<string> = new Set([
  'rate_limit_exceeded',
  'token_quota_exceeded',
  'budget_exhausted',
  'too_many_in_flight',
])
const UNSERVED: ReadonlySet<string> = new Set([
  'deployments_saturated',
  'deployments_failed',
  'no_candidate',
  'upstream_cut',
])

/** From an exchange to where something can be done about it, and to those that went alike. */
export function NextSteps({ row }: { readonly row: Row }) {
  const styles = useStyles()
  const { may } = useSession()
  const steps = stepsOf(row, may('owner'))
  if (steps.length === 0) return null
  return (
    <ul className={styles.links} aria-label="Where to go from here">
      {steps.map(({ name, to }) => (
        <li key={name}>
          <TextLink to={to}>{name}</TextLink>
        </li>
      ))}
    </ul>
  )
}

interface Step {
  readonly name: string
  readonly to: string
}

function stepsOf({ consumer, failure, deployment }: Row, mayRaise: boolean): readonly Step[] {
  const own = consumer === null ? null : `/consumers?path=${encodeURIComponent(consumer)}`
  const steps: Step[] = []
  if (own !== null && failure !== null && LIMITED.has(failure))
    steps.push({ name: mayRaise ? 'See its limits, and raise one' : 'See its limits', to: own })
  if (own !== null && failure === 'model_not_allowed')
    steps.push({ name: 'See which models it may use', to: own })
  if (failure !== null && UNSERVED.has(failure)) {
    const to = deployment === null ? '/models' : `/models?deployment=${encodeURIComponent(deployment)}`
    steps.push({ name: 'See how deployments do now', to })
  }
  if (failure !== null)
    steps.push({ name: 'All that ended so', to: `/exchanges?failure=${encodeURIComponent(failure)}` })
  if (consumer !== null)
    steps.push({
      name: 'All of this consumer',
      to: `/exchanges?consumer=${encodeURIComponent(consumer)}`,
    })
  return steps
}
