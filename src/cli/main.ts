import { runCommandLine } from './command-line.ts'
import { COMMANDS } from './commands.ts'
import { processEnvironment } from './environment.ts'

process.exitCode = await runCommandLine(COMMANDS, processEnvironment())
