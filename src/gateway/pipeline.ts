import { Failure } from '../base/index.ts'
import { errorBody, shapeOf } from './client-wire.ts'
import type { Exchange } from './exchange.ts'
import type { GatewayDependencies } from './gateway.ts'
import { admit } from './steps/admit.ts'
import { batch } from './steps/batch.ts'
import { deliver } from './steps/deliver.ts'
import { identify } from './steps/identify.ts'
import { read } from './steps/read.ts'
import { receive } from './steps/receive.ts'
import { record } from './steps/record.ts'
import { relay } from './steps/relay.ts'
import { route } from './steps/route.ts'
import { send } from './steps/send.ts'
import { settle } from './steps/settle.ts'

/**
 * The way of a request, in order. Each step is entered once, takes the exchange, and writes the fields that say its
 * name; steps never call steps. A step that did not wait makes no promise. The caller is known before the body is
 * read, so that a stranger costs a look at the headers and no more.
 */
type Step = (x: Exchange, deps: GatewayDependencies) => Promise<void> | undefined | void

const answering: readonly Step[] = [receive, identify, read, batch, admit, route, send]

/** Afterwards, whatever ended the exchange: money first, then the client's last byte, then the log. */
const afterwards: readonly Step[] = [settle, deliver, record]

export async function run(x: Exchange, deps: GatewayDependencies): Promise<void> {
  try {
    for (const step of answering) {
      const pending = step(x, deps)
      if (pending !== undefined) await pending
      if (x.answer !== null) break
    }
  } catch (thrown) {
    answerFailure(x, thrown)
  }
  letBodyGo(x, deps)
  const relaying = relay(x, deps)
  if (relaying !== undefined) await relaying
  for (const step of afterwards) {
    try {
      const pending = step(x, deps)
      if (pending !== undefined) await pending
    } catch (thrown) {
      // A fault in one of these must not keep the others from their work: the client would hang, or the log be silent.
      deps.log.error({ request: x.id, step: step.name, err: thrown }, 'a step after the answer failed')
      if (step === deliver) x.client.destroy()
    }
  }
}

/** The only place where a throw becomes an answer. */
function answerFailure(x: Exchange, thrown: unknown): void {
  const failure = thrown instanceof Failure ? thrown : new Failure('internal', { cause: thrown })
  x.failure = failure
  const tried = x.attempts.map((made) => {
    const name = made.deployment?.deployment.id ?? made.account.account.name
    return `${name}: ${made.status ?? made.failureReason ?? 'no answer'}`
  })
  const body = errorBody(x.route?.shape ?? shapeOf(x.client.url), failure, x.id, tried)
  x.answer = { kind: 'local', status: failure.status, body, retryAfterMs: failure.retryAfterMs }
}

function letBodyGo(x: Exchange, deps: GatewayDependencies): void {
  x.body = null
  deps.bodies.release(x.heldBytes)
  x.heldBytes = 0
}
