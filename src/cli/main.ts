import { runCommandLine } from './command-line.ts'
import { commandsFor } from './commands.ts'
import { processEnvironment } from './environment.ts'

const environment = processEnvironment()
process.exitCode = await runCommandLine(await commandsFor(environment.argv[0] ?? ''), environment)
