export { METRICS, type MetricName } from './metric-table.ts'
export {
  type Condition,
  countedIn,
  OBJECTIVE_NAMES,
  type ObjectiveName,
  type Selection,
  type Windows,
} from './conditions.ts'
export {
  ALERT_IDS,
  ALERT_RULES,
  type AlertId,
  type AlertRule,
  RESOLVED_AFTER_MS,
  SEVERITIES,
  type Severity,
} from './alert-rules.ts'
export { alertsPage } from './alert-pages.ts'
export { prometheusRules, runbookOf } from './prometheus-rules.ts'
