import type { z } from 'zod'

import type { limit, raise } from '../api/consumers.ts'
import type { Handlers } from '../call.ts'
import { askGateway } from '../gateway-control.ts'
import { isRelated } from '../paths.ts'
import type { ApiPorts } from '../ports.ts'

type ShownLimit = z.output<typeof limit>
type ShownRaise = z.output<typeof raise>

export const CONSUMER_HANDLERS: Handlers<'limits.list' | 'raises.list' | 'raises.make'> = {
  async 'limits.list'({ query: { consumer }, ports }) {
    const limits = await limitsOf(ports)
    return {
      limits: consumer === undefined ? limits : limits.filter(({ node }) => isRelated(node, consumer)),
    }
  },
  'raises.list': async ({ ports }) => ({ raises: await raisesOf(ports) }),
  async 'raises.make'({ body, operator, ports, note }) {
    // It is a line of the audit log before it holds.
    note('elsewhere')
    return askGateway<ShownRaise>(ports, 'POST', '/limits/raises', { ...body, by: operator.name })
  },
}

export async function limitsOf(ports: ApiPorts): Promise<ShownLimit[]> {
  const { limits } = await askGateway<{ limits: ShownLimit[] }>(ports, 'GET', '/limits')
  return limits
}

export async function raisesOf(ports: ApiPorts): Promise<ShownRaise[]> {
  const { raises } = await askGateway<{ raises: ShownRaise[] }>(ports, 'GET', '/limits/raises')
  return raises
}
