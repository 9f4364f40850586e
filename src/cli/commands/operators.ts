import {
  createOperatorKey,
  isLiveOperatorKey,
  revokeOperatorKey,
  type Role,
  ROLES,
  type StoredOperatorKey,
} from '../../identity/index.ts'
import {
  appendAudit,
  type AuditDetails,
  type OperatorFile,
  operatorFile,
  readOperatorUses,
} from '../../storage/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { CouldNotRun, EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Flag, Flags, Given } from '../given.ts'
import { isoTime, type SeenUse, shownUse, type ShownKeyUse, useWords } from '../shown-keys.ts'
import { openStateFolder, type StateFolder } from '../state-folder.ts'
import { formatTable } from '../table.ts'
import { FILE_FLAG, findExistingState, findState, type State, STATE_FLAG } from '../workload-file.ts'

/**
 * The keys that operators sign in with at the console and the admin API. Who may change the state folder is above all
 * roles, so that a lost owner's key is no loss.
 */
const FORMATS = ['text', 'json'] as const

const WHERE: Flags = { file: FILE_FLAG, state: STATE_FLAG }
const FORMAT: Flag = { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' }
const NO_WORDS = { least: 0, most: 0 }
const PLACE_USAGE = '[--file FILE | --state DIR] [--format text|json]'

export const operatorsCreate: Command = {
  name: 'operators create',
  summary: 'Make a key for an operator, and show it once',
  usage: `--operator NAME [--role ${ROLES.join('|')}] [--expires DURATION] ${PLACE_USAGE}`,
  details: `A viewer sees everything but keys and prompts; an operator makes keys of consumers, drains deployments and uses
the playground, too; an owner raises limits and makes keys of operators. The key alone goes to stdout, so that it can be
caught. A running program takes it at once.`,
  flags: {
    operator: { kind: 'text', value: 'NAME', summary: 'Who it is for, as the audit log names them' },
    role: { kind: 'choice', of: ROLES, default: 'viewer', summary: 'What they may do' },
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
    const { operator, role, expiresInMs } = wishOf(given)
    const nowMs = environment.clock.nowMs()
    const expiresMs = expiresInMs === null ? null : nowMs + expiresInMs
    const { folder, file } = await openOperators(await findState(given, environment), environment)
    const made = await file.change((keys) => {
      const change = createOperatorKey(keys, { operator, role, expiresMs }, nowMs)
      if (!change.ok) throw new NegativeAnswer(change.problem)
      return { keys: change.keys, result: change }
    })
    await record(folder, environment, 'operators.create', { key: made.stored.id, for: operator, role })
    printMade(made, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const { operator, role, expiresInMs } = wishOf(given)
    const body = { operator, role, ...(expiresInMs === null ? {} : { expiresInMs }) }
    const made = await server.ask('operators.create', { body })
    printMade({ key: made.key, stored: made }, given, environment)
    return EXIT.ok
  },
}

export const operatorsList: Command = {
  name: 'operators list',
  summary: 'Show which operators have keys, what they may and when they used them; never the keys themselves',
  usage: PLACE_USAGE,
  details: 'With --server, all of them to an owner, and to others their own.',
  flags: { ...WHERE, format: FORMAT },
  positionals: NO_WORDS,
  async run(given, environment) {
    const { folder, file } = await openOperators(await findExistingState(given, environment), environment)
    const known = await readOperatorUses(folder.operatorUses)
    const seen = (await readable(file)).map((key) => ({
      key,
      use: { lastMs: known?.lastMs.get(key.id) ?? null, knownFromMs: known?.fromMs ?? null },
    }))
    printKeys(seen, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const { keys } = await server.ask('operators.list')
    const seen = keys.map((key) => ({
      key,
      use: { lastMs: key.lastUsedMs, knownFromMs: key.useKnownFromMs },
    }))
    printKeys(seen, given, environment)
    return EXIT.ok
  },
}

export const operatorsRevoke: Command = {
  name: 'operators revoke',
  summary: "End an operator's key, and the sessions that began with it",
  usage: `--id ID ${PLACE_USAGE}`,
  details: `With --server, an owner may end any but the last key of an owner, and others their own. On the machine itself
the last one can be ended, too, for another is made there at any time.`,
  flags: {
    id: { kind: 'text', value: 'ID', summary: 'Which key, as operators list shows it' },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const id = given.requiredText('id')
    const nowMs = environment.clock.nowMs()
    const { folder, file } = await openOperators(await findExistingState(given, environment), environment)
    const ended = await file.change((keys) => {
      const changed = revokeOperatorKey(keys, id, nowMs)
      return { keys: changed ?? keys, result: changed?.find((key) => key.id === id) ?? null }
    })
    if (ended === null)
      throw new NegativeAnswer(`there is no operator key ${id}; see causeway operators list`)
    await record(folder, environment, 'operators.revoke', { id })
    printRevoked(ended, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const ended = await server.ask('operators.revoke', { params: { id: given.requiredText('id') } })
    printRevoked(ended, given, environment)
    return EXIT.ok
  },
}

interface Wish {
  readonly operator: string
  readonly role: Role
  readonly expiresInMs: number | null
}

function wishOf(given: Given): Wish {
  const expiresInMs = given.durationMs('expires')
  if (expiresInMs === 0) throw new WrongUse('--expires is 0: the key would never work')
  return {
    operator: given.requiredText('operator'),
    role: given.choice('role', ROLES) ?? 'viewer',
    expiresInMs,
  }
}

async function openOperators(
  state: State,
  { pid, clock }: Environment,
): Promise<{ readonly folder: StateFolder; readonly file: OperatorFile }> {
  const folder = await openStateFolder(state.folder)
  return { folder, file: operatorFile(folder.operators, { pid, clock }) }
}

function readable(file: OperatorFile): Promise<readonly StoredOperatorKey[]> {
  return file.keys().catch((error: unknown) => {
    throw new CouldNotRun(`the operators' keys cannot be read: ${(error as Error).message}`, { cause: error })
  })
}

function record(
  { audit }: StateFolder,
  { pid, clock, user }: Environment,
  what: string,
  details: AuditDetails,
): Promise<void> {
  return appendAudit(audit, { atMs: clock.nowMs(), who: user, what, why: null, details }, { pid, clock })
}

function printMade(
  { key, stored }: { readonly key: string; readonly stored: SeenKey },
  given: Given,
  { stdout, stderr, clock }: Environment,
): void {
  if (given.choice('format', FORMATS) === 'json') {
    stdout.write(`${JSON.stringify({ key, ...shown(stored, clock.nowMs()) })}\n`)
    return
  }
  stdout.write(`${key}\n`)
  stderr.write(
    `This is the key of ${stored.operator} (${stored.role}), shown this once; only its hash is kept.\n`,
  )
}

function printKeys(
  seen: readonly { readonly key: SeenKey; readonly use: SeenUse }[],
  given: Given,
  { stdout, clock }: Environment,
): void {
  const nowMs = clock.nowMs()
  const rows = seen.map(({ key, use }) => ({ ...shown(key, nowMs), ...shownUse(use) }))
  stdout.write(
    given.choice('format', FORMATS) === 'json'
      ? `${JSON.stringify({ keys: rows }, null, 2)}\n`
      : asTable(rows),
  )
}

function printRevoked(key: SeenKey, given: Given, { stdout, clock }: Environment): void {
  stdout.write(
    given.choice('format', FORMATS) === 'json'
      ? `${JSON.stringify(shown(key, clock.nowMs()))}\n`
      : `Key ${key.id} of ${key.operator} is revoked, and its sessions have ended.\n`,
  )
}

/** Of a key here, or elsewhere. */
type SeenKey = Omit<StoredOperatorKey, 'hash'>

/** Built field by field, so that a field added to the stored key stays unseen. */
interface ShownKey {
  readonly id: string
  readonly operator: string
  readonly role: string
  readonly state: 'live' | 'expired' | 'revoked'
  readonly created: string
  readonly expires: string | null
  readonly revoked: string | null
}

function shown(key: SeenKey, nowMs: number): ShownKey {
  return {
    id: key.id,
    operator: key.operator,
    role: key.role,
    state: isLiveOperatorKey(key, nowMs) ? 'live' : key.revokedMs === null ? 'expired' : 'revoked',
    created: isoTime(key.createdMs),
    expires: key.expiresMs === null ? null : isoTime(key.expiresMs),
    revoked: key.revokedMs === null ? null : isoTime(key.revokedMs),
  }
}

function asTable(rows: readonly (ShownKey & ShownKeyUse)[]): string {
  if (rows.length === 0)
    return 'There are no operator keys here. Make one: causeway operators create --operator NAME --role owner\n'
  return formatTable(
    ['ID', 'OPERATOR', 'ROLE', 'STATE', 'CREATED', 'ENDS', 'LAST USED'].map((title) => ({ title })),
    rows.map((row) => [
      row.id,
      row.operator,
      row.role,
      row.state,
      row.created,
      row.revoked ?? row.expires ?? 'never',
      useWords(row),
    ]),
  )
}
