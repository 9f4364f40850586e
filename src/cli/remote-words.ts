import type { Environment } from './environment.ts'
import { WrongUse } from './exit-code.ts'

/** `--server URL` and `--operator-key REFERENCE` before a command: it is done on a running program elsewhere. */
export interface RemoteWords {
  readonly server: string
  /** Null for CAUSEWAY_OPERATOR_KEY of the environment. */
  readonly operatorKey: string | null
}

export const OPERATOR_KEY_VARIABLE = 'CAUSEWAY_OPERATOR_KEY'
const NAMES: Readonly<Record<string, keyof RemoteWords>> = {
  '--server': 'server',
  '--operator-key': 'operatorKey',
}

/** Takes them off the beginning of the line; the rest is a command as it is written on the machine itself. */
export function takeRemoteWords(environment: Environment): {
  readonly words: RemoteWords | null
  readonly rest: Environment
} {
  const argv = [...environment.argv]
  const given: { server?: string; operatorKey?: string } = {}
  for (;;) {
    const [name = '', inline] = (argv[0] ?? '').split(/=(.*)/s, 2)
    const word = NAMES[name]
    if (word === undefined) break
    argv.shift()
    const value = inline ?? argv.shift()
    if (value === undefined || value === '') throw new WrongUse(`${name} needs a value`)
    if (given[word] !== undefined) throw new WrongUse(`${name} is given twice`)
    given[word] = value
  }
  const { server, operatorKey = null } = given
  if (server === undefined && operatorKey !== null)
    throw new WrongUse('--operator-key is for another machine', 'Say with --server which one.')
  const words = server === undefined ? null : { server, operatorKey }
  return { words, rest: { ...environment, argv } }
}
