import { Failure, type Log } from '../base/index.ts'
import { errorBody, shapeOf } from './client-wire.ts'
import type { GroupView, HealthReport } from './group.ts'
import type { ClientChannel } from './http-server.ts'

/** Probes and metrics: of this process, or of all that serve together with it, whichever of them is asked. */
export interface OperationsParts {
  /** Null where this process serves alone. */
  readonly group: GroupView | null
  readonly standing: () => HealthReport
  readonly metrics: () => string
  /** An id for what is no exchange, and so in no ledger: it is in the answer and in the log. */
  readonly newId: () => string
  readonly log: Log
}

type Refusal = 'draining' | 'method_not_allowed' | 'unknown_path' | 'unknown_model'

export class Operations {
  readonly #parts: OperationsParts

  constructor(parts: OperationsParts) {
    this.#parts = parts
  }

  /** `isTrusted`: the peer may see names of deployments and figures. */
  answer(client: ClientChannel, isTrusted: boolean): void {
    const path = client.url.split('?', 1)[0] as string
    if (client.method !== 'GET' && client.method !== 'HEAD') this.refuse(client, 'method_not_allowed')
    else if (path === '/livez') respond(client, 200, { status: 'alive' })
    else if (path === '/readyz') this.#withStanding(client, (standing) => ready(client, standing, isTrusted))
    else if (path === '/health/models' || path.startsWith('/health/models/')) {
      const only = path.slice('/health/models/'.length)
      this.#withStanding(client, (standing) => this.#models(client, standing, only, isTrusted))
    } else if (path === '/metrics' && isTrusted) this.#metrics(client)
    else this.refuse(client, 'unknown_path')
  }

  refuse(client: ClientChannel, code: Refusal, headers: readonly string[] = []): void {
    const failure = new Failure(code)
    const id = this.#parts.newId()
    this.#parts.log.debug({ request: id, method: client.method, code }, 'refused')
    const closing = client.bodyWasRead ? [] : ['connection', 'close']
    client.head(failure.status, [
      'content-type',
      'application/json',
      'x-request-id',
      id,
      ...closing,
      ...headers,
    ])
    client.end(errorBody(shapeOf(client.url), failure, id, []))
  }

  #withStanding(client: ClientChannel, answer: (standing: HealthReport) => void): void {
    const { group, standing } = this.#parts
    if (group === null) answer(standing())
    else this.#whenTold(client, group.standing(), answer)
  }

  #metrics(client: ClientChannel): void {
    const { group, metrics } = this.#parts
    const show = (text: string) => {
      client.head(200, ['content-type', 'text/plain; version=0.0.4; charset=utf-8'])
      client.end(client.method === 'HEAD' ? undefined : text)
    }
    if (group === null) show(metrics())
    else this.#whenTold(client, group.metrics(), show)
  }

  /** Of a group whose parent does not answer nobody knows how it stands. */
  #whenTold<T>(client: ClientChannel, telling: Promise<T>, answer: (told: T) => void): void {
    telling.then(answer, (error: unknown) => {
      this.#parts.log.warn({ err: error }, 'how the group stands is not known')
      respond(client, 503, { status: 'not ready' })
    })
  }

  #models(client: ClientChannel, { models }: HealthReport, only: string, isTrusted: boolean): void {
    const reports = models.filter(({ model }) => only === '' || model === only)
    if (only !== '' && reports.length === 0) {
      this.refuse(client, 'unknown_model')
      return
    }
    const isUp =
      only === ''
        ? reports.some(({ status }) => status !== 'unavailable')
        : reports[0]?.status !== 'unavailable'
    const shown = isTrusted ? reports : reports.map(({ model, status }) => ({ model, status }))
    respond(client, isUp ? 200 : 503, { status: isUp ? 'available' : 'unavailable', models: shown })
  }
}

function ready(client: ClientChannel, { reasons, warnings, plan }: HealthReport, isTrusted: boolean): void {
  const status = reasons.length === 0 ? 'ready' : 'not ready'
  const shown = isTrusted ? { status, reasons, warnings, plan } : { status }
  respond(client, reasons.length === 0 ? 200 : 503, shown)
}

function respond(client: ClientChannel, status: number, body: object): void {
  client.head(status, ['content-type', 'application/json', 'cache-control', 'no-store'])
  client.end(client.method === 'HEAD' ? undefined : `${JSON.stringify(body)}\n`)
}
