import { formatCount, formatUsd, NANO_USD_PER_USD, parseCount } from '../../base/index.ts'
import { LimitBook } from '../../limits/index.ts'
import { type AdminReply, askAdmin } from '../admin-client.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { CouldNotRun, EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Flag, Flags, Given } from '../given.ts'
import { LimitRaises } from '../limit-raises.ts'
import { type ShownLimit, shownRaise, type ShownRaise } from '../shown-limits.ts'
import { lockStateFolder, stateFolder } from '../state-folder.ts'
import { formatTable } from '../table.ts'
import { FILE_FLAG, findExistingState, findState, type State, STATE_FLAG } from '../workload-file.ts'

/** What is used of each limit, and more of one for a while. A running gateway is asked on its admin socket. */
const FORMATS = ['table', 'json'] as const

const WHERE: Flags = { file: FILE_FLAG, state: STATE_FLAG }
const FORMAT: Flag = { kind: 'choice', of: FORMATS, default: 'table', summary: 'How to print' }
const NO_WORDS = { least: 0, most: 0 }
const PLACE_USAGE = '[--file FILE | --state DIR] [--format table|json]'

export const limitsList: Command = {
  name: 'limits list',
  summary: 'Show what is used of each limit, and what is left',
  usage: `[--consumer PATH] ${PLACE_USAGE}`,
  details:
    'The running gateway is asked: it is what counts. Set aside for requests under way counts as used.',
  flags: {
    consumer: {
      kind: 'text',
      value: 'PATH',
      summary: 'Only limits of this consumer, of the nodes above it and of those below',
    },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const state = await findExistingState(given, environment)
    const reply = await askAdmin(stateFolder(state.folder).adminSocket, 'GET', '/admin/v1/limits')
    if (reply === null)
      throw new NegativeAnswer(`no gateway runs on ${state.folder}; limits are counted while one does`)
    const { limits } = bodyOf<{ limits: readonly ShownLimit[] }>(reply)
    printLimits(limits, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const { limits } = await server.ask('limits.list')
    printLimits(limits as readonly ShownLimit[], given, environment)
    return EXIT.ok
  },
}

function printLimits(limits: readonly ShownLimit[], given: Given, { stdout, clock }: Environment): void {
  const path = given.text('consumer')?.replace(/\/+$/, '') ?? null
  const rows = limits.filter(({ node }) => path === null || isRelated(node, path))
  stdout.write(
    given.choice('format', FORMATS) === 'json'
      ? `${JSON.stringify({ limits: rows }, null, 2)}\n`
      : limitsTable(rows, clock.nowMs()),
  )
}

export const limitsRaise: Command = {
  name: 'limits raise',
  summary: 'Raise a limit for a while',
  usage: `LIMIT --amount NUMBER --until DATE --reason TEXT ${PLACE_USAGE}`,
  details: `LIMIT is the key that limits list shows, such as "/contoso/claims|tokens_per_minute". It holds at once, ends by
itself, outlives restarts, and is a line of audit.log in the state folder. Of raises that hold at the same time the last
one wins; those that the file declares come first.`,
  flags: {
    amount: {
      kind: 'text',
      value: 'NUMBER',
      summary: 'What the limit is meanwhile: a count such as 240k, US dollars for a budget',
    },
    until: {
      kind: 'text',
      value: 'DATE',
      summary: "Its last day, such as 2026-12-24, in the calendar's time zone; or a time, 2026-12-24T18:00Z",
    },
    reason: { kind: 'text', value: 'TEXT', summary: 'Why, for the audit log' },
    ...WHERE,
    format: FORMAT,
  },
  positionals: { least: 1, most: 1 },
  async run(given, environment) {
    const order = { ...orderOf(given), by: environment.user }
    const state = await findState(given, environment)
    const reply = await askAdmin(
      stateFolder(state.folder).adminSocket,
      'POST',
      '/admin/v1/limits/raises',
      order,
    )
    const made = reply === null ? await raiseAtRest(order, state, environment) : bodyOf<ShownRaise>(reply)
    environment.stdout.write(
      given.choice('format', FORMATS) === 'json'
        ? `${JSON.stringify(made)}\n`
        : raiseText(made, reply !== null),
    )
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const made = (await server.ask('raises.make', { body: orderOf(given) })) as ShownRaise
    environment.stdout.write(
      given.choice('format', FORMATS) === 'json' ? `${JSON.stringify(made)}\n` : raiseText(made, true),
    )
    return EXIT.ok
  },
}

function orderOf(given: Given) {
  const text = given.requiredText('amount')
  const amount = parseCount(text) ?? Number(text)
  if (!Number.isFinite(amount))
    throw new WrongUse(`--amount is no number: ${text}`, 'Write 240k, 1.5M or 500; US dollars for a budget.')
  return {
    limit: given.positionals[0],
    amount,
    until: given.requiredText('until'),
    reason: given.requiredText('reason'),
  }
}

export const limitsRaises: Command = {
  name: 'limits raises',
  summary: 'List the raises that were made with limits raise and have not ended',
  usage: PLACE_USAGE,
  details: 'Raises that the workload file declares stand there; those that ended stand in audit.log.',
  flags: { ...WHERE, format: FORMAT },
  positionals: NO_WORDS,
  async run(given, environment) {
    const state = await findExistingState(given, environment)
    const reply = await askAdmin(stateFolder(state.folder).adminSocket, 'GET', '/admin/v1/limits/raises')
    const raises =
      reply === null
        ? await raisesAtRest(state, environment)
        : bodyOf<{ raises: readonly ShownRaise[] }>(reply).raises
    printRaises(raises, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const { raises } = await server.ask('raises.list')
    printRaises(raises as readonly ShownRaise[], given, environment)
    return EXIT.ok
  },
}

function printRaises(raises: readonly ShownRaise[], given: Given, { stdout }: Environment): void {
  stdout.write(
    given.choice('format', FORMATS) === 'json'
      ? `${JSON.stringify({ raises }, null, 2)}\n`
      : raisesTable(raises),
  )
}

function bodyOf<Body>({ status, body }: AdminReply): Body {
  if (status < 300) return body as Body
  const { error } = body as { error?: string }
  if (status < 500) throw new NegativeAnswer(error ?? `the gateway answered ${status}`)
  throw new CouldNotRun(`the gateway answered ${status}: ${error ?? 'it does not say why'}`)
}

/** No gateway runs: the state folder is ours for the moment, and the next start finds the raise. */
async function raiseAtRest(
  order: object,
  { folder, plan }: State,
  environment: Environment,
): Promise<ShownRaise> {
  if (plan === null)
    throw new NegativeAnswer(`no gateway runs on ${folder}; say with --file which workload has the limit`)
  const state = stateFolder(folder)
  const release = await lockStateFolder(state, environment)
  try {
    const raises = await LimitRaises.open(state, environment)
    const book = new LimitBook(plan)
    const answer = await raises.add(order, book, plan.limits.timeZone)
    if (!answer.ok) throw new NegativeAnswer(answer.problem)
    return shownRaise(answer.raise, book.all())
  } finally {
    await release()
  }
}

async function raisesAtRest(
  { folder, plan }: State,
  environment: Environment,
): Promise<readonly ShownRaise[]> {
  const { made } = await LimitRaises.open(stateFolder(folder), environment)
  const limits = plan === null ? [] : new LimitBook(plan).all()
  return made.map((raise) => shownRaise(raise, limits))
}

/** On the way down to `path`, or below it. */
function isRelated(node: string, path: string): boolean {
  return node === path || path.startsWith(`${node}/`) || node.startsWith(`${path}/`)
}

function limitsTable(rows: readonly ShownLimit[], nowMs: number): string {
  if (rows.length === 0) return 'There are no such limits.\n'
  const right = { align: 'right' } as const
  return formatTable(
    [
      { title: 'LIMIT' },
      { title: 'MODE' },
      { title: 'IS', ...right },
      { title: 'USED', ...right },
      { title: 'LEFT', ...right },
      { title: 'ALL FREE AT' },
    ],
    rows.map(({ key, mode, unit, most, used, left, resetMs }) => [
      key,
      mode,
      amountText(unit, most),
      amountText(unit, used),
      amountText(unit, left),
      resetMs === null || resetMs === 0 ? '-' : isoTime(nowMs + resetMs),
    ]),
  )
}

function raiseText({ limit, unit, amount, until }: ShownRaise, isRunning: boolean): string {
  const from = isRunning ? '' : ', from the next start on'
  return `${limit} is ${amountText(unit, amount)} until ${isoTime(Date.parse(until))}${from}.\n`
}

function raisesTable(rows: readonly ShownRaise[]): string {
  if (rows.length === 0) return 'No limit is raised.\n'
  return formatTable(
    [
      { title: 'LIMIT' },
      { title: 'IS', align: 'right' },
      { title: 'UNTIL' },
      { title: 'BY' },
      { title: 'REASON' },
    ],
    rows.map(({ limit, unit, amount, until, by, reason }) => [
      limit,
      amountText(unit, amount),
      isoTime(Date.parse(until)),
      by,
      reason,
    ]),
  )
}

function amountText(unit: ShownLimit['unit'] | null, amount: number): string {
  return unit === 'usd' ? formatUsd(amount * NANO_USD_PER_USD) : formatCount(amount)
}

function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
