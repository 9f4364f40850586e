import * as z from 'zod'
import { choice, secret } from './scalars.ts'

/** The part of the workload file that says where state is kept that replicas share. */
function whenAway() {
  return choice(['last-share', 'refuse'], 'a choice for when Redis is away').prefault('last-share')
}

const counters = z.strictObject({
  redis: secret().describe(
    'Address of the Redis or Valkey in which replicas count together, by reference, because it holds the password: `rediss://USER:PASSWORD@HOST:PORT`, or `redis://` without TLS.',
  ),
  when_away: z
    .strictObject({
      rates: whenAway().describe('For requests and tokens per minute, and for concurrent exchanges.'),
      quotas: whenAway().describe('For quotas of tokens.'),
      budgets: whenAway().describe('For budgets.'),
    })
    .prefault({})
    .describe(
      'What a limit does while Redis cannot be asked. `last-share`: each replica goes on with its part of what was left when it last knew. `refuse`: it refuses. Never is a limit left open.',
    ),
})

export const storage = z.strictObject({
  counters: counters
    .optional()
    .describe('Where limits are counted. In memory, for one process, when left out. See docs/replicas.md.'),
})
