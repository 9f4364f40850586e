import type { Environment } from './environment.ts'
import type { ExitCode } from './exit-code.ts'
import type { Flags, Given } from './given.ts'
import type { RemoteServer } from './remote-server.ts'

/**
 * One command of the program: one file under `commands/`, one line in `commands.ts`. Command line in, text and exit
 * code out; it reads nothing but what it is handed. Throws WrongUse, CouldNotRun or NegativeAnswer for `command-line.ts`
 * to print; any other throw is a fault of ours and is printed with its stack.
 */
export interface Command {
  /** What stands after `causeway`: one word, or two for a command of a group (`keys create`). */
  readonly name: string
  /** One line, for the list of commands. */
  readonly summary: string
  /** What stands after the name, such as `FILE... [--format text|json]`. */
  readonly usage: string
  /** Paragraphs for `--help`: what the summary and the flags do not say. */
  readonly details?: string
  readonly flags: Flags
  /** How many words besides flags it takes. */
  readonly positionals: { readonly least: number; readonly most: number }
  run(given: Given, environment: Environment): Promise<ExitCode>
  /** The same on a running program elsewhere; absent where it can be done on the machine itself alone. */
  runRemote?(given: Given, environment: Environment, server: RemoteServer): Promise<ExitCode>
}

/** The most files or ids that one command line may name. */
export const MAX_POSITIONALS = 1_000
