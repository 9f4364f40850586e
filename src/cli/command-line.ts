import { suggest } from '../base/index.ts'
import { UnresolvedReference } from '../workload/index.ts'
import type { Command } from './command.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, EXIT, type ExitCode, NegativeAnswer, WrongInput, WrongUse } from './exit-code.ts'
import { type Given, parseGiven } from './given.ts'
import type { RemoteWords } from './remote-words.ts'
import { commandHelp, groupHelp, HELP_FLAG, programHelp, usageLine, VERSION } from './help.ts'

/** Finds the command that the words name, checks them against it, runs it, and turns what it throws into an exit code. */
export async function runCommandLine(
  commands: readonly Command[],
  environment: Environment,
  remote: RemoteWords | null = null,
): Promise<ExitCode> {
  const { argv, stdout } = environment
  try {
    const [first = '', second = ''] = argv
    if (first === '') {
      environment.stderr.write(programHelp(commands))
      return EXIT.wrongUse
    }
    if (first === '--version') {
      stdout.write(`${VERSION}\n`)
      return EXIT.ok
    }
    if (first === '--help' || first === '-h' || first === 'help') {
      const words = first === 'help' ? argv.slice(1) : []
      if (words.length === 0) stdout.write(programHelp(commands))
      else return await runCommandLine(commands, { ...environment, argv: [...words, '--help'] })
      return EXIT.ok
    }
    const group = commands.filter((command) => command.name.startsWith(`${first} `))
    if (group.length > 0 && (second === '--help' || second === '-h')) {
      const own = commands.find((command) => command.name === first)
      stdout.write(`${own === undefined ? '' : `${commandHelp(own)}\n`}${groupHelp(first, group)}`)
      return EXIT.ok
    }
    const command = findCommand(commands, group, first, second)
    return await runCommand(command, argv.slice(command.name.split(' ').length), environment, remote)
  } catch (thrown) {
    return tell(thrown, environment)
  }
}

function findCommand(
  commands: readonly Command[],
  group: readonly Command[],
  first: string,
  second: string,
): Command {
  if (first.startsWith('-')) throw new WrongUse(`there is no flag ${first}`, 'See causeway --help.')
  if (group.length > 0) {
    const found = group.find((command) => command.name === `${first} ${second}`)
    if (found !== undefined) return found
    // A group may have a command of its own: `report`, beside `report statement`.
    const own = commands.find((command) => command.name === first)
    if (own !== undefined && (second === '' || second.startsWith('-'))) return own
    const seconds = group.map((command) => command.name.slice(first.length + 1))
    const near = suggest(second, seconds)
    throw new WrongUse(
      second === '' || second.startsWith('-')
        ? `causeway ${first} needs to know what to do`
        : `there is no command ${first} ${second}`,
      near === null ? `It is one of ${seconds.join(', ')}.` : `Did you mean causeway ${first} ${near}?`,
    )
  }
  const found = commands.find((command) => command.name === first)
  if (found !== undefined) return found
  const near = suggest(first, new Set(commands.map((command) => command.name.split(' ')[0] ?? '')))
  throw new WrongUse(
    `there is no command ${first}`,
    near === null ? 'See causeway --help.' : `Did you mean causeway ${near}?`,
  )
}

async function runCommand(
  command: Command,
  words: readonly string[],
  environment: Environment,
  remote: RemoteWords | null,
): Promise<ExitCode> {
  // What follows `--` are names, whatever they look like.
  const end = words.indexOf('--')
  const flags = end === -1 ? words : words.slice(0, end)
  if (flags.includes('--help') || flags.includes('-h')) {
    environment.stdout.write(commandHelp(command))
    return EXIT.ok
  }
  try {
    const given = parseGiven(words, { ...command.flags, ...HELP_FLAG })
    const { least, most } = command.positionals
    const count = given.positionals.length
    if (count < least) throw new WrongUse(`causeway ${command.name} needs more words`)
    if (count > most) throw new WrongUse(`one word too many: ${given.positionals[most]}`)
    return remote === null
      ? await command.run(given, environment)
      : await runRemote(command, given, environment, remote)
  } catch (thrown) {
    if (!(thrown instanceof WrongUse)) throw thrown
    const hint = thrown.hint === null ? '' : `${thrown.hint}\n`
    throw new WrongUse(thrown.message, `${hint}${usageLine(command)}`)
  }
}

const OF_THIS_MACHINE = ['file', 'state']

async function runRemote(
  command: Command,
  given: Given,
  environment: Environment,
  remote: RemoteWords,
): Promise<ExitCode> {
  if (command.runRemote === undefined)
    throw new WrongUse(`causeway ${command.name} is done on the machine itself, without --server`)
  for (const flag of OF_THIS_MACHINE)
    if (Object.hasOwn(command.flags, flag) && given.text(flag) !== null)
      throw new WrongUse(`--${flag} is of this machine; leave it out with --server`)
  const { RemoteServer } = await import('./remote-server.ts')
  return command.runRemote(given, environment, await RemoteServer.open(remote, environment))
}

export function tell(thrown: unknown, { stderr }: Environment): ExitCode {
  if (thrown instanceof WrongUse) {
    stderr.write(`causeway: ${thrown.message}\n${thrown.hint === null ? '' : `${thrown.hint}\n`}`)
    return EXIT.wrongUse
  }
  if (thrown instanceof WrongInput) {
    stderr.write(`causeway: ${thrown.message}\n`)
    return EXIT.wrongUse
  }
  if (thrown instanceof NegativeAnswer) {
    stderr.write(`causeway: ${thrown.message}\n`)
    return EXIT.negative
  }
  // What a workload file refers to and is not there says where it was looked for.
  const isOutside = thrown instanceof CouldNotRun || thrown instanceof UnresolvedReference
  if (isOutside || isSystemError(thrown)) {
    stderr.write(`causeway: ${thrown.message}\n`)
    return EXIT.couldNotRun
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  stderr.write(`causeway: this is a fault in causeway itself; please report it with these lines\n${stack}\n`)
  return EXIT.couldNotRun
}

/** Errors of the operating system say enough by themselves: `ENOENT: no such file or directory, open 'x'`. */
function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'syscall' in thrown && typeof thrown.syscall === 'string'
}
