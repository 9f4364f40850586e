import {
  createOperatorKey,
  isLiveOperatorKey,
  revokeOperatorKey,
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
import type { Flag, Flags } from '../given.ts'
import { isoTime, shownUse, type ShownKeyUse, useWords } from '../shown-keys.ts'
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
caught. A running gateway takes it at once.`,
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
    const operator = given.requiredText('operator')
    const role = given.choice('role', ROLES) ?? 'viewer'
    const nowMs = environment.clock.nowMs()
    const expiresInMs = given.durationMs('expires')
    if (expiresInMs === 0) throw new WrongUse('--expires is 0: the key would never work')
    const expiresMs = expiresInMs === null ? null : nowMs + expiresInMs
    const { folder, file } = await openOperators(await findState(given, environment), environment)
    const made = await file.change((keys) => {
      const change = createOperatorKey(keys, { operator, role, expiresMs }, nowMs)
      if (!change.ok) throw new NegativeAnswer(change.problem)
      return { keys: change.keys, result: change }
    })
    const { stored, key } = made
    await record(folder, environment, 'operators.create', { key: stored.id, for: operator, role })
    if (given.choice('format', FORMATS) === 'json') {
      environment.stdout.write(`${JSON.stringify({ key, ...shown(stored, nowMs) })}\n`)
      return EXIT.ok
    }
    environment.stdout.write(`${key}\n`)
    environment.stderr.write(
      `This is the key of ${operator} (${role}), shown this once; only its hash is kept.\n`,
    )
    return EXIT.ok
  },
}

export const operatorsList: Command = {
  name: 'operators list',
  summary: 'Show which operators have keys, what they may and when they used them; never the keys themselves',
  usage: PLACE_USAGE,
  flags: { ...WHERE, format: FORMAT },
  positionals: NO_WORDS,
  async run(given, environment) {
    const nowMs = environment.clock.nowMs()
    const { folder, file } = await openOperators(await findExistingState(given, environment), environment)
    const known = await readOperatorUses(folder.operatorUses)
    const rows = (await readable(file)).map((key) => {
      const use = { lastMs: known?.lastMs.get(key.id) ?? null, knownFromMs: known?.fromMs ?? null }
      return { ...shown(key, nowMs), ...shownUse(use) }
    })
    environment.stdout.write(
      given.choice('format', FORMATS) === 'json'
        ? `${JSON.stringify({ keys: rows }, null, 2)}\n`
        : asTable(rows),
    )
    return EXIT.ok
  },
}

export const operatorsRevoke: Command = {
  name: 'operators revoke',
  summary: "End an operator's key, and the sessions that began with it",
  usage: `--id ID ${PLACE_USAGE}`,
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
    environment.stdout.write(
      given.choice('format', FORMATS) === 'json'
        ? `${JSON.stringify(shown(ended, nowMs))}\n`
        : `Key ${id} of ${ended.operator} is revoked, and its sessions have ended.\n`,
    )
    return EXIT.ok
  },
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

function shown(key: StoredOperatorKey, nowMs: number): ShownKey {
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
