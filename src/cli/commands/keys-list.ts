import type { StoredKey } from '../../identity/index.ts'
import { MOST_KEYS_ASKED } from '../../ledger/index.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { CouldNotRun, EXIT } from '../exit-code.ts'
import type { Given } from '../given.ts'
import { withKeyFile } from '../key-file-use.ts'
import { withRecords } from '../records.ts'
import type { RemoteServer } from '../remote-server.ts'
import {
  isoTime,
  keyUseTable,
  type SeenKey,
  type SeenUse,
  shownKey,
  shownUse,
  unusedSinceMs,
} from '../shown-keys.ts'
import { hasLedger, stateFolder } from '../state-folder.ts'
import { FILE_FLAG, findExistingState, type State, STATE_FLAG } from '../workload-file.ts'

const FORMATS = ['text', 'json'] as const
const KEYS_A_PAGE = 1_000

export const keysList: Command = {
  name: 'keys list',
  summary: 'Show whose keys there are, whether they work and when they were used; never the keys themselves',
  usage: '[--consumer PATH] [--unused-for DURATION] [--file FILE | --state DIR] [--format text|json]',
  details: `A use is any request that came with the key, whatever was answered; the last one is exact to half a minute. Uses are
known from when the database was made, or brought to a version of this program that notes them: what is older shows as
"not since" then. --unused-for asks for keys that work, and of which it is known that nobody used them for so long.`,
  flags: {
    consumer: { kind: 'text', value: 'PATH', summary: 'Only keys of this consumer and of those below it' },
    'unused-for': {
      kind: 'text',
      value: 'DURATION',
      summary: 'Only live keys that nobody used for so long, such as 30d',
    },
    file: FILE_FLAG,
    state: STATE_FLAG,
    format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' },
  },
  positionals: { least: 0, most: 0 },
  async run(given, environment) {
    const unusedForMs = given.durationMs('unused-for')
    const state = await findExistingState(given, environment)
    const below = given.text('consumer')?.replace(/\/+$/, '') ?? ''
    const all = await withKeyFile(state, environment, (file) => Promise.resolve(file.list()))
    const keys = all.filter(({ consumer }) => consumer === below || consumer.startsWith(`${below}/`))
    const seen = await usesHere(keys, state, environment, unusedForMs !== null)
    print(seen, unusedForMs, given, environment)
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const unusedForMs = given.durationMs('unused-for')
    print(await keysThere(given, server), unusedForMs, given, environment)
    return EXIT.ok
  },
}

interface Seen {
  readonly key: SeenKey
  readonly use: SeenUse
}

async function keysThere(given: Given, server: RemoteServer): Promise<readonly Seen[]> {
  const consumer = given.text('consumer') ?? undefined
  const seen: Seen[] = []
  for (let after: string | undefined; ;) {
    const query = { consumer, after, limit: KEYS_A_PAGE }
    const { keys, hasMore } = await server.ask('keys.list', { query })
    for (const key of keys)
      seen.push({ key, use: { lastMs: key.lastUsedMs, knownFromMs: key.useKnownFromMs } })
    after = keys.at(-1)?.id
    if (!hasMore || after === undefined) return seen
  }
}

/** Keys are shown without their uses where these cannot be had, unless they are what is asked for. */
async function usesHere(
  keys: readonly StoredKey[],
  state: State,
  environment: Environment,
  isNeeded: boolean,
): Promise<readonly Seen[]> {
  const isAnythingRecorded =
    hasLedger(stateFolder(state.folder)) || (state.plan?.storage.database ?? null) !== null
  if (keys.length === 0 || !isAnythingRecorded) return keys.map((key) => ({ key, use: UNKNOWN }))
  try {
    return await withRecords(state, environment, async (reader) => {
      const seen: Seen[] = []
      for (let from = 0; from < keys.length; from += MOST_KEYS_ASKED) {
        const some = keys.slice(from, from + MOST_KEYS_ASKED)
        const { fromMs, uses } = await reader.keyUses(some.map(({ id }) => id))
        const lasts = new Map(uses.map(({ key, lastMs }) => [key, lastMs]))
        for (const key of some)
          seen.push({ key, use: { lastMs: lasts.get(key.id) ?? null, knownFromMs: fromMs } })
      }
      return seen
    })
  } catch (error) {
    if (isNeeded || !(error instanceof CouldNotRun)) throw error
    environment.stderr.write(`When keys were used is not known: ${error.message}\n`)
    return keys.map((key) => ({ key, use: UNKNOWN }))
  }
}

const UNKNOWN: SeenUse = { lastMs: null, knownFromMs: null }

function print(
  seen: readonly Seen[],
  unusedForMs: number | null,
  given: Given,
  environment: Environment,
): void {
  const { stdout, stderr, clock } = environment
  const nowMs = clock.nowMs()
  const { wanted, open } =
    unusedForMs === null ? { wanted: seen, open: [] } : unusedFor(seen, unusedForMs, nowMs)
  const rows = wanted.map(({ key, use }) => ({ ...shownKey(key, nowMs), ...shownUse(use) }))
  if (given.choice('format', FORMATS) === 'json') stdout.write(`${JSON.stringify({ keys: rows }, null, 2)}\n`)
  else if (rows.length > 0) stdout.write(keyUseTable(rows))
  else if (unusedForMs === null)
    stdout.write('There are no keys here. Make one: causeway keys create --consumer PATH\n')
  else stdout.write(`There are no live keys that are known to be unused for ${given.text('unused-for')}.\n`)
  if (open.length > 0) stderr.write(openWords(open, given.text('unused-for') ?? ''))
}

/** `open`: those that are old enough, and of which it is not known. */
function unusedFor(
  seen: readonly Seen[],
  unusedForMs: number,
  nowMs: number,
): { readonly wanted: readonly Seen[]; readonly open: readonly Seen[] } {
  const live = seen.filter(({ key }) => shownKey(key, nowMs).state === 'live')
  const isLongAgo = (atMs: number) => nowMs - atMs >= unusedForMs
  return {
    wanted: live.filter(({ key, use }) => {
      const sinceMs = unusedSinceMs(key, use)
      return sinceMs !== null && isLongAgo(sinceMs)
    }),
    open: live.filter(({ key, use }) => {
      const isUnknown = use.lastMs === null && (use.knownFromMs === null || !isLongAgo(use.knownFromMs))
      return isUnknown && isLongAgo(key.createdMs)
    }),
  }
}

function openWords(open: readonly Seen[], asked: string): string {
  const count = open.length === 1 ? 'one live key that is' : `${open.length} live keys that are`
  const [first] = open
  const fromMs = first?.use.knownFromMs ?? null
  const because =
    fromMs === null
      ? 'uses of keys are not known here'
      : `uses are known from ${isoTime(fromMs)} on, and there was none`
  return `Of ${count} older than ${asked} it is not known: ${because}.\n`
}
