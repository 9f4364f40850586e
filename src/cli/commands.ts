import type { Command } from './command.ts'
import { check } from './commands/check.ts'
import { simulate } from './commands/simulate.ts'

/** Every command, in the order of `causeway --help`. */
export const COMMANDS: readonly Command[] = [check, simulate]
