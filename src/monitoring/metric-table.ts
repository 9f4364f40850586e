import type { MetricType } from '../base/index.ts'

/**
 * Every metric of the program by name, with its type and labels, so that an alert or a panel names what there is: a
 * metric that goes, or loses a label, is an error where it is used. `metric-table.test.ts` holds it to the code.
 */
export const METRICS = {
  causeway_requests_total: metric('counter', 'model', 'operation', 'outcome'),
  causeway_request_seconds: metric('histogram', 'model'),
  causeway_overhead_seconds: metric('histogram'),
  causeway_exchanges_in_flight: metric('gauge'),
  causeway_attempts_total: metric('counter', 'deployment', 'outcome'),
  causeway_attempts_throttled_total: metric('counter', 'deployment'),
  causeway_first_token_seconds: metric('histogram', 'deployment'),
  causeway_in_flight: metric('gauge', 'deployment'),
  causeway_deployment_available: metric('gauge', 'deployment'),
  causeway_breaker_state: metric('gauge', 'deployment'),
  causeway_ptu_utilization_ratio: metric('gauge', 'deployment'),
  causeway_tokens_total: metric('counter', 'deployment', 'model', 'class'),
  causeway_consumer_tokens_total: metric('counter', 'consumer', 'model', 'deployment', 'region', 'class'),
  causeway_cost_nano_usd_total: metric('counter', 'deployment', 'model'),
  causeway_consumer_cost_nano_usd_total: metric('counter', 'consumer', 'model', 'deployment', 'region'),
  causeway_unpriced_tokens_total: metric('counter', 'deployment', 'model'),
  causeway_model_version_drift_total: metric('counter', 'deployment'),
  causeway_prompt_tokens_estimated_total: metric('counter', 'model'),
  causeway_prompt_tokens_measured_total: metric('counter', 'model'),
  causeway_queue_waiting: metric('gauge', 'class'),
  causeway_queue_seconds: metric('histogram', 'model'),
  causeway_queue_refusals_total: metric('counter', 'model'),
  causeway_batches: metric('gauge', 'status'),
  causeway_batches_ended_total: metric('counter', 'status'),
  causeway_batch_lines_total: metric('counter', 'outcome'),
  causeway_batch_lines_in_flight: metric('gauge'),
  causeway_stored_file_bytes: metric('gauge'),
  causeway_limit_refusals_total: metric('counter', 'limit'),
  causeway_limit_shadow_refusals_total: metric('counter', 'limit'),
  causeway_limit_used_ratio: metric('gauge', 'limit'),
  causeway_request_body_bytes_held: metric('gauge'),
  causeway_journal_buffered_records: metric('gauge'),
  causeway_unrecorded_refusals_total: metric('counter'),
  causeway_ledger_database_up: metric('gauge'),
  causeway_ledger_backlog_bytes: metric('gauge'),
  causeway_ledger_projected_records_total: metric('counter'),
  causeway_shared_counters_up: metric('gauge'),
  causeway_shared_counters_since_seconds: metric('gauge'),
  causeway_shared_counters_replicas: metric('gauge'),
  causeway_shared_counters_unsent: metric('gauge'),
  causeway_shared_counters_falls_total: metric('counter'),
  causeway_shared_counters_losses_total: metric('counter'),
  causeway_shared_counters_round_trip_seconds: metric('gauge'),
  causeway_metric_series_dropped_total: metric('counter', 'metric'),
  causeway_otlp_pushes_total: metric('counter', 'exporter', 'outcome'),
  causeway_workers: metric('gauge'),
  causeway_worker_restarts_total: metric('counter', 'worker'),
  process_start_time_seconds: metric('gauge'),
  gen_ai_client_token_usage: metric(
    'histogram',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
    'gen_ai_token_type',
  ),
  gen_ai_client_operation_duration_seconds: metric(
    'histogram',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
    'error_type',
  ),
  causeway_traces_total: metric('counter', 'reason'),
  causeway_kept_texts_total: metric('counter', 'outcome'),
  causeway_telemetry_exported_total: metric('counter', 'signal', 'exporter', 'outcome'),
  gen_ai_client_operation_time_to_first_chunk_seconds: metric(
    'histogram',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
  ),
  gen_ai_server_time_to_first_token_seconds: metric(
    'histogram',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
  ),
  gen_ai_server_time_per_output_token_seconds: metric(
    'histogram',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
  ),
  causeway_objective_ratio: metric('gauge', 'objective'),
  causeway_first_tokens_late_total: metric('counter', 'deployment'),
  causeway_certificate_end_timestamp_seconds: metric('gauge'),
  causeway_consumer_keys_end_timestamp_seconds: metric('gauge', 'consumer'),
  causeway_model_retirement_timestamp_seconds: metric('gauge', 'deployment', 'model'),
  causeway_alerts_in_force: metric('gauge', 'alert', 'severity'),
  causeway_alert_notices_total: metric('counter', 'outcome'),
} as const

export type MetricName = keyof typeof METRICS
export type NameOf<Type extends MetricType> = {
  [Name in MetricName]: (typeof METRICS)[Name]['type'] extends Type ? Name : never
}[MetricName]
export type LabelOf<Name extends MetricName> = (typeof METRICS)[Name]['labels'][number]

interface Described<Type extends MetricType, Labels extends readonly string[]> {
  readonly type: Type
  readonly labels: Labels
}

function metric<Type extends MetricType, const Labels extends readonly string[]>(
  type: Type,
  ...labels: Labels
): Described<Type, Labels> {
  return { type, labels }
}
