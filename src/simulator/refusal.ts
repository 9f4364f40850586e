import type { JsonObject } from './json.ts'

/** An answer that is an error, as it goes on the wire. Thrown by whatever finds the fault, written in one place. */
export class Refusal extends Error {
  readonly status: number
  readonly body: JsonObject
  readonly headers: Readonly<Record<string, string>>
  /** Azure bills the prompt of a call that its content filter refused. */
  readonly billsPrompt: boolean

  constructor(
    status: number,
    body: JsonObject,
    options: { headers?: Readonly<Record<string, string>>; billsPrompt?: boolean } = {},
  ) {
    super(`refused with ${status}`)
    this.status = status
    this.body = body
    this.headers = options.headers ?? {}
    this.billsPrompt = options.billsPrompt ?? false
  }
}

/** The gate in front of the models answers in this form; `code` is a string even when it is a number. */
function gate(status: number, code: string, message: string, headers?: Record<string, string>): Refusal {
  return new Refusal(status, { error: { code, message } }, headers === undefined ? {} : { headers })
}

/** The models themselves answer in OpenAI's form. */
export function invalidRequest(code: string | null, param: string | null, message: string): Refusal {
  return new Refusal(400, { error: { message, type: 'invalid_request_error', param, code } })
}

export const REFUSALS = {
  noSuchPath: () => gate(404, '404', 'Resource not found'),
  wrongKey: () =>
    gate(
      401,
      '401',
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an ' +
        'active subscription and use a correct regional API endpoint for your resource.',
    ),
  /** Not wrapped in `error`, unlike all others: see langchain-ai/langchain#17373 for the reply as it came. */
  wrongAudience: () =>
    new Refusal(401, {
      statusCode: 401,
      message:
        'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), ' +
        'or have expired.',
    }),
  forbidden: () => gate(403, '403', 'Access denied due to Virtual Network/Firewall rules.'),
  deploymentNotFound: () =>
    gate(
      404,
      'DeploymentNotFound',
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, ' +
        'please wait a moment and try again.',
    ),
  modelRetired: (model: string) =>
    gate(410, 'ModelDeprecated', `The model '${model}' has been deprecated and is no longer available.`),
  unavailable: () =>
    gate(
      503,
      'ServiceUnavailable',
      'The service is temporarily unable to process your request. Please try again later.',
    ),
  internalError: () =>
    new Refusal(500, {
      error: {
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
        param: null,
        code: null,
      },
    }),
  highDemand: (retryAfterMs: number) =>
    gate(
      429,
      '429',
      'The system is currently experiencing high demand and cannot process your request. Your request exceeds the ' +
        `maximum usage size allowed during peak load. Please retry after ${seconds(retryAfterMs)} seconds. For improved ` +
        'capacity reliability, consider switching to Provisioned Throughput.',
      retryHeaders(retryAfterMs),
    ),
  rateLimited: (operation: string, apiVersion: string, limit: 'token' | 'call', retryAfterMs: number) =>
    gate(
      429,
      '429',
      `Requests to the ${operation} Operation under Azure OpenAI API version ${apiVersion} have exceeded ${limit} rate ` +
        `limit of your current OpenAI S0 pricing tier. Please retry after ${seconds(retryAfterMs)} seconds. Please go ` +
        'here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.',
      {
        ...retryHeaders(retryAfterMs),
        [`x-ratelimit-reset-${limit === 'token' ? 'tokens' : 'requests'}`]: String(seconds(retryAfterMs)),
      },
    ),
  provisionedFull: (operation: string, apiVersion: string, retryAfterMs: number) =>
    gate(
      429,
      '429',
      `Requests to the ${operation} Operation under Azure OpenAI API version ${apiVersion} have exceeded the capacity of ` +
        `your provisioned deployment. Please retry after ${seconds(retryAfterMs)} seconds.`,
      retryHeaders(retryAfterMs),
    ),
  operationNotSupported: (operation: string, model: string) =>
    gate(
      400,
      'OperationNotSupported',
      `The ${operation} operation does not work with the specified model, ${model}. Please choose different model and ` +
        'try again. You can learn more about which models can be used with each operation here: ' +
        'https://go.microsoft.com/fwlink/?linkid=2197993.',
    ),
  notJson: () =>
    invalidRequest(
      null,
      null,
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library " +
        'correctly. The API expects a JSON payload, but what was sent was not valid JSON.)',
    ),
  bodyTooLarge: (limitBytes: number) =>
    gate(413, '413', `Request body too large. Limit: ${limitBytes} bytes.`),
  methodNotAllowed: () => gate(405, '405', 'Method Not Allowed'),
} as const

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}

/** SDKs read `retry-after-ms` first. */
function retryHeaders(retryAfterMs: number): Record<string, string> {
  return {
    'retry-after-ms': String(Math.max(1, Math.ceil(retryAfterMs))),
    'retry-after': String(seconds(retryAfterMs)),
  }
}
