const MAX_CAUSES = 5

/** An error as the log shows it. */
export interface DescribedError {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly stack: string | undefined
  readonly cause?: unknown
}

/**
 * Only what is known to be harmless: errors of HTTP clients carry the whole request, credentials among it, as fields
 * of their own. What is no error is given back as it is.
 */
export function describeError(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return thrown
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}
  const cause =
    thrown.cause === undefined || depth === MAX_CAUSES
      ? {}
      : { cause: describeError(thrown.cause, depth + 1) }
  return {
    type: thrown.name,
    message: thrown.message,
    ...code,
    stack: thrown.stack,
    ...cause,
  } satisfies DescribedError
}
