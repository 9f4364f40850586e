import type { z } from 'zod'

import { FAULT_KIND_FACTS } from '../../simulator/index.ts'
import type { fault as faultSchema } from '../api/trials.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Handlers } from '../call.ts'
import { askGateway } from '../gateway-control.ts'
import { beginCall, textOf } from '../json-call.ts'
import type { ApiPorts } from '../ports.ts'
import type { ControlStatus } from './status.ts'

type Fault = z.output<typeof faultSchema>

const DEADLINE_MS = 5_000
const KINDS = Object.entries(FAULT_KIND_FACTS).map(([kind, { meaning, numbers }]) => ({
  kind,
  meaning,
  numbers: numbers.map((number) => ({ ...number })),
}))

export const SIMULATOR_HANDLERS: Handlers<'simulator.show' | 'simulator.break' | 'simulator.mend'> = {
  async 'simulator.show'({ ports }) {
    const { plan } = ports.design()
    const controlUrl = await controlUrlOf(ports)
    const { faults } =
      controlUrl === null ? { faults: [] } : await ask<{ faults: Fault[] }>(controlUrl, 'GET', '')
    return {
      isThere: controlUrl !== null,
      faults,
      kinds: KINDS,
      places: [...plan.deployments.values()].flatMap(({ upstreamName, account }) => {
        const of = plan.accounts.get(account)
        return of?.provider === 'simulated' ? [{ deployment: upstreamName, account, region: of.region }] : []
      }),
    }
  },
  async 'simulator.break'({ body, ports, note }) {
    const made = await ask<Fault>(await neededUrl(ports), 'POST', '', body)
    note({ details: { id: made.id, kind: made.kind, ...textsOf(made.scope) } })
    return made
  },
  async 'simulator.mend'({ params: { id }, ports }) {
    if (id !== 'all' && !/^\d{1,9}$/.test(id)) throw new ApiProblem('not_found', `there is no fault ${id}`)
    await ask(await neededUrl(ports), 'DELETE', id === 'all' ? '' : `/${id}`)
    return null
  },
}

function textsOf(scope: Fault['scope']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(scope).flatMap(([of, name]) => (name === undefined ? [] : [[of, name]])),
  )
}

async function controlUrlOf(ports: ApiPorts): Promise<string | null> {
  return (await askGateway<ControlStatus>(ports, 'GET', '/status')).simulator
}

async function neededUrl(ports: ApiPorts): Promise<string> {
  const url = await controlUrlOf(ports)
  if (url !== null) return url
  throw new ApiProblem(
    'conflict',
    'no account of the workload is simulated, so there is nothing to break',
    'The quick start has simulated accounts; see docs/simulator.md.',
  )
}

async function ask<T>(
  controlUrl: string,
  method: 'GET' | 'POST' | 'DELETE',
  below: string,
  body: object | null = null,
): Promise<T> {
  const signal = AbortSignal.timeout(DEADLINE_MS)
  const url = `${controlUrl}/faults${below}`
  const { status, text } = await beginCall({ url, method, body, bearer: null, certificate: null, signal })
    .then(async (answer) => ({ status: answer.statusCode ?? 0, text: await textOf(answer) }))
    .catch((error: unknown) => {
      throw new ApiProblem('unavailable', 'the simulator does not answer', 'Try again in some seconds.', {
        cause: error,
      })
    })
  if (status < 300) return JSON.parse(text) as T
  if (status === 404) throw new ApiProblem('not_found', 'there is no such fault')
  const { error } = JSON.parse(text) as { readonly error?: { readonly message?: string } }
  throw new ApiProblem(
    'bad_request',
    error?.message ?? 'the simulator refused the fault',
    'See docs/simulator.md.',
  )
}
