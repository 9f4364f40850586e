import type { Clock, Gauge, Labels, Log, MetricRegistry, Random, ReplicaLink } from '../base/index.ts'
import {
  type Holding,
  type KnownRule,
  type Readings,
  RESOLVED_AFTER_MS,
  RuleWatch,
  settledAfterMs,
  SEVERITIES,
} from '../monitoring/index.ts'
import type { Reference } from '../workload/index.ts'
import type { AlertFile } from './alert-file.ts'
import {
  type AlertCall,
  type AlertInForce,
  type AlertWebhook,
  inForce,
  type Incident,
  incidentOf,
  noticeOf,
} from './alert-notices.ts'
import { DeploymentWatch } from './deployment-watch.ts'
import { Incidents } from './incidents.ts'
import { SharedAlerts } from './shared-alerts.ts'
import { WebhookQueue } from './webhook-queue.ts'

/**
 * Watches the program's own metrics and tells of what is wrong: in the log, to webhooks, and to whoever asks what is in
 * force. It needs nothing beside the program; Prometheus may watch the same by the same rules.
 */
export interface AlertsOptions {
  /** Metrics of these names, and maybe more, as they stand. */
  readonly read: (names: ReadonlySet<string>) => Readings | Promise<Readings>
  readonly webhooks: readonly AlertWebhook[]
  /** As the plan has them. */
  readonly rules: readonly KnownRule[]
  readonly resolve: (reference: Reference) => Promise<string>
  readonly workload: () => string
  /** Tells this program from others that serve the same workload. */
  readonly instance: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly registry: MetricRegistry
  /** To other programs that watch the same workload. */
  readonly link: ReplicaLink
  /** What outlives the program; null for nothing. */
  readonly file: AlertFile | null
}

const LOOK_EVERY_MS = 15_000
/** In force or about to be; past it, new ones are not told. */
const MAX_ALERTS = 1_000
const MAX_WAITING = 1_000
/** What is in force is in the log again, so that whoever follows the log knows that it still is. */
const SAID_AGAIN_MS = 300_000

interface Tracked {
  readonly rule: KnownRule
  readonly labels: Labels
  value: number
  /** Monotonic, as the two below. */
  readonly heldSinceMs: number
  lastHeldMs: number
  saidMs: number
  /** Since when it is in force, by the clock; null while it may only be about to be. */
  sinceMs: number | null
}

export class Alerts {
  readonly #options: AlertsOptions
  readonly #watch: RuleWatch
  readonly #names: ReadonlySet<string>
  readonly #deployments = new DeploymentWatch()
  readonly #shared: SharedAlerts
  readonly #tracked = new Map<string, Tracked>()
  readonly #queues: readonly WebhookQueue<AlertCall>[]
  /** Calls that no webhook took yet. */
  readonly #waiting = new Set<AlertCall>()
  readonly #stop: () => void
  readonly #incidents = new Incidents()
  /** Something fired or was resolved since the last look. */
  #isChanged = false
  #isFull = false
  #looking: Promise<void> | null = null

