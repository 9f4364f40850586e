/**
 * Every way in which Causeway refuses or fails an exchange, in one table: the code that clients, logs, metrics and the
 * ledger share; the HTTP status; the `type` that OpenAI's clients know; whether trying again later can help; and what
 * the reader should do. Codes last: they are never renamed and never reused.
 */
interface Row {
  readonly status: number
  readonly type:
    | 'invalid_request_error'
    | 'authentication_error'
    | 'permission_error'
    | 'rate_limit_error'
    | 'server_error'
  readonly retryable: boolean
  readonly message: string
  /** For the client. */
  readonly remedy: string
  /** For who looks at the exchange in the console, where that is another; links as in Markdown, to below `/console`. */
  readonly inConsole?: string
}

export const FAILURES = {
  malformed_json: row(
    400,
    'invalid_request_error',
    false,
    'The body is not valid JSON',
    'Send one JSON object, encoded as UTF-8.',
  ),
  invalid_field: row(
    400,
    'invalid_request_error',
    false,
    'A field has the wrong type or value',
    'Correct the field that the message names.',
  ),
  missing_model: row(
    400,
    'invalid_request_error',
    false,
    'The request names no model',
    'Set "model" to one of the names that GET /v1/models lists.',
  ),
  malformed_request: row(
    400,
    'invalid_request_error',
    false,
    'The HTTP request is malformed',
    'Use a standard HTTP/1.1 client.',
  ),
  missing_key: row(
    401,
    'authentication_error',
    false,
    'The request carries no key',
    'Send "Authorization: Bearer <key>" or "api-key: <key>".',
  ),
  unknown_key: row(
    401,
    'authentication_error',
    false,
    'The key is not known, or was revoked',
    'Ask the operator for a key: causeway keys create.',
  ),
  model_not_allowed: row(
    403,
    'permission_error',
    false,
    'This consumer may not use this model',
    'Use a model that GET /v1/models lists, or ask the operator to allow this one in the workload file.',
    'Have the client ask for a model that its consumer may use, or allow it this one in the workload file.',
  ),
  id_not_owned: row(
    404,
    'invalid_request_error',
    false,
    'No response, file or batch with this id belongs to this consumer',
    'Use the id exactly as the gateway returned it, with a key of the same consumer.',
  ),
  unknown_path: row(
    404,
    'invalid_request_error',
    false,
    'The gateway does not serve this path',
    'See docs/api.md for the paths.',
  ),
  unknown_model: row(
    404,
    'invalid_request_error',
    false,
    'There is no such model',
    'Use a model that GET /v1/models lists.',
    'Have the client ask for one of [the models](/models), or add this one to the workload file.',
  ),
  unsupported_operation: row(
    404,
    'invalid_request_error',
    false,
    'No deployment of this model offers this operation',
    'Use an operation that suits the task of the model.',
  ),
  method_not_allowed: row(
    405,
    'invalid_request_error',
    false,
    'The path does not take this method',
    'See docs/api.md for the methods.',
  ),
  body_timeout: row(
    408,
    'invalid_request_error',
    true,
    'The request took too long to arrive',
    'Send the whole request within gateway.deadlines.request.',
  ),
  body_too_large: row(
    413,
    'invalid_request_error',
    false,
    'The body is larger than the gateway takes',
    'Send less, or raise gateway.body_limit in the workload file.',
  ),
  file_too_large: row(
    413,
    'invalid_request_error',
    false,
    'The file is larger than the gateway takes',
    'Send less, or raise gateway.batch.file_limit in the workload file.',
  ),
  file_quota_exceeded: row(
    403,
    'permission_error',
    false,
    'There is no room for another file',
    'Delete files, or ask the operator to raise the setting that the message names.',
  ),
  too_many_batches: row(
    429,
    'rate_limit_error',
    true,
    'This consumer has as many batches under way as it may',
    'Wait for one of them to end, cancel one, or ask the operator to raise gateway.batch.batches_per_consumer.',
  ),
  headers_too_large: row(
    431,
    'invalid_request_error',
    false,
    'The headers are larger than the gateway takes',
    'Send fewer or shorter headers.',
  ),
  state_saturated: row(
    429,
    'rate_limit_error',
    true,
    'The account that holds this response is saturated',
    'Try again after Retry-After; the state cannot be served from elsewhere.',
  ),
  deployments_saturated: row(
    429,
    'rate_limit_error',
    true,
    'Every deployment that may serve this model is saturated',
    'Try again after Retry-After, or add capacity.',
  ),
  rate_limit_exceeded: row(
    429,
    'rate_limit_error',
    true,
    'A rate limit of the workload file is reached',
    'Try again after Retry-After. The message names the limit, and the consumer, model or deployment that it binds.',
  ),
  token_quota_exceeded: row(
    403,
    'permission_error',
    false,
    'A token quota of the workload file is used up',
    'Wait until its window ends, or ask the operator to raise the quota that the message names.',
    'Wait until its window ends, or have an owner raise the quota for a while.',
  ),
  budget_exhausted: row(
    403,
    'permission_error',
    false,
    'A budget of the workload file is used up',
    'Wait until its window ends, or ask the operator to raise the budget that the message names.',
    'Wait until its window ends, or have an owner raise the budget for a while.',
  ),
  too_many_in_flight: row(
    503,
    'server_error',
    true,
    'The gateway holds as many requests as it may',
    'Try again after Retry-After, or add a replica.',
  ),
  cannot_identify: row(
    503,
    'server_error',
    true,
    'The gateway cannot tell now whose key this is',
    'Try again after Retry-After.',
  ),
  no_candidate: row(
    503,
    'server_error',
    true,
    'No deployment may serve this request',
    'See causeway explain with the request id.',
    'Why each deployment was left out stands below.',
  ),
  deployments_failed: row(
    503,
    'server_error',
    true,
    'Every deployment that may serve this model failed',
    'Try again after Retry-After; see causeway explain with the request id.',
    'What each attempt met stands below; [Models](/models) shows how deployments do now.',
  ),
  draining: row(
    503,
    'server_error',
    true,
    'This replica is shutting down',
    'Send the request again; a balancer routes it to another replica.',
  ),
  ledger_unavailable: row(
    503,
    'server_error',
    true,
    'The ledger cannot be written, so no new work is taken',
    'The operator finds the reason on /readyz.',
  ),
  upstream_cut: row(
    502,
    'server_error',
    true,
    'The answer broke off before its end',
    'Send the request again.',
  ),
  deadline_exceeded: row(
    504,
    'server_error',
    true,
    'The answer did not come within its deadline',
    'Send the request again, ask for less, or raise gateway.deadlines.',
  ),
  client_closed: row(
    499,
    'invalid_request_error',
    false,
    'The client closed the connection before the end',
    'Nothing to do at the gateway.',
  ),
  internal: row(
    500,
    'server_error',
    true,
    'The gateway met a fault of its own',
    'Report it with the request id; the log has the stack.',
  ),
} as const satisfies Record<string, Row>

export type FailureCode = keyof typeof FAILURES

function row(
  status: number,
  type: Row['type'],
  retryable: boolean,
  message: string,
  remedy: string,
  inConsole?: string,
): Row {
  return { status, type, retryable, message, remedy, ...(inConsole === undefined ? {} : { inConsole }) }
}

/** Thrown or returned where an exchange ends without an answer; one place (`gateway/pipeline.ts`) turns it into one. */
export class Failure extends Error {
  readonly code: FailureCode
  /** What this very case adds to the table's message, such as the name of the field. */
  readonly detail: string | null
  /** The field of the request that is wrong, for `error.param`. */
  readonly param: string | null
  /** When trying again may help, for Retry-After; null where it is not known. */
  readonly retryAfterMs: number | null

  constructor(
    code: FailureCode,
    more: { detail?: string; param?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(more.detail === undefined ? FAILURES[code].message : `${FAILURES[code].message}: ${more.detail}`, {
      cause: more.cause,
    })
    this.name = 'Failure'
    this.code = code
    this.detail = more.detail ?? null
    this.param = more.param ?? null
    this.retryAfterMs = more.retryAfterMs ?? null
  }

  get status(): number {
    return FAILURES[this.code].status
  }
}
