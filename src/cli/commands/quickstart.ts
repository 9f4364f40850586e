import path from 'node:path'

import type { ConsumerPath } from '../../base/index.ts'
import { createKey, createOperatorKey, isLive, revokeKey } from '../../identity/index.ts'
import { openKeyFile, operatorFile } from '../../storage/index.ts'
import { pinoLog } from '../../telemetry/index.ts'
import type { AdminSettings } from '../../workload/index.ts'
import type { Command } from '../command.ts'
import { type Environment, untilStopped } from '../environment.ts'
import { EXIT, NegativeAnswer } from '../exit-code.ts'
import { type Serving, startServing } from '../serving.ts'

/** Where the quick start lives, seen from this file: the example comes with the program. */
export const EXAMPLE = path.resolve(import.meta.dirname, '../../../examples/quickstart/workload.yaml')
const CONSUMER = '/contoso/claims/intake-bot' as ConsumerPath
const LABEL = 'quick start'
const ADMIN_PORT = 8090

export const quickstart: Command = {
  name: 'quickstart',
  summary: 'Serve the example workload on simulated regions, with a key to try it',
  usage: '[--port NUMBER] [--state DIR]',
  details: `Nothing is called outside this machine, and nothing costs money. The state (ledger, keys) stays in
.causeway/quickstart, so that "causeway report" and "causeway explain" can be tried beside it.`,
  flags: {
    port: {
      kind: 'text',
      value: 'NUMBER',
      summary: 'Listen on this port instead of 8080; 0 takes a free one',
    },
    state: {
      kind: 'text',
      value: 'DIR',
      default: '.causeway/quickstart',
      summary: 'Keep keys, journal and database here',
    },
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const { clock, stdout } = environment
    const state = given.requiredText('state')
    stdout.write('Starting two simulated regions and the gateway in front of them ...\n')
    const key = await quickstartKey(path.resolve(environment.cwd, state), environment)
    const log = pinoLog({ level: 'warn', clock })
    const stopped = untilStopped(environment)
    const port = given.whole('port')
    const operatorKey = await quickstartOperatorKey(path.resolve(environment.cwd, state), environment)
    const serving = await startServing(
      {
        file: EXAMPLE,
        log,
        port,
        stateFolder: state,
        records: true,
        admin: localAdmin(port === null ? ADMIN_PORT : 0),
      },
      environment,
    )
    stdout.write(welcome(serving, { key, operatorKey, state }))
    await stopped
    stdout.write('\nStopping: open answers end, the ledger is flushed ...\n')
    await serving.stop()
    await log.flush()
    return EXIT.ok
  },
}

/** Keys are shown once and kept as hashes, so each quick start makes its own and ends the one before. */
export async function quickstartKey(stateFolder: string, { pid, clock }: Environment): Promise<string> {
  const keys = await openKeyFile(path.join(stateFolder, 'keys.json'), {
    pid,
    clock,
    log: pinoLog({ level: 'error', clock }),
  })
  try {
    return await keys.change((stored) => {
      const nowMs = clock.nowMs()
      let kept = stored
      for (const old of stored) {
        if (old.label === LABEL && isLive(old, nowMs)) kept = revokeKey(kept, old.id, nowMs) ?? kept
      }
      const made = createKey(kept, { consumer: CONSUMER, label: LABEL, expiresMs: null }, nowMs)
      if (!made.ok) throw new NegativeAnswer(made.problem)
      return { keys: made.keys, result: made.key }
    })
  } finally {
    keys.close()
  }
}

/** An owner's, and the one of the start before is gone. */
export async function quickstartOperatorKey(
  stateFolder: string,
  { pid, clock }: Environment,
): Promise<string> {
  const operators = operatorFile(path.join(stateFolder, 'operators.json'), { pid, clock })
  return operators.change((stored) => {
    const kept = stored.filter(({ operator }) => operator !== LABEL)
    const made = createOperatorKey(kept, { operator: LABEL, role: 'owner', expiresMs: null }, clock.nowMs())
    if (!made.ok) throw new NegativeAnswer(made.problem)
    return { keys: made.keys, result: made.key }
  })
}

/** The admin API for this machine alone. */
export function localAdmin(port: number): AdminSettings {
  return { listen: { host: '127.0.0.1', port }, tls: null, tlsEndsInFront: false, trustedProxies: [] }
}

interface Shown {
  readonly key: string
  readonly operatorKey: string
  readonly state: string
}

function welcome({ address, adminAddress, simulated }: Serving, { key, operatorKey, state }: Shown): string {
  const control = simulated.simulator?.controlUrl ?? ''
  return `
Causeway serves ${address}  (two simulated regions: swedencentral with provisioned throughput, francecentral)

A key of ${CONSUMER}:

  export CAUSEWAY_KEY=${key}

Ask:

  curl ${address}/v1/chat/completions -H "Authorization: Bearer $CAUSEWAY_KEY" \\
    -H 'Content-Type: application/json' \\
    -d '{"model":"gpt-4.1","messages":[{"role":"user","content":"Say hello"}]}' -i

With the OpenAI SDK (npm install openai):

  const client = new OpenAI({ baseURL: '${address}/v1', apiKey: process.env.CAUSEWAY_KEY })

Why did it go where it went, and what did it cost?

  bin/causeway explain <x-request-id of the answer> --state ${state}
  bin/causeway report --by deployment --state ${state}

See it in the console, with the key of an owner:

  ${adminAddress}/console/
  ${operatorKey}

Break a region, ask again, mend it:

  curl -X POST ${control}/faults -d '{"kind":"outage","scope":{"region":"swedencentral"}}'
  curl -X DELETE ${control}/faults

Ctrl-C ends it.
`
}