  constructor(options: AlertsOptions) {
    this.#options = options
    const { webhooks, rules, clock, registry, file } = options
    this.#watch = new RuleWatch(rules)
    this.#names = new Set([...this.#watch.metrics, 'causeway_deployment_available'])
    const notices = registry.counter(
      'causeway_alert_notices_total',
      'Calls of webhooks that tell of alerts, by what became of them',
      { keeps: ['outcome'] },
    )
    const outcomes = { taken: notices.with({ outcome: 'taken' }), lost: notices.with({ outcome: 'lost' }) }
    this.#queues = webhooks.map(
      () =>
        new WebhookQueue<AlertCall>({
          ...options,
          whose: 'alerts',
          said: ({ notice: { alert, status, labels } }) => ({ alert, status, labels }),
          ended: (call, wasTaken) => {
            outcomes[wasTaken ? 'taken' : 'lost'].add()
            this.#waiting.delete(call)
            void this.#keep()
          },
          order: 'in-order',
        }),
    )
    this.#shared = new SharedAlerts(options.link, options)
    this.#expose(registry)
    this.#restore(file)
    this.#stop = clock.every(LOOK_EVERY_MS, () => void this.look())
  }

  /** The worst and the newest first. */
  current(): readonly AlertInForce[] {
    return [...this.#tracked.values()]
      .flatMap(({ rule, labels, value, sinceMs }) =>
        sinceMs === null ? [] : [inForce(rule, labels, value, sinceMs)],
      )
      .sort(
        (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.sinceMs - a.sinceMs,
      )
  }

  /** Of the last day, the newest first: those that last, or lasted, after `sinceMs`. */
  incidents(sinceMs: number): readonly Incident[] {
    return this.#incidents.since(sinceMs)
  }

  /** One look; while one is under way, that one. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#options.log.error({ err: error }, 'alerts could not be looked after'))
      .finally(() => (this.#looking = null))
    return this.#looking
  }

  async close(): Promise<void> {
    this.#stop()
    await this.#looking
    await Promise.all(this.#queues.map((queue) => queue.close()))
    await this.#keep()
    if (this.#waiting.size > 0)
      this.#options.log.error({ notices: this.#waiting.size }, 'webhooks were not told of all alerts')
  }

  async #look(): Promise<void> {
    const { read, clock } = this.#options
    const readings = await read(this.#names)
    const moment = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
    const calls: AlertCall[] = []
    if (this.#tracked.size < MAX_ALERTS) this.#isFull = false
    for (const holding of this.#watch.look(readings, moment)) this.#hold(holding, moment.monotonicMs)
    for (const [key, tracked] of this.#tracked) calls.push(...this.#judge(key, tracked, moment))
    for (const incident of this.#deployments.look(readings, moment.nowMs))
      this.#incidents.note(incident, moment.nowMs)
    this.#shared.tell(this.current().map(({ id, labels }) => keyOf(id, labels)))
    // Kept before it is told, so that a kill in between loses nothing.
    if (this.#isChanged) await this.#keep()
    this.#isChanged = false
    for (const call of calls) this.#queues[this.#indexOf(call)]?.add(call)
  }

  #hold({ rule, labels, value }: Holding, atMs: number): void {
    const key = keyOf(rule.id, labels)
    const known = this.#tracked.get(key)
    if (known !== undefined) {
      known.value = value
      known.lastHeldMs = atMs
    } else if (this.#tracked.size < MAX_ALERTS) {
      this.#tracked.set(key, {
        rule,
        labels,
        value,
        heldSinceMs: atMs,
        lastHeldMs: atMs,
        saidMs: atMs,
        sinceMs: null,
      })
    } else if (!this.#isFull) {
      this.#isFull = true
      this.#options.log.error({ alert: rule.id, labels }, 'alerts are too many; new ones are not told')
    }
  }

  /** What webhooks are to be told of it. */
  #judge(
    key: string,
    tracked: Tracked,
    { nowMs, monotonicMs }: { readonly nowMs: number; readonly monotonicMs: number },
  ): readonly AlertCall[] {
    const { rule, labels, heldSinceMs, lastHeldMs } = tracked
    const holds = lastHeldMs === monotonicMs
    if (tracked.sinceMs === null) {
      if (!holds) this.#tracked.delete(key)
      else if (monotonicMs - heldSinceMs >= rule.forMs) {
        tracked.saidMs = monotonicMs
        tracked.sinceMs = Math.round(nowMs - (monotonicMs - heldSinceMs))
        return this.#told('firing', inForce(rule, labels, tracked.value, tracked.sinceMs), nowMs)
      }
      return []
    }
    const alert = inForce(rule, labels, tracked.value, tracked.sinceMs)
    if (!holds && monotonicMs - lastHeldMs >= RESOLVED_AFTER_MS) {
      this.#tracked.delete(key)
      return this.#told('resolved', alert, nowMs)
    }
    if (monotonicMs - tracked.saidMs >= SAID_AGAIN_MS) {
      tracked.saidMs = monotonicMs
      this.#say('in force', alert)
    }
    return []
  }

  #told(status: 'firing' | 'resolved', alert: AlertInForce, nowMs: number): readonly AlertCall[] {
    const { workload, instance, webhooks, log } = this.#options
    this.#isChanged = true
    this.#say(status, alert)
    const { id, severity, labels } = alert
    this.#incidents.note(incidentOf(alert, status === 'resolved' ? nowMs : null), nowMs)
    if (this.#shared.othersHold(keyOf(id, labels))) return []
    const wanting = webhooks.filter(
      (webhook) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(webhook.severity),
    )
    const notice = noticeOf({ workload: workload(), instance }, status, alert, nowMs)
    const calls = wanting.map(({ address, secret }) => ({ reference: address, secret, notice }))
    if (this.#waiting.size + calls.length > MAX_WAITING) {
      log.error({ alert: id, labels }, 'webhooks cannot be told of an alert: too many wait')
      return []
    }
    for (const call of calls) this.#waiting.add(call)
    return calls
  }

  #say(status: 'firing' | 'in force' | 'resolved', alert: AlertInForce): void {
    const { id, severity, labels, value, sinceMs, title } = alert
    const fields = {
      alert: id,
      severity,
      status,
      labels,
      value,
      since: new Date(sinceMs).toISOString(),
      title,
    }
    if (status === 'resolved') this.#options.log.info(fields, 'alert')
    else if (severity === 'critical') this.#options.log.error(fields, 'alert')
    else this.#options.log.warn(fields, 'alert')
  }

  async #keep(): Promise<void> {
    await this.#options.file?.write({
      inForce: this.current().map(({ id, labels, value, sinceMs }) => ({
        alert: id,
        labels,
        value,
        sinceMs,
      })),
      waiting: [...this.#waiting],
      incidents: this.#incidents.all(),
    })
  }

  /** What counts from the start anew is no sign that an alert is over, until it has been watched for a while. */
  #restore(file: AlertFile | null): void {
    if (file === null) return
    const { incidents, inForce: alerts, waiting } = file.read()
    const { clock, rules } = this.#options
    const atMs = clock.monotonicMs()
    for (const { alert, labels, value, sinceMs } of alerts) {
      const rule = rules.find(({ id }) => id === alert)
      // It is off, or of another version.
      if (rule === undefined) continue
      const lastHeldMs = atMs + settledAfterMs(rule)
      this.#tracked.set(keyOf(alert, labels), {
        rule,
        labels,
        value,
        heldSinceMs: atMs,
        lastHeldMs,
        saidMs: atMs,
        sinceMs,
      })
    }
    const lasting = new Set(this.current().map((alert) => incidentOf(alert, null).id))
    this.#incidents.restore(incidents, lasting, clock.nowMs())
    for (const kept of waiting) {
      const index = this.#indexOf(kept)
      const webhook = this.#options.webhooks[index]
      // The file names the webhook no more.
      if (webhook === undefined) continue
      const call = { ...kept, secret: webhook.secret }
      this.#waiting.add(call)
      this.#queues[index]?.add(call)
    }
  }

  #indexOf({ reference }: AlertCall): number {
    const wanted = JSON.stringify(reference)
    return this.#options.webhooks.findIndex(({ address }) => JSON.stringify(address) === wanted)
  }

  #expose(registry: MetricRegistry): void {
    const gauge = registry.gauge('causeway_alerts_in_force', 'Alerts in force, by rule', {
      keeps: ['alert', 'severity'],
    })
    registry.beforeCollect(() => {
      gauge.clear()
      for (const { id, severity } of this.current()) {
        const one: Gauge = gauge.with({ alert: id, severity })
        one.set(one.value + 1)
      }
    })
  }
}

function keyOf(id: string, labels: Labels): string {
  return JSON.stringify([id, labels])
}
