/** What sends one call; an exporter of OpenTelemetry, or a test's. */
export interface Exporter<Data> {
  export(data: Data, done: (result: { code: number; error?: Error }) => void): void
  shutdown(): Promise<void>
}

/** Null, or why it was not taken; that never holds what a header holds. */
export function exportOnce<Data>(exporter: Exporter<Data>, data: Data): Promise<string | null> {
  return new Promise((resolve) => {
    exporter.export(data, ({ code, error }) => resolve(code === 0 ? null : reasonOf(error)))
  })
}

/** Messages of the network may hold what was sent; status and code do not. */
function reasonOf(error: Error | undefined): string {
  const code = error !== undefined && 'code' in error ? error.code : undefined
  if (typeof code === 'number') return `it answered ${code}`
  if (typeof code === 'string') return code
  return error?.message === 'Request timed out' ? 'no answer in time' : 'the call failed'
}
