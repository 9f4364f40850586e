export { type BudgetNotice, BudgetWebhooks, type BudgetWebhooksOptions } from './budget-webhooks.ts'
export { NoticeFile } from './notice-file.ts'
export { type LogLevel, type PinoLog, pinoLog, type PinoLogOptions } from './log.ts'
export { type OtlpMetrics, type OtlpMetricsOptions, startOtlpMetrics } from './otlp-metrics.ts'
