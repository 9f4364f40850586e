import { ALERT_RULES, type AlertRule, RESOLVED_AFTER_MS } from './alert-rules.ts'
import { duration, promql } from './promql.ts'

/** The page that tells of each alert, from the root of the repository. */
const RUNBOOK = 'docs/alerts.md'
const GROUP = 'causeway'
const EVERY = '30s'

/** A file of rules for Prometheus, and whatever speaks its language (…/configuration/alerting_rules, read 2026-11-21). */
export function prometheusRules(): string {
  const lines = [
    '# Alerts on the gateway, for `rule_files` of Prometheus. Made by `npm run docs` from src/monitoring/alert-rules.ts.',
    'groups:',
    `  - name: ${GROUP}`,
    `    interval: ${EVERY}`,
    '    rules:',
  ]
  for (const rule of ALERT_RULES) lines.push(...ruleLines(rule))
  return `${lines.join('\n')}\n`
}

export function runbookOf({ id }: Pick<AlertRule, 'id'>): string {
  return `${RUNBOOK}#${id}`
}

function ruleLines(rule: AlertRule): readonly string[] {
  const { id, severity, says, remedy, when, forMs } = rule
  return [
    `      - alert: ${alertName(id)}`,
    '        expr: |-',
    ...promql(when)
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
