import { connect, type Socket } from 'node:net'

/**
 * Holds many slow streams open, as a program of its own so that it can be pinned and its time told apart. Bare sockets:
 * an HTTP client would cost more than the proxy that is measured. Ends when its parent does.
 */
export interface HoldRequest {
  readonly port: number
  /** A whole HTTP request, sent on each connection. */
  readonly request: string
  readonly streams: number
  /** How many are opened each second. */
  readonly openedPerSecond: number
}

export interface HoldCounts {
  /** Streams on which an event has come, and that still stand. */
  readonly open: number
  readonly events: number
  /** Connections that failed or ended, which slow streams never do by themselves. */
  readonly lost: number
  /** The first bytes of the first answer that was no stream; null when all were. */
  readonly refusal: string | null
}

export type HoldMessage = { readonly kind: 'hold'; readonly hold: HoldRequest } | { readonly kind: 'count' }

const EVENT_MARK = Buffer.from('data: {')
const OPENING_STEP_MS = 20

export function countEvents(bytes: Buffer): number {
  let events = 0
  for (let at = bytes.indexOf(EVENT_MARK); at !== -1; at = bytes.indexOf(EVENT_MARK, at + EVENT_MARK.length))
    events += 1
  return events
}

function main(): void {
  let open = 0
  let events = 0
  let lost = 0
  let refusal: string | null = null

  const openOne = (port: number, request: string): void => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let hasEvents = false
    socket.once('connect', () => socket.write(request))
    socket.on('data', (bytes) => {
      const found = countEvents(bytes)
      events += found
      if (!hasEvents && found > 0) {
        hasEvents = true
        open += 1
      } else if (!hasEvents && refusal === null && !bytes.includes(' 200 ')) {
        refusal = bytes.subarray(0, 300).toString()
      }
    })
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      lost += 1
      if (hasEvents) open -= 1
    })
  }

  const hold = ({ port, request, streams, openedPerSecond }: HoldRequest): void => {
    let opened = 0
    const perStep = Math.max(1, Math.round((openedPerSecond * OPENING_STEP_MS) / 1000))
    const timer = setInterval(() => {
      for (let i = 0; i < perStep && opened < streams; i++, opened++) openOne(port, request)
      if (opened >= streams) clearInterval(timer)
    }, OPENING_STEP_MS)
  }

  process.on('message', (message: HoldMessage) => {
    if (message.kind === 'hold') hold(message.hold)
    else process.send?.({ open, events, lost, refusal } satisfies HoldCounts)
  })
  process.on('disconnect', () => process.exit())
}

if (import.meta.main) main()
