export { METRICS } from './metric-table.ts'
export {
  ALERT_IDS,
  ALERT_RULES,
  type AlertId,
  type AlertRule,
  type KnownRule,
  RESOLVED_AFTER_MS,
  settledAfterMs,
  SEVERITIES,
  type Severity,
} from './alert-rules.ts'
export { type Readings, readingsOf, readingsOfText } from './readings.ts'
export { type Holding, RuleWatch } from './rule-watch.ts'
export { alertsPage } from './alert-pages.ts'
export { azureWorkbook } from './azure-workbook.ts'
export { grafanaDashboards } from './grafana-dashboards.ts'
export { alertQuery } from './log-queries.ts'
export { GONE, prometheusRules, runbookOf } from './prometheus-rules.ts'
