import type { Labels } from '../base/index.ts'
import { type AlertId, type KnownRule, runbookOf, type Severity } from '../monitoring/index.ts'
import type { Reference } from '../workload/index.ts'
import type { QueuedCall } from './webhook-queue.ts'

/** An alert as it is in force now. */
export interface AlertInForce {
  /** Of the rule. */
  readonly id: AlertId
  readonly severity: Severity
  /** What is the matter. */
  readonly title: string
  /** What it mostly comes from. */
  readonly detail: string
  /** What it is about, such as the deployment. */
  readonly labels: Labels
  readonly value: number
  readonly sinceMs: number
  /** What to do. */
  readonly remedy: string
}

/** Something that went on for a while, or still does: what an operator reads first in the morning. */
export interface Incident {
  readonly id: string
  readonly kind: 'alert' | 'deployment'
  readonly severity: Severity
  readonly title: string
  readonly detail: string
  /** The rule, or the deployment. */
  readonly about: string
  /** What it is about, such as the deployment, to be found by. */
  readonly labels: Labels
  readonly fromMs: number
  /** Null while it lasts. */
  readonly untilMs: number | null
  readonly remedy: string | null
}

/** The body of the call of a webhook. */
export interface AlertNotice {
  readonly object: 'alert_notice'
  /** The same for each try. */
  readonly id: string
  readonly workload: string
  /** Which of the workload's gateways calls. */
  readonly instance: string
  readonly alert: string
  readonly status: 'firing' | 'resolved'
  readonly severity: Severity
  readonly labels: Labels
  readonly value: number
  readonly since: string
  /** When it was resolved; null while it is firing. */
  readonly ended: string | null
  readonly summary: string
  readonly what_to_do: string
  readonly runbook: string
  /** All in one line, for whatever shows a message. */
  readonly text: string
}

/** To one webhook. */
export interface AlertCall extends QueuedCall {
  readonly notice: AlertNotice
}

export interface AlertWebhook {
  readonly address: Reference
  readonly secret: Reference | null
  /** The least that it is told of. */
  readonly severity: Severity
}

export function inForce(
  { id, severity, says, because, remedy }: KnownRule,
  labels: Labels,
  value: number,
  sinceMs: number,
): AlertInForce {
  return { id, severity, title: says, detail: because, labels, value, sinceMs, remedy }
}

export function noticeOf(
  { workload, instance }: Pick<AlertNotice, 'workload' | 'instance'>,
  status: AlertNotice['status'],
  { id: alert, severity, labels, value, sinceMs, title, remedy }: AlertInForce,
  nowMs: number,
): AlertNotice {
  const about = aboutOf(labels)
  return {
    object: 'alert_notice',
    id: [workload, instance, alert, ...Object.values(labels), sinceMs, status].join(' '),
    workload,
    instance,
    alert,
    status,
    severity,
    labels,
    value,
    since: new Date(sinceMs).toISOString(),
    ended: status === 'resolved' ? new Date(nowMs).toISOString() : null,
    summary: title,
    what_to_do: remedy,
    runbook: runbookOf({ id: alert }),
    text: `${status === 'firing' ? severity : 'resolved'}: ${alert}${about === '' ? '' : ` (${about})`} of ${workload}. ${title}`,
  }
}

export function incidentOf(alert: AlertInForce, untilMs: number | null): Incident {
  const { id, severity, labels, title, detail, sinceMs, remedy } = alert
  const about = aboutOf(labels)
  return {
    id: [id, ...Object.values(labels), sinceMs].join(' '),
    kind: 'alert',
    severity,
    title: about === '' ? title : `${about}: ${title}`,
    detail,
    about: id,
    labels,
    fromMs: sinceMs,
    untilMs,
    remedy,
  }
}

function aboutOf(labels: Labels): string {
  return Object.values(labels).join(', ')
}
