export { METRICS } from './metric-table.ts'
export { type AlertRule, SEVERITIES, type SettingInForce, type Severity } from './alert-rule.ts'
export { written } from './alert-settings.ts'
export {
  ALERT_RULES,
  type AlertChanges,
  type AlertId,
  alertRules,
  type KnownRule,
  RESOLVED_AFTER_MS,
  settledAfterMs,
} from './alert-rules.ts'
export { type Readings, readingsOf, readingsOfText } from './readings.ts'
export { type Holding, RuleWatch } from './rule-watch.ts'
export { alertsPage } from './alert-pages.ts'
export { azureWorkbook } from './azure-workbook.ts'
export { grafanaDashboards } from './grafana-dashboards.ts'
export { alertQuery } from './log-queries.ts'
export { GONE, prometheusRules, runbookOf } from './prometheus-rules.ts'
