import type { Clock } from '../base/index.ts'
import type { ControlPort, ControlReply } from './ports.ts'

/** Between two questions for the same: what a gateway of many limits says takes its event loop milliseconds. */
const GAP_MS = 250

/**
 * The control socket for all who look: who asks for what somebody else is being told has the same answer, and nobody can
 * ask so often that the gateway has no time for its clients. An answer is never from before an order that was carried out.
 */
export function sharedControl(control: ControlPort, clock: Clock): ControlPort {
  /** By path, of which there are few: what waits for its turn, and what was sent and has no answer yet. */
  const waiting = new Map<string, Promise<ControlReply | null>>()
  const sent = new Map<string, Promise<ControlReply | null>>()
  const lastMs = new Map<string, number>()

  const send = (path: string): Promise<ControlReply | null> => {
    const answer = control.ask('GET', path, null).finally(() => {
      if (sent.get(path) === answer) sent.delete(path)
    })
    lastMs.set(path, clock.monotonicMs())
    waiting.delete(path)
    sent.set(path, answer)
    return answer
  }
  const inTurn = (path: string): Promise<ControlReply | null> => {
    const leftMs = (lastMs.get(path) ?? -Infinity) + GAP_MS - clock.monotonicMs()
    if (leftMs <= 0) return send(path)
    const answer = clock.sleep(leftMs).then(() => send(path))
    waiting.set(path, answer)
    return answer
  }
  return {
    async ask(method, path, body) {
      if (method === 'GET') return waiting.get(path) ?? sent.get(path) ?? inTurn(path)
      try {
        return await control.ask(method, path, body)
      } finally {
        // What waits for its turn still will be told of the order.
        sent.clear()
      }
    },
  }
}
