import { parseArgs } from 'node:util'
import type { RunSize } from './cases/bench-case.ts'
import { CASES } from './cases/all.ts'
import { CONTENDER_NAMES, type PeerName } from './contenders/contender.ts'

export interface BenchOptions {
  readonly cases: readonly string[]
  readonly contenders: readonly PeerName[]
  readonly size: RunSize
  readonly quick: boolean
  readonly format: 'table' | 'json'
  /** Exit with 1 when a target is missed, or ours could not be measured. */
  readonly assert: boolean
  readonly installPeers: boolean
  /** The program that is ours. */
  readonly program: string | null
}

export const USAGE = `Measures Causeway beside other proxies, and prints ratios within the run.

  npm run bench -- [options]

  --only LIST         cases: ${CASES.map(({ id }) => id).join(', ')} (default: all but soak)
  --contenders LIST   ${CONTENDER_NAMES.join(', ')} (default: all that are installed)
  --rounds N          rounds in which all take turns (default 3)
  --seconds N         of load for each contender and round (default 4)
  --idle-streams N    slow streams held at once (default 5000)
  --soak MINUTES      the memory of ours over that time, instead of the other cases unless --only names them
  --quick             a smoke test of the harness in under 30 seconds; its figures mean little
  --format table|json
  --assert            exit with 1 when a target is missed, or ours could not be measured
  --install-peers     install Portkey into .causeway/bench first
  --program PATH      another build of Causeway than bin/causeway
  --help
`

const FULL = { rounds: 3, seconds: 4, warmUpSeconds: 3, idleStreams: 5_000, idleSeconds: 10, calmMs: 2_000 }
const QUICK = { rounds: 1, seconds: 1, warmUpSeconds: 0, idleStreams: 200, idleSeconds: 1, calmMs: 300 }
const QUICK_CASES = ['1kb', 'stream', 'idle']

/** A message for the user, or what they asked for; null for help. */
export function parseOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      contenders: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'idle-streams': { type: 'string' },
      soak: { type: 'string' },
      quick: { type: 'boolean', default: false },
      format: { type: 'string', default: 'table' },
      assert: { type: 'boolean', default: false },
      'install-peers': { type: 'boolean', default: false },
      program: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const base = values.quick ? QUICK : FULL
  const soakMinutes = values.soak === undefined ? 0 : positive('--soak', values.soak)
  const all = CASES.map(({ id }) => id)
  const unasked = soakMinutes > 0 ? ['soak'] : values.quick ? QUICK_CASES : all.filter((id) => id !== 'soak')
  const named = values.only === undefined ? unasked : list('--only', values.only, all)
  if (named.includes('soak') && soakMinutes === 0) throw new UsageError('the case soak needs --soak MINUTES')
  const { format } = values
  if (format !== 'table' && format !== 'json')
    throw new UsageError(`--format is table or json, not ${format}`)
  return {
    cases: soakMinutes > 0 && !named.includes('soak') ? [...named, 'soak'] : named,
    contenders:
      values.contenders === undefined
        ? CONTENDER_NAMES
        : list('--contenders', values.contenders, CONTENDER_NAMES),
    size: {
      ...base,
      rounds: values.rounds === undefined ? base.rounds : whole('--rounds', values.rounds),
      seconds: values.seconds === undefined ? base.seconds : whole('--seconds', values.seconds),
      idleStreams:
        values['idle-streams'] === undefined
          ? base.idleStreams
          : whole('--idle-streams', values['idle-streams']),
      soakMinutes,
    },
    quick: values.quick,
    format,
    assert: values.assert,
    installPeers: values['install-peers'],
    program: values.program ?? null,
  }
}

export class UsageError extends Error {
  override name = 'UsageError'
}

function list<Name extends string>(flag: string, text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = known.find((candidate) => candidate === word.trim())
    if (name === undefined) throw new UsageError(`${flag}: unknown "${word}"; known are ${known.join(', ')}`)
    return name
  })
}

function positive(flag: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new UsageError(`${flag} takes a number above 0, not "${text}"`)
  return value
}

function whole(flag: string, text: string): number {
  const value = positive(flag, text)
  if (!Number.isInteger(value)) throw new UsageError(`${flag} takes a whole number, not "${text}"`)
  return value
}
