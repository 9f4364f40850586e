import type { AlertRule } from './alert-rule.ts'
import { ALERT_RULES, RESOLVED_AFTER_MS } from './alert-rules.ts'
import { duration, promql } from './promql.ts'

/** The page that tells of each alert, from the root of the repository. */
const RUNBOOK = 'docs/alerts.md'
const GROUP = 'causeway'
const EVERY = '30s'

type PrintedRule = Omit<AlertRule, 'when' | 'because' | 'inConsole' | 'settings'> & {
  readonly expression: string
}

/**
 * What no program can tell of itself: none of a workload is scraped any more, whether its targets are down or left. For
 * six hours, in which one that was taken down for good is silenced or forgotten.
 */
export const GONE: PrintedRule = {
  id: 'gateway-gone',
  severity: 'critical',
  says: 'No gateway of the workload tells of itself any more.',
  remedy:
    'See whether it runs (`systemctl status causeway`, `kubectl get pods`, `az containerapp replica list`) and what its log says last; then whether Prometheus reaches its `/metrics`.',
  expression: [
    'count by (job) (max_over_time(causeway_objective_ratio{objective="availability"}[6h]))',
    'unless on (job)',
    'causeway_objective_ratio{objective="availability"}',
  ].join('\n'),
  forMs: 180_000,
}

/** A file of rules for Prometheus, and whatever speaks its language (…/configuration/alerting_rules, read 2026-11-21). */
export function prometheusRules(rules: readonly AlertRule[] = ALERT_RULES): string {
  const lines = [
    '# Alerts on the gateway, for `rule_files` of Prometheus; `causeway alerts --format prometheus` makes it of a workload file.',
    'groups:',
    `  - name: ${GROUP}`,
    `    interval: ${EVERY}`,
    '    rules:',
  ]
  for (const rule of rules) lines.push(...ruleLines({ ...rule, expression: promql(rule.when) }))
  lines.push(...ruleLines(GONE))
  return `${lines.join('\n')}\n`
}

export function runbookOf({ id }: Pick<AlertRule, 'id'>): string {
  return `${RUNBOOK}#${id}`
}

function ruleLines(rule: PrintedRule): readonly string[] {
  const { id, severity, says, remedy, expression, forMs } = rule
  return [
    `      - alert: ${alertName(id)}`,
    '        expr: |-',
    ...expression
      .split('\n')
      .map((line) => (line === '' ? '' : `          ${line}`))
      .filter((line) => line !== ''),
    ...(forMs === 0 ? [] : [`        for: ${duration(forMs)}`]),
    `        keep_firing_for: ${duration(RESOLVED_AFTER_MS)}`,
    `        labels: { severity: ${severity}, alert_id: ${id} }`,
    '        annotations:',
    `          summary: ${quoted(says)}`,
    `          description: ${quoted(remedy)}`,
    `          runbook: ${quoted(runbookOf(rule))}`,
  ]
}

/** Prometheus' own convention. */
export function alertName(id: string): string {
  return `Causeway${id.replaceAll(/(?:^|-)([a-z])/g, (_, first: string) => first.toUpperCase())}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
