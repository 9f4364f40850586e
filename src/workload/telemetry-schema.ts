import * as z from 'zod'
import { SEVERITIES } from '../monitoring/index.ts'
import { alertChanges } from './alert-changes-schema.ts'
import { bytes, choice, duration, retention, secret, value, whole } from './scalars.ts'
import { signIn } from './storage-schema.ts'

/** The part of the workload file that says what is told of the running gateway, and to whom. */
const metrics = z.strictObject({
  max_series: whole(100, 1_000_000)
    .prefault(10_000)
    .describe(
      'Most series of one metric. What is beyond is counted under `other`, and `causeway_metric_series_dropped_total` says so.',
    ),
  max_consumers: whole(1, 100_000)
    .prefault(2_000)
    .describe('Most consumers with series of their own; those beyond share the consumer `other`.'),
  consumer_depth: whole(1, 6)
    .prefault(6)
    .describe(
      'How many segments of a consumer’s path its label keeps: with 2, all below /contoso/claims count as /contoso/claims.',
    ),
})

/** RFC 9110, section 5.1. */
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/, { error: 'is not the name of a header' })

const otlp = z.strictObject({
  endpoint: value()
    .optional()
    .describe(
      'Base URL of the collector, in the file or as a reference; over HTTP `/v1/metrics`, `/v1/traces` and `/v1/logs` are added. When left out, what `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT` (or `_TRACES_`, `_LOGS_`) or `OTEL_EXPORTER_OTLP_ENDPOINT` say, in the end `http://localhost:4318`, or `:4317` for gRPC.',
    ),
  headers: z
    .record(headerName, secret())
    .prefault({})
    .describe('Headers of each call, by reference, because they hold keys.'),
  protocol: choice(['http/protobuf', 'grpc'], 'a protocol of OTLP')
    .optional()
    .describe(
      '`http/protobuf` or `grpc`. When left out, what `OTEL_EXPORTER_OTLP_PROTOCOL` says, in the end `http/protobuf`.',
    ),
  interval: duration()
    .optional()
    .describe(
      'Between two pushes of metrics, at least a second. When left out, what `OTEL_METRIC_EXPORT_INTERVAL` says, in the end 60s.',
    ),
})

const ratio = { error: 'must be a number from 0 to 1' }

const traces = z.strictObject({
  sample_ratio: z
    .number(ratio)
    .min(0, ratio)
    .max(1, ratio)
    .prefault(0.01)
    .describe(
      'Share of exchanges that is kept whatever becomes of them, chosen by their trace id, the same way on every replica.',
    ),
  slow: duration().prefault('30s').describe('Exchanges that take longer are kept, too.'),
  kept_per_second: whole(0, 10_000)
    .prefault(100)
    .describe(
      'Most exchanges in a second that are kept for another reason than `sample_ratio`: those that failed or failed over, slow ones, and those that a caller asks for. Of each process.',
    ),
  callers_decide: z
    .boolean({ error: 'must be true or false' })
    .prefault(true)
    .describe(
      'Whether the `sampled` flag of a caller’s `traceparent` goes before `sample_ratio`. Its trace id is taken over either way.',
    ),
  link: z
    .string()
    .max(2_048, { error: 'is longer than 2048 characters' })
    .optional()
    .describe(
      'Where a trace is looked at, for the console: an address with `{trace_id}` in it, such as `https://jaeger.example.com/trace/{trace_id}`.',
    ),
})

const MAX_WEBHOOKS = 10

const alertWebhook = z.strictObject({
  url: value().describe(
    'Address that is called: `https://...`, or a reference where the address holds a key.',
  ),
  secret: secret()
    .optional()
    .describe('Signs each call, as standardwebhooks.com has it. No signature when left out.'),
  severity: choice(SEVERITIES, 'a severity')
    .prefault('info')
    .describe('The least that it is told of; all when left out.'),
})

const alerts = z.strictObject({
  webhooks: z
    .array(alertWebhook)
    .max(MAX_WEBHOOKS, { error: `has more than ${MAX_WEBHOOKS} entries` })
    .prefault([])
    .describe('Who is told of alerts by the program itself. See docs/alerts.md.'),
  rules: alertChanges
    .prefault({})
    .describe(
      'What is changed of single alerts, by their names: `off: true` with `because`, `severity`, `for`, and the thresholds that docs/alerts.md has under each.',
    ),
})

const logs = z.strictObject({
  level: choice(['debug', 'info', 'warn', 'error'], 'a level')
    .prefault('info')
    .describe('The least severity that is sent.'),
})

const azureMonitor = z.strictObject({
  connection_string: secret().describe(
    'Connection string of the Application Insights resource, by reference.',
  ),
  auth: signIn
    .optional()
    .describe(
      'Sign in with a Microsoft Entra token, too, which a resource with `DisableLocalAuth` asks for; the identity needs the role Monitoring Metrics Publisher.',
    ),
  interval: duration().prefault('60s').describe('Between two pushes of metrics, at least a second.'),
})

const yesOrNo = { error: 'must be true or false' }
const MAX_MASKS = 50

const mask = z
  .string()
  .min(3, { error: 'is shorter than 3 characters' })
  .max(128, { error: 'is longer than 128 characters' })
  .regex(/^[^*]*(?:\*[^*]*)?$/, { error: 'is not a mask: it has more than one *' })
  .regex(/[^*#@\s]/, { error: 'is not a mask: it has no character of its own' })

/** Of a consumer. */
export const capture = z.strictObject({
  prompts: z.boolean(yesOrNo).prefault(false).describe('Tell what was asked.'),
  answers: z.boolean(yesOrNo).prefault(false).describe('Tell what was answered.'),
  most: bytes()
    .prefault('4KB')
    .describe('Most text of a prompt, and of an answer, that is told, at most 64KB.'),
  keep: retention()
    .optional()
    .describe(
      'How long the ledger keeps that text, for operators to read in the console, at most 90d. Not there at all when left out.',
    ),
  redact: z
    .array(mask)
    .max(MAX_MASKS, { error: `has more than ${MAX_MASKS} entries` })
    .prefault([])
    .describe(
      'What is taken out beside mail addresses, card numbers, keys and passwords: text in which `#` is a digit, `@` a letter and `*`, once, up to 64 letters, digits, hyphens and underscores, such as `KD-########`.',
    ),
})

export const telemetry = z.strictObject({
  alerts: alerts
    .nullable()
    .transform((written) => written ?? alerts.parse({}))
    .prefault({})
    .describe('What operators are told of without asking.'),
  metrics: metrics.prefault({}).describe('How finely metrics are told apart.'),
  traces: traces
    .nullable()
    .transform((written) => written ?? traces.parse({}))
    .optional()
    .describe(
      'Trace exchanges, and send the spans where `otlp` and `azure_monitor` say. Not done when left out. See docs/telemetry.md.',
    ),
  logs: logs
    .nullable()
    .transform((written) => written ?? logs.parse({}))
    .optional()
    .describe(
      'Send the log’s lines where `otlp` and `azure_monitor` say; of exchanges those whose trace is kept, and never a prompt. Not done when left out.',
    ),
  azure_monitor: azureMonitor
    .optional()
    .describe(
      'Application Insights: metrics are pushed to it, and traces and logs sent where there are any. Not done when left out.',
    ),
  otlp: otlp
    .nullable()
    .transform((written) => written ?? otlp.parse({}))
    .optional()
    .describe(
      'An OpenTelemetry collector: metrics are pushed to it, and traces and logs sent where there are any. Not done when left out.',
    ),
})
