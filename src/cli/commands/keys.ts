import { type ConsumerPath, suggest } from '../../base/index.ts'
import {
  createKey,
  isLive,
  type KeyChange,
  pruneKeys,
  revokeKey,
  rotateKeys,
  type StoredKey,
} from '../../identity/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Flag, Flags, Given } from '../given.ts'
import { withKeyFile } from '../key-file-use.ts'
import { isoTime, keyTable, type SeenKey, shownKey } from '../shown-keys.ts'
import { FILE_FLAG, findExistingState, findState, type State, STATE_FLAG } from '../workload-file.ts'

/**
 * The keys that consumers sign in with. A key is shown once, when it is made; the file has hashes alone. A running
 * gateway takes every change within a second.
 */
const FORMATS = ['text', 'json'] as const

const WHERE: Flags = { file: FILE_FLAG, state: STATE_FLAG }
const FORMAT: Flag = { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' }
const CONSUMER: Flag = {
  kind: 'text',
  value: 'PATH',
  summary: 'Whose key, such as /contoso/claims/intake-bot',
}
const LABEL: Flag = {
  kind: 'text',
  value: 'TEXT',
  summary: 'A word to know the key by, such as where it is used',
}
/** As the workload file takes it, for when there is no file to ask. */
const CONSUMER_PATH = /^(\/[a-z0-9-]+){1,6}$/
const NO_WORDS = { least: 0, most: 0 }
const PLACE_USAGE = '[--file FILE | --state DIR] [--format text|json]'

export const keysCreate: Command = {
  name: 'keys create',
  summary: 'Make a key for a consumer, and show it once',
  usage: `--consumer PATH [--label TEXT] [--expires DURATION] ${PLACE_USAGE}`,
  details: `The key alone goes to stdout, so that it can be caught: KEY=$(causeway keys create --consumer PATH).
A consumer has at most two live keys, so that one can be taken up while the other still works.`,
  flags: {
    consumer: CONSUMER,
    label: LABEL,
    expires: {
      kind: 'text',
      value: 'DURATION',
      summary: 'How long it works, such as 90d; for good when left out',
    },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const state = await findState(given, environment)
    const consumer = knownConsumer(given, state)
    const nowMs = environment.clock.nowMs()
    const expiresInMs = given.durationMs('expires')
    if (expiresInMs === 0) throw new WrongUse('--expires is 0: the key would never work')
    const expiresMs = expiresInMs === null ? null : nowMs + expiresInMs
    const label = given.text('label')
    const made = await changeKeys(state, environment, (keys) =>
      createKey(keys, { consumer, label, expiresMs }, nowMs),
    )
    printNewKey(made, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const consumer = given.requiredText('consumer')
    const expiresInMs = given.durationMs('expires')
    const body = { consumer, label: given.text('label'), expiresInMs }
    const made = await server.ask('keys.create', { body })
    printNewKey({ key: made.key, stored: made }, given, environment)
    return EXIT.ok
  },
}

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'Make a new key for a consumer and let its old one run out',
  usage: `--consumer PATH [--label TEXT] [--grace DURATION] ${PLACE_USAGE}`,
  details: 'Where two keys are live already, the older one ends at once.',
  flags: {
    consumer: CONSUMER,
    label: LABEL,
    grace: { kind: 'text', value: 'DURATION', default: '24h', summary: 'How long the old key still works' },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const state = await findState(given, environment)
    const consumer = knownConsumer(given, state)
    const nowMs = environment.clock.nowMs()
    const graceMs = given.durationMs('grace') ?? 0
    const label = given.text('label')
    const made = await changeKeys(state, environment, (keys) => {
      if (keys.some((key) => key.consumer === consumer && isLive(key, nowMs)))
        return rotateKeys(keys, { consumer, graceMs, label }, nowMs)
      return { ok: false, problem: `${consumer} has no live key to rotate; make one: causeway keys create` }
    })
    printRotatedKey(made, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const consumer = given.requiredText('consumer')
    const body = { consumer, label: given.text('label'), graceMs: given.durationMs('grace') ?? 0 }
    const made = await server.ask('keys.rotate', { body })
    printRotatedKey({ key: made.key, stored: made }, given, environment)
    return EXIT.ok
  },
}

export const keysRevoke: Command = {
  name: 'keys revoke',
  summary: 'End a key at once',
  usage: `--id ID ${PLACE_USAGE}`,
  flags: {
    id: { kind: 'text', value: 'ID', summary: 'Which key, as keys list shows it' },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const id = given.requiredText('id')
    const state = await findExistingState(given, environment)
    const nowMs = environment.clock.nowMs()
    const ended = await withKeyFile(state, environment, (file) =>
      file.change((keys) => {
        const changed = revokeKey(keys, id, nowMs)
        return { keys: changed ?? keys, result: changed?.find((key) => key.id === id) ?? null }
      }),
    )
    if (ended === null) throw new NegativeAnswer(`there is no key ${id}; see causeway keys list`)
    printRevokedKey(ended, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const ended = await server.ask('keys.revoke', { params: { id: given.requiredText('id') } })
    printRevokedKey(ended, given, environment)
    return EXIT.ok
  },
}

export const keysPrune: Command = {
  name: 'keys prune',
  summary: 'Remove keys that have long been dead',
  usage: `[--grace DURATION] ${PLACE_USAGE}`,
  details: `Removes the keys that were revoked or have expired longer ago than the grace, and shows them. What they
used stays in the ledger.`,
  flags: {
    grace: {
      kind: 'text',
      value: 'DURATION',
      default: '30d',
      summary: 'How long a key must have been dead; 0s removes all dead ones',
    },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const graceMs = given.durationMs('grace') ?? 0
    const state = await findExistingState(given, environment)
    const nowMs = environment.clock.nowMs()
    const { removed, left } = await withKeyFile(state, environment, (file) =>
      file.change((stored) => {
        const pruned = pruneKeys(stored, graceMs, nowMs)
        return { keys: pruned.keys, result: { removed: pruned.removed, left: pruned.keys.length } }
      }),
    )
    const rows = removed.map((key) => shownKey(key, nowMs))
    const verdict = `Removed ${rows.length} ${rows.length === 1 ? 'key' : 'keys'} dead for more than ${given.text('grace')}; ${left} left.\n`
    environment.stdout.write(
      given.choice('format', FORMATS) === 'json'
        ? `${JSON.stringify({ removed: rows, left }, null, 2)}\n`
        : `${rows.length === 0 ? '' : `${keyTable(rows)}\n`}${verdict}`,
    )
    return EXIT.ok
  },
}

function printRotatedKey(
  made: { readonly key: string; readonly stored: SeenKey },
  given: Given,
  environment: Environment,
): void {
  printNewKey(made, given, environment)
  if (given.choice('format', FORMATS) === 'text')
    environment.stderr.write(`The key before it still works for ${given.text('grace')}.\n`)
}

function printRevokedKey(key: SeenKey, given: Given, { stdout, clock }: Environment): void {
  stdout.write(
    given.choice('format', FORMATS) === 'json'
      ? `${JSON.stringify(shownKey(key, clock.nowMs()))}\n`
      : `Key ${key.id} of ${key.consumer} is revoked; a running gateway refuses it within a second.\n`,
  )
}

type Made = Extract<KeyChange, { ok: true }>

function printNewKey(
  { key, stored }: { readonly key: string; readonly stored: SeenKey },
  given: Given,
  { stdout, stderr, clock }: Environment,
): void {
  if (given.choice('format', FORMATS) === 'json') {
    stdout.write(`${JSON.stringify({ key, ...shownKey(stored, clock.nowMs()) })}\n`)
    return
  }
  const end = stored.expiresMs === null ? 'It does not expire' : `It expires on ${isoTime(stored.expiresMs)}`
  stdout.write(`${key}\n`)
  stderr.write(`This is the key of ${stored.consumer}, shown this once; only its hash is kept. ${end}.\n`)
}

function knownConsumer(given: Given, { plan }: State): ConsumerPath {
  const path = given.requiredText('consumer')
  if (!CONSUMER_PATH.test(path)) {
    const hint =
      'Write 1 to 6 segments of small letters, digits and hyphens, as in /contoso/claims/intake-bot.'
    throw new WrongUse(`--consumer is no path: ${path}`, hint)
  }
  const consumer = path as ConsumerPath
  if (plan === null || plan.consumers.has(consumer)) return consumer
  const near = suggest(path, plan.consumers.keys())
  const hint = near === null ? 'declare it under consumers first' : `did you mean ${near}?`
  throw new NegativeAnswer(`${plan.source} has no consumer ${path}; ${hint}`)
}

async function changeKeys(
  state: State,
  environment: Environment,
  edit: (keys: readonly StoredKey[]) => KeyChange,
): Promise<Made> {
  const change = await withKeyFile(state, environment, (file) =>
    file.change((keys) => {
      const result = edit(keys)
      return { keys: result.ok ? result.keys : keys, result }
    }),
  )
  if (!change.ok) throw new NegativeAnswer(change.problem)
  return change
}
