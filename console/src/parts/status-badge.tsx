import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { InfoFilled } from '@fluentui/react-icons/svg/info'
import { SubtractCircleFilled } from '@fluentui/react-icons/svg/subtract-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ComponentType, ReactNode } from 'react'

export type Tone = 'good' | 'warning' | 'bad' | 'info' | 'neutral'

/** A form for each, so that colour is never alone in saying it. */
const ICONS: Readonly<Record<Tone, ComponentType<{ className?: string }>>> = {
  good: CheckmarkCircleFilled,
  warning: WarningFilled,
  bad: DismissCircleFilled,
  info: InfoFilled,
  neutral: SubtractCircleFilled,
}

const useStyles = makeStyles({
  badge: { display: 'inline-flex', alignItems: 'center', gap: '6px', whiteSpace: 'nowrap' },
  icon: { width: '16px', height: '16px', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  info: { color: tokens.colorBrandForeground1 },
  neutral: { color: tokens.colorNeutralForeground3 },
})

interface StatusBadgeProps {
  readonly tone: Tone
  readonly children: ReactNode
}

export function StatusBadge({ tone, children }: StatusBadgeProps) {
  const styles = useStyles()
  return (
    <span className={styles.badge}>
      <ToneIcon tone={tone} />
      {children}
    </span>
  )
}

/** The form and colour alone, where words stand beside it. */
export function ToneIcon({ tone }: { readonly tone: Tone }) {
  const styles = useStyles()
  const Icon = ICONS[tone]
  return <Icon className={mergeClasses(styles.icon, styles[tone])} aria-hidden />
}

/** Of a model, a region or a deployment. */
export const HEALTH: Readonly<
  Record<'healthy' | 'degraded' | 'saturated' | 'unavailable', { readonly tone: Tone; readonly text: string }>
> = {
  healthy: { tone: 'good', text: 'Healthy' },
  degraded: { tone: 'warning', text: 'Degraded' },
  saturated: { tone: 'warning', text: 'Saturated' },
  unavailable: { tone: 'bad', text: 'Unavailable' },
}

interface Standing {
  readonly status: keyof typeof HEALTH
  readonly breaker: string
  readonly isDrained: boolean
}

/** Whether it serves only where nothing else can: it failed so often that its breaker is open. */
export function isFailing({ status, breaker }: Pick<Standing, 'status' | 'breaker'>): boolean {
  return status !== 'unavailable' && breaker === 'open'
}

/** How a deployment is called: what an operator did comes before what is known of it. */
export function standingOf(of: Standing): { readonly tone: Tone; readonly text: string } {
  if (of.isDrained) return { tone: 'neutral', text: 'Drained' }
  return isFailing(of) ? { tone: 'bad', text: 'Failing' } : HEALTH[of.status]
}

export const SEVERITY: Readonly<
  Record<'critical' | 'warning' | 'info', { readonly tone: Tone; readonly text: string }>
> = {
  critical: { tone: 'bad', text: 'Critical' },
  warning: { tone: 'warning', text: 'Warning' },
  info: { tone: 'info', text: 'Notice' },
}
