import * as z from 'zod'
import { choice, text, value } from './scalars.ts'

/** The part of the workload file that says where state is kept that replicas share. */
function whenAway() {
  return choice(['last-share', 'refuse'], 'a choice for when Redis is away').prefault('last-share')
}

export const signIn = z.union(
  [
    choice(['managed-identity', 'default-azure'], 'a way to sign in').describe(
      '`managed-identity`: the identity of the host. `default-azure`: whatever Azure identity the environment offers.',
    ),
    z
      .strictObject({
        managed_identity: z
          .strictObject({ client_id: text().describe('Client id of the user-assigned managed identity.') })
          .describe('A user-assigned managed identity.'),
      })
      .describe('Sign in with a user-assigned managed identity.'),
  ],
  { error: 'is not a way to sign in; write managed-identity or default-azure' },
)

const counters = z.strictObject({
  redis: value().describe(
    'Address of the Redis or Valkey in which replicas count together: `rediss://USER:PASSWORD@HOST:PORT`, or `redis://` without TLS; by reference where it holds a password.',
  ),
  auth: signIn
    .optional()
    .describe(
      'Sign in with a Microsoft Entra token in place of a password, which Azure Managed Redis takes.',
    ),
  user: text()
    .optional()
    .describe(
      'With `auth`: object id of the identity, which is its name there. Taken from the token when left out.',
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

const ADDRESS =
  'Address of the Postgres: `postgres://USER@HOST:PORT/DATABASE`, or by reference, as it must be where it holds a password. TLS with a verified certificate, unless `?sslmode=` says `disable` or `no-verify`; `sslrootcert=` names the file of an authority of your own.'

const database = z.union(
  [
    value().describe(ADDRESS),
    z
      .strictObject({
        address: value().describe(ADDRESS),
        auth: signIn
          .optional()
          .describe(
            'Sign in with a Microsoft Entra token in place of a password; the user of the address is then the name of the identity in the database.',
          ),
      })
      .describe('The Postgres, with how to sign in.'),
  ],
  { error: 'is no database; write postgres://USER@HOST:PORT/DATABASE, or a reference to such an address' },
)

export const storage = z.strictObject({
  database: database
    .optional()
    .describe(
      'The Postgres in which replicas keep one ledger. An embedded one in each state folder when left out. See docs/database.md.',
    ),
  counters: counters
    .optional()
    .describe('Where limits are counted. In memory, for one process, when left out. See docs/replicas.md.'),
})
