import { type AuditEntry, type AuditVerdict, readAudit, verifyAudit } from '../../storage/index.ts'
import type { Command } from '../command.ts'
import { EXIT, type ExitCode, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Flag, Flags, Given } from '../given.ts'
import type { Environment } from '../environment.ts'
import { parseMoment } from '../moment.ts'
import { stateFolder } from '../state-folder.ts'
import { formatTable } from '../table.ts'
import { FILE_FLAG, findExistingState, STATE_FLAG } from '../workload-file.ts'

/** What operators did, and whether the log of it is as it was written. */
const FORMATS = ['text', 'json'] as const
const WHERE: Flags = { file: FILE_FLAG, state: STATE_FLAG }
const FORMAT: Flag = { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' }
const NO_WORDS = { least: 0, most: 0 }
const PLACE_USAGE = '[--file FILE | --state DIR] [--format text|json]'
const STANDARD_LIMIT = 50
/** As many as the admin API gives at once. */
const MAX_LIMIT = 500
const CHAIN = /^[0-9a-f]{64}$/

export const auditList: Command = {
  name: 'audit list',
  summary: 'Show what operators did, the newest first',
  usage: `[--limit NUMBER] [--before MOMENT] ${PLACE_USAGE}`,
  flags: {
    limit: { kind: 'text', value: 'NUMBER', summary: `How many; ${STANDARD_LIMIT} when left out` },
    before: { kind: 'text', value: 'MOMENT', summary: 'Only what was before this moment' },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const { folder } = await findExistingState(given, environment)
    const { limit, beforeMs } = asked(given, environment)
    return print(await readAudit(stateFolder(folder).audit, beforeMs ?? Infinity, limit), given, environment)
  },
  async runRemote(given, environment, server) {
    const { limit, beforeMs } = asked(given, environment)
    const query = beforeMs === null ? { limit } : { limit, beforeMs }
    const { entries } = await server.ask('audit.list', { query })
    return print(entries, given, environment)
  },
}

function asked(
  given: Given,
  { clock }: Environment,
): { readonly limit: number; readonly beforeMs: number | null } {
  const limit = given.whole('limit') ?? STANDARD_LIMIT
  if (limit < 1 || limit > MAX_LIMIT) throw new WrongUse(`--limit is 1 to ${MAX_LIMIT}`)
  const before = given.text('before')
  return { limit, beforeMs: before === null ? null : parseMoment('before', before, clock.nowMs()) }
}

function print(entries: readonly AuditEntry[], given: Given, { stdout }: Environment): ExitCode {
  if (given.choice('format', FORMATS) === 'json')
    stdout.write(`${JSON.stringify({ entries: entries.map(shown) }, null, 2)}\n`)
  else if (entries.length === 0) stdout.write('Nothing is in the audit log.\n')
  else
    stdout.write(
      formatTable(
        ['WHEN', 'WHO', 'WHAT', 'TO WHAT'].map((title) => ({ title })),
        entries.map(({ atMs, who, what, why, details }) => [
          isoTime(atMs),
          who,
          what,
          [
            ...Object.entries(details).map(([name, value]) => `${name}=${value}`),
            ...(why === null ? [] : [`(${why})`]),
          ].join(' '),
        ]),
      ),
    )
  return EXIT.ok
}

function shown({ atMs, who, what, why, details }: AuditEntry): object {
  return { at: new Date(atMs).toISOString(), who, what, why, details }
}

function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'Say whether the audit log is as it was written',
  usage: `[--kept HASH] ${PLACE_USAGE}`,
  details: `Each line holds a hash over itself and the line before. Who may write the files can make all of them anew: keep
the hash that this prints elsewhere, and ask for it the next time with --kept. The exit code is 1 where a line was
changed, added or taken away, or the kept hash is not there.`,
  flags: {
    kept: {
      kind: 'text',
      value: 'HASH',
      summary: 'A hash that this printed before, and that must still be there',
    },
    ...WHERE,
    format: FORMAT,
  },
  positionals: NO_WORDS,
  async run(given, environment) {
    const kept = given.text('kept')
    if (kept !== null && !CHAIN.test(kept))
      throw new WrongUse('--kept is no hash that audit verify prints: 64 hexadecimal digits')
    const { folder } = await findExistingState(given, environment)
    const verdict = await verifyAudit(stateFolder(folder).audit, kept)
    if (given.choice('format', FORMATS) === 'json')
      environment.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`)
    const { broken, hasKept } = verdict
    if (broken !== null)
      throw new NegativeAnswer(
        `${broken.file}, line ${broken.line}: it is not as it was written, or what stood before it is not`,
      )
    if (hasKept === false) throw new NegativeAnswer('the hash that was kept is that of no line of the log')
    if (given.choice('format', FORMATS) === 'text') environment.stdout.write(asText(verdict))
    return EXIT.ok
  },
}

function asText({ files, lines, head, cut, goesOn }: AuditVerdict): string {
  if (head === null) return 'Nothing is in the audit log.\n'
  return [
    `The audit log is as it was written: ${lines} ${lines === 1 ? 'line' : 'lines'} in ${files} ${files === 1 ? 'file' : 'files'}.`,
    ...(goesOn
      ? ['The first one goes on from a line that is not here: older files were moved away, or lines were.']
      : []),
    ...(cut > 0 ? [`${cut} were cut off by a crash, and no whole line is missing there.`] : []),
    `Keep this hash elsewhere, and ask for it the next time: --kept ${head}`,
    '',
  ].join('\n')
}
