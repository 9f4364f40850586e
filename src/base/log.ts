/**
 * What the parts may say to the operator. One JSON line each; the adapter (pino) is in `src/telemetry`.
 * Never hand it prompt text, completions, keys or tokens.
 */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
