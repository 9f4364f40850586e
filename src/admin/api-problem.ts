/** Why a call could not be done: thrown by handlers, and made an answer in one place (`api-server.ts`). */
const STATUS = {
  bad_request: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ApiProblemCode = keyof typeof STATUS

export class ApiProblem extends Error {
  readonly code: ApiProblemCode
  /** What to do next, where that is known. */
  readonly remedy: string | null

  constructor(
    code: ApiProblemCode,
    message: string,
    remedy: string | null = null,
    options: { cause?: unknown } = {},
  ) {
    super(message, options)
    this.name = 'ApiProblem'
    this.code = code
    this.remedy = remedy
  }

  get status(): number {
    return STATUS[this.code]
  }
}
