import { runCommandLine, tell } from './command-line.ts'
import { commandsFor } from './commands.ts'
import { type Environment, processEnvironment } from './environment.ts'
import type { ExitCode } from './exit-code.ts'
import { takeRemoteWords } from './remote-words.ts'

process.exitCode = await run(processEnvironment())

async function run(environment: Environment): Promise<ExitCode> {
  let taken: ReturnType<typeof takeRemoteWords>
  try {
    taken = takeRemoteWords(environment)
  } catch (thrown) {
    return tell(thrown, environment)
  }
  const { words, rest } = taken
  return runCommandLine(await commandsFor(rest.argv[0] ?? ''), rest, words)
}
