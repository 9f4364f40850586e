import pino from 'pino'
import { type Clock, describeError, type Log } from '../base/index.ts'

/**
 * The operator's log on pino: one JSON line for each call, collected in memory and written in pieces, so that a line
 * on the path of a request costs no system call.
 */
export interface PinoLogOptions {
  readonly level: LogLevel
  readonly clock: Clock
  /** Path of a file, number of an open file (1 is stdout), or a stream, which is written to at once. Stdout if absent. */
  readonly destination?: string | number | { write(line: string): unknown }
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface PinoLog extends Log {
  /** Whole lines that another process logged, as they are. */
  forward(lines: Buffer): void
  /** From the next line on. */
  setLevel(level: LogLevel): void
  /** Resolves when all that was logged so far is with the operating system. */
  flush(): Promise<void>
}

/** Lines wait in memory until so many bytes are together ... */
const BUFFER_BYTES = 65_536
/** ... or so much time has passed. */
const FLUSH_INTERVAL_MS = 1_000
/** More than this waiting for a slow disk or reader is dropped, so that a stuck log cannot eat the memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

/**
 * Nobody may hand these to the log. Should it happen all the same, the value does not get out: at the top of a line
 * and one level down (`headers`).
 */
const SECRET_FIELDS = [
  'authorization',
  'Authorization',
  '["api-key"]',
  'apiKey',
  'api_key',
  'cookie',
  'key',
  'password',
  'secret',
  'token',
]
const HELD_BY = ['headers', 'request', 'options']

export function pinoLog(options: PinoLogOptions): PinoLog {
  const { clock, level, destination = 1 } = options
  const buffered = typeof destination === 'object' ? null : bufferedDestination(destination)
  const time = isoTimes(clock)
  const lines = buffered === null ? (destination as { write(line: string): unknown }) : linesInto(buffered)
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${time()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError, err: describeError },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, ...HELD_BY.map((holder) => join(holder, field))]),
        censor: '[redacted]',
      },
    },
    lines,
  )
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => {
      if (!isPlain(fields)) logger.info(fields, message)
      else if (logger.isLevelEnabled('info')) lines.write(plainLine(time(), fields, message))
    },
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    forward: (bytes) => {
      if (buffered === null) lines.write(bytes.toString())
      else bytesInto(buffered)(bytes)
    },
    setLevel: (next) => {
      logger.level = next
    },
    flush: () =>
      new Promise((resolve, reject) => {
        if (buffered === null) resolve()
        else
          buffered.flush((error) =>
            error === undefined || error === null || isPipe(error) ? resolve() : reject(error),
          )
      }),
  }
}

const SECRET_NAMES = new Set(SECRET_FIELDS.map((field) => field.replace(/^\["(.*)"\]$/, '$1')))

/** Whether what stands under this name is never shown. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.has(name)
}

/** Nothing in it but words and numbers under harmless names: it needs no looking through, which costs most of a line. */
function isPlain(fields: object): boolean {
  for (const name in fields) {
    if (SECRET_NAMES.has(name)) return false
    const value: unknown = fields[name as keyof typeof fields]
    if ((typeof value === 'object' && value !== null) || typeof value === 'bigint') return false
  }
  return true
}

/** As pino would write it; there is one for every exchange, and pino takes seven times as long. */
function plainLine(time: string, fields: object, message: string): string {
  const rest = JSON.stringify(fields).slice(1, -1)
  return `{"level":"info","time":"${time}"${rest === '' ? '' : `,${rest}`},"message":${JSON.stringify(message)}}\n`
}

/** Many lines are of one millisecond. */
function isoTimes(clock: Clock): () => string {
  let lastMs = Number.NaN
  let text = ''
  return () => {
    const nowMs = clock.nowMs()
    if (nowMs !== lastMs) {
      lastMs = nowMs
      text = new Date(nowMs).toISOString()
    }
    return text
  }
}

/** The flush ends with a sync, which pipes and terminals do not know; what was written to them is on its way. */
function isPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')
}

/**
 * Lines go to the buffer as bytes: one that takes text asks for the length in bytes of all that waits at each line, for
 * which the engine copies the waiting text each time (sonic-boom 4, `write`).
 */
function linesInto(buffered: ReturnType<typeof pino.destination>): { write(line: string): unknown } {
  const take = bytesInto(buffered)
  return { write: (line) => take(Buffer.from(line)) }
}

function bytesInto(buffered: ReturnType<typeof pino.destination>): (bytes: Uint8Array) => boolean {
  return buffered.write.bind(buffered) as (bytes: Uint8Array | string) => boolean
}

/** Pino itself writes out what waits here when the process exits, whether by its end, by `exit` or by a throw. */
function bufferedDestination(destination: string | number): ReturnType<typeof pino.destination> {
  return pino.destination({
    dest: destination,
    contentMode: 'buffer',
    sync: false,
    minLength: BUFFER_BYTES,
    maxWrite: 2 * BUFFER_BYTES,
    maxLength: MAX_WAITING_BYTES,
    periodicFlush: FLUSH_INTERVAL_MS,
  })
}

function join(holder: string, field: string): string {
  return field.startsWith('[') ? `${holder}${field}` : `${holder}.${field}`
}
