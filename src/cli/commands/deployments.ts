import { appendAudit } from '../../storage/index.ts'
import type { AdminReply } from '../admin-client.ts'
import { askAdmin } from '../admin-client.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { CouldNotRun, EXIT, NegativeAnswer } from '../exit-code.ts'
import type { Flag, Flags, Given } from '../given.ts'
import { stateFolder } from '../state-folder.ts'
import { formatTable } from '../table.ts'
import { FILE_FLAG, findExistingState, STATE_FLAG } from '../workload-file.ts'

/** How deployments of a running gateway stand, and taking one out of use; and loading the workload file again. */
const FORMATS = ['table', 'json'] as const

const WHERE: Flags = { file: FILE_FLAG, state: STATE_FLAG }
const FORMAT: Flag = { kind: 'choice', of: FORMATS, default: 'table', summary: 'How to print' }
const PLACE_USAGE = '[--file FILE | --state DIR]'

/** What the control socket and the admin API both say of a deployment. */
interface Shown {
  readonly deployment: string
  readonly region: string | null
  readonly status: string
  readonly reason: string | null
  /** Of an operator who drained it. */
  readonly drainReason: string | null
  readonly inFlight: number
}

export const deploymentsList: Command = {
  name: 'deployments list',
  summary: 'Show how the deployments of the running gateway stand',
  usage: `${PLACE_USAGE} [--format table|json]`,
  flags: { ...WHERE, format: FORMAT },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const models = await askHere<readonly { readonly deployments: readonly Shown[] }[]>(
      'GET',
      '/deployments',
      given,
      environment,
    )
    return print(
      models.flatMap(({ deployments }) => deployments),
      given,
      environment,
    )
  },
  async runRemote(given, environment, server) {
    const { deployments } = await server.ask('deployments.list')
    return print(deployments, given, environment)
  },
}

export const deploymentsDrain: Command = {
  name: 'deployments drain',
  summary: 'Send no new attempt to a deployment; those under way end',
  usage: `DEPLOYMENT [--reason TEXT] ${PLACE_USAGE}`,
  details:
    'The reason is shown to other operators while it lasts, and kept in the audit log. No answer to a client has it.',
  flags: {
    reason: { kind: 'text', value: 'TEXT', summary: 'Why, in one line' },
    ...WHERE,
  },
  positionals: { least: 1, most: 1 },
  async run(given, environment) {
    const [id = ''] = given.positionals
    const reason = given.text('reason')
    await askHere('POST', `/deployments/${encodeURIComponent(id)}/drain`, given, environment, { reason })
    await note('deployments.drain', id, reason, given, environment)
    return said(`${id} takes no new attempts.`, environment)
  },
  async runRemote(given, environment, server) {
    const [id = ''] = given.positionals
    await server.ask('deployments.drain', { params: { id }, body: { reason: given.text('reason') } })
    return said(`${id} takes no new attempts.`, environment)
  },
}

export const deploymentsUndrain: Command = {
  name: 'deployments undrain',
  summary: 'Send attempts to a drained deployment again',
  usage: `DEPLOYMENT ${PLACE_USAGE}`,
  flags: WHERE,
  positionals: { least: 1, most: 1 },
  async run(given, environment) {
    const [id = ''] = given.positionals
    await askHere('POST', `/deployments/${encodeURIComponent(id)}/undrain`, given, environment)
    await note('deployments.undrain', id, null, given, environment)
    return said(`${id} takes attempts again.`, environment)
  },
  async runRemote(given, environment, server) {
    const [id = ''] = given.positionals
    await server.ask('deployments.undrain', { params: { id } })
    return said(`${id} takes attempts again.`, environment)
  },
}

function said(line: string, { stdout }: Environment): typeof EXIT.ok {
  stdout.write(`${line}\n`)
  return EXIT.ok
}

/** Over the admin API, the server notes it. */
async function note(
  what: string,
  id: string,
  why: string | null,
  given: Given,
  environment: Environment,
): Promise<void> {
  const { folder } = await findExistingState(given, environment)
  const { clock, user: who, pid } = environment
  const entry = { atMs: clock.nowMs(), who, what, why, details: { id } }
  await appendAudit(stateFolder(folder).audit, entry, { pid, clock })
}

export const reload: Command = {
  name: 'reload',
  summary: 'Have the running gateway load its workload file again',
  usage: PLACE_USAGE,
  details: 'A file with errors keeps the plan that runs; the errors are printed, and the exit code is 1.',
  flags: WHERE,
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const outcome = await askHere<{
      readonly outcome: string
      readonly plan: string
      readonly errors?: readonly string[]
    }>('POST', '/reload', given, environment)
    if (outcome.errors !== undefined) throw new NegativeAnswer(outcome.errors.join('\n'))
    const message = outcome.outcome === 'swapped' ? `plan ${outcome.plan} is in force` : 'nothing had changed'
    environment.stdout.write(`${message}\n`)
    return EXIT.ok
  },
  async runRemote(_given, environment, server) {
    const { isInForce, message } = await server.ask('reload')
    if (!isInForce) throw new NegativeAnswer(message)
    environment.stdout.write(`${message}\n`)
    return EXIT.ok
  },
}

async function askHere<T>(
  method: 'GET' | 'POST',
  path: string,
  given: Given,
  environment: Environment,
  body: object | null = null,
): Promise<T> {
  const { folder } = await findExistingState(given, environment)
  const reply = await askAdmin(stateFolder(folder).adminSocket, method, `/admin/v1${path}`, body)
  if (reply === null) throw new NegativeAnswer(`no gateway runs on ${folder}`)
  return bodyOf<T>(reply)
}

function bodyOf<T>({ status, body }: AdminReply): T {
  if (status < 300) return body as T
  const { error = 'it does not say why' } = body as { readonly error?: string }
  if (status < 500) throw new NegativeAnswer(error)
  throw new CouldNotRun(`the gateway answered ${status}: ${error}`)
}

function print(deployments: readonly Shown[], given: Given, { stdout }: Environment): typeof EXIT.ok {
  const rows = deployments.map(({ deployment, region, status, reason, drainReason, inFlight }) => ({
    deployment,
    region,
    status,
    reason,
    drainReason,
    inFlight,
  }))
  stdout.write(
    given.choice('format', FORMATS) === 'json'
      ? `${JSON.stringify({ deployments: rows }, null, 2)}\n`
      : formatTable(
          ['DEPLOYMENT', 'REGION', 'STATUS', 'UNDER WAY', 'WHY'].map((title) => ({ title })),
          rows.map((row) => [
            row.deployment,
            row.region ?? '-',
            row.status,
            `${row.inFlight}`,
            [row.reason, row.drainReason].filter((why) => why !== null).join(': '),
          ]),
        ),
  )
  return EXIT.ok
}
