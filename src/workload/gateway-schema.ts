import * as z from 'zod'
import { address, bytes, choice, duration, proxies, secret, text, value, whole } from './scalars.ts'

/** The part of the workload file that says how the gateway listens and serves. */
function flag(): z.ZodBoolean {
  return z.boolean({ error: 'must be true or false' })
}

const tls = z.strictObject({
  certificate: value().describe(
    'Certificate chain in PEM, by reference: `file:PATH`, `env:NAME` or `keyvault:VAULT/SECRET`.',
  ),
  key: secret().describe('Private key in PEM, by reference.'),
})

const deadlines = z.strictObject({
  request: duration().prefault('60s').describe('For a client to send its whole request.'),
  drain: duration().prefault('30s').describe('For exchanges under way to end when the gateway stops.'),
  connect: duration().prefault('5s').describe('To connect to an account.'),
  first_token: duration().prefault('60s').describe('Until the answer begins.'),
  idle: duration().prefault('60s').describe('Between two pieces of an answer.'),
  total: duration().prefault('10m').describe('For the whole answer, all attempts together.'),
  reasoning: z
    .strictObject({
      first_token: duration().prefault('10m').describe('Until the answer begins.'),
      idle: duration().prefault('5m').describe('Between two pieces of an answer.'),
      total: duration().prefault('30m').describe('For the whole answer, all attempts together.'),
    })
    .prefault({})
    .describe('Instead of the above, for reasoning models.'),
})

export const gateway = z.strictObject({
  listen: address()
    .prefault('127.0.0.1:8080')
    .describe('Address to listen on. Anything but loopback needs `tls`, or `tls_ends_in_front`.'),
  operations: address()
    .optional()
    .describe(
      'A second address, plain and without keys, for probes and metrics: bind it where only the cluster reaches it.',
    ),
  tls: tls.optional().describe('Serve HTTPS.'),
  tls_ends_in_front: flag()
    .prefault(false)
    .describe(
      'True where a proxy in front ends TLS, so that listening beyond loopback without a certificate is meant.',
    ),
  trusted_proxies: proxies()
    .prefault([])
    .describe(
      'Proxies in front, as addresses or ranges such as `10.0.0.0/24`: the log says whom their `X-Forwarded-For` names where a caller is refused as a stranger. Nobody else is believed it. See docs/security.md.',
    ),
  body_limit: bytes().prefault('32MB').describe('Largest body of a request.'),
  bodies_limit: bytes().prefault('512MB').describe('All bodies of requests held at once.'),
  deadlines: deadlines.prefault({}).describe('How long things may take.'),
  max_attempts: whole(1, 20)
    .prefault(5)
    .describe('Tries of one exchange, the first included; of each turn, where it waits in line.'),
  max_connections_per_account: whole(1, 65_536)
    .prefault(8192)
    .describe('Connections to one account at once.'),
  queue: z
    .strictObject({
      max_waiting: whole(0, 100_000)
        .prefault(1000)
        .describe('Exchanges that may wait in one line; with 0 nobody waits.'),
      interactive: duration().prefault('5s').describe('Longest wait of consumers with this `priority`.'),
      standard: duration().prefault('20s').describe('Longest wait of consumers with this `priority`.'),
      batch: duration().prefault('2m').describe('Longest wait of consumers with this `priority`.'),
    })
    .prefault({})
    .describe('Waiting, in fair shares, while every deployment that may serve is full.'),
  batch: z
    .strictObject({
      file_limit: bytes().prefault('200MB').describe('Largest file that is taken.'),
      files_per_consumer: bytes().prefault('2GB').describe('All files of one consumer.'),
      files: bytes().prefault('20GB').describe('All files of all consumers.'),
      keep_days: whole(1, 30)
        .prefault(30)
        .describe('For how many days files and batches are kept whose maker did not say it.'),
      batches_per_consumer: whole(1, 10_000)
        .prefault(50)
        .describe('Batches of one consumer that have not ended.'),
      lines_per_batch: whole(1, 1000)
        .prefault(8)
        .describe('Lines of one batch that the gateway sends at once.'),
      lines: whole(1, 10_000).prefault(32).describe('Lines of all batches that the gateway sends at once.'),
      poll: duration().prefault('30s').describe('How often a batch that a provider runs is looked at.'),
    })
    .prefault({})
    .describe('Files and batches. See docs/batch.md.'),
  breaker: z
    .strictObject({
      failures: whole(1, 1000)
        .prefault(5)
        .describe('Failures in a row after which a deployment is left alone.'),
      open_for: duration().prefault('10s').describe('For how long, until one call tries it again.'),
    })
    .prefault({})
    .describe('When a failing deployment is left alone.'),
  state_folder: text()
    .prefault('.causeway')
    .describe(
      'Folder of keys, signing secret, journal and embedded database; relative to the workload file.',
    ),
  signing_key: secret()
    .optional()
    .describe(
      'Secret that signs the ids of responses, by reference; replicas need the same one. Made in the state folder when left out.',
    ),
  journal: z
    .strictObject({
      commit: choice(['synced', 'written', 'relaxed'], 'a moment of commit')
        .prefault('written')
        .describe(
          'When an answer’s last byte may leave: its usage is `synced` (on the disk), `written` (with the operating system, so that the death of the process loses nothing) or `relaxed` (in memory).',
        ),
    })
    .prefault({})
    .describe('The journal of usage.'),
  log: z
    .strictObject({
      level: choice(['debug', 'info', 'warn', 'error'], 'a log level')
        .prefault('info')
        .describe('Least severity that is logged.'),
      requests: flag().prefault(true).describe('One line for each exchange.'),
      prompts: flag()
        .prefault(false)
        .describe(
          'The first 16 KB of each request, too, with its prompt. Prompts are personal data: for development only.',
        ),
    })
    .prefault({})
    .describe('What is logged.'),
})
