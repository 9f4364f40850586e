import type { z } from 'zod'

import type { Plan } from '../workload/index.ts'
import type { alert as alertSchema, incident as incidentSchema } from './api/overview.ts'
import { filledIn, remedyInConsole } from './console-remedy.ts'
import { askGateway } from './gateway-control.ts'
import type { ApiPorts, AuditRecord } from './ports.ts'

export type Incident = z.output<typeof incidentSchema>
export type Alert = z.output<typeof alertSchema>

/** More of one kind than anybody reads. */
const MAX_SHOWN = 500
/** What of the audit log is looked through for what operators did. */
const MAX_AUDIT_ENTRIES = 1_000

export interface Told {
  readonly incidents: readonly Incident[]
  readonly alerts: readonly Alert[]
}

/** As the gateway tells it. */
export type AlertInForce = Omit<Alert, 'remedyInConsole'>
interface ToldByGateway {
  readonly incidents: readonly Omit<Incident, 'remedyInConsole'>[]
  readonly alerts: readonly AlertInForce[]
}

/** What went wrong, as the gateway saw it, and what regions and operators have to do with it; newest first. */
export async function incidentsSince(ports: ApiPorts, sinceMs: number): Promise<Told> {
  const [told, audit] = await Promise.all([
    askGateway<ToldByGateway>(ports, 'GET', '/incidents'),
    ports.audit.read(Infinity, MAX_AUDIT_ENTRIES),
  ])
  const own = told.incidents.map((one) => ({ ...one, remedyInConsole: inConsole(one) }))
  const all = [...own, ...regionIncidents(own, ports.design().plan), ...audit.flatMap(operatorIncident)]
  const incidents = all
    .filter(({ fromMs, untilMs }) => fromMs >= sinceMs || (untilMs ?? Infinity) >= sinceMs)
    .sort((a, b) => b.fromMs - a.fromMs)
    .slice(0, MAX_SHOWN)
  return { incidents, alerts: told.alerts.map(shownAlert) }
}

export function shownAlert(alert: AlertInForce): Alert {
  return { ...alert, remedyInConsole: remedyInConsole(alert.id, alert.labels) }
}

function inConsole({ kind, about, labels, remedy }: ToldByGateway['incidents'][number]): string | null {
  if (remedy === null) return null
  return kind === 'deployment'
    ? filledIn('[The deployment](/models?deployment={deployment}) says why.', labels)
    : remedyInConsole(about ?? '', labels)
}

interface Span {
  readonly fromMs: number
  /** Infinity while it lasts. */
  readonly untilMs: number
}

/** A region is out while all its deployments are. */
export function regionIncidents(
  incidents: readonly Incident[],
  { deployments, accounts }: Pick<Plan, 'deployments' | 'accounts'>,
): readonly Incident[] {
  const byRegion = Map.groupBy(
    [...deployments.values()],
    ({ account }) => accounts.get(account)?.region ?? '',
  )
  return [...byRegion].flatMap(([region, own]) => {
    if (region === '') return []
    const spans = own.map(({ id }) =>
      incidents
        .filter(({ kind, about }) => kind === 'deployment' && about === id)
        .map(({ fromMs, untilMs }): Span => ({ fromMs, untilMs: untilMs ?? Infinity })),
    )
    return spans.reduce(common).map(({ fromMs, untilMs }) => ({
      id: `region ${region} ${fromMs}`,
      kind: 'region' as const,
      severity: 'critical' as const,
      title: `The region ${region} is out`,
      detail: `None of its ${own.length} deployments took requests.`,
      about: region,
      labels: { region },
      fromMs,
      untilMs: untilMs === Infinity ? null : untilMs,
      remedy:
        'Look at the health of Azure in that region; requests go elsewhere where the workload has another.',
      remedyInConsole: null,
    }))
  })
}

function common(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const fromMs = Math.max(one.fromMs, other.fromMs)
      const untilMs = Math.min(one.untilMs, other.untilMs)
      return fromMs < untilMs ? [{ fromMs, untilMs }] : []
    }),
  )
}

/** What of the audit log bears on traffic; who signed in and which keys were made does not. */
const TOLD: Readonly<Record<string, string>> = {
  'deployments.drain': 'drained',
  'deployments.undrain': 'put back',
  'limits.raise': 'raised',
  reload: 'loaded the workload file again',
  'simulator.break': 'broke the simulator',
  'simulator.mend': 'mended the simulator',
}

function operatorIncident({ atMs, who, what, why, details }: AuditRecord): readonly Incident[] {
  const did = TOLD[what]
  if (did === undefined) return []
  const about = details['id'] ?? details['limit'] ?? null
  const shown = about === null ? null : String(about)
  return [
    {
      id: `operator ${atMs} ${what}`,
      kind: 'operator',
      severity: 'info',
      title: shown === null ? `${who} ${did}` : `${who} ${did}: ${shown}`,
      detail: why ?? '',
      about: shown,
      labels: labelsOf(what, shown),
      fromMs: atMs,
      untilMs: atMs,
      remedy: null,
      remedyInConsole: null,
    },
  ]
}

function labelsOf(what: string, about: string | null): Incident['labels'] {
  if (about === null) return {}
  if (what.startsWith('deployments.')) return { deployment: about }
  return what === 'limits.raise' ? { limit: about } : {}
}
