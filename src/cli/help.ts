import manifest from '../../package.json' with { type: 'json' }
import type { Command } from './command.ts'
import type { Flag, Flags } from './given.ts'

export const VERSION: string = manifest.version

/** Every command takes it; `command-line.ts` answers it before the command runs. */
export const HELP_FLAG: Flags = { help: { kind: 'switch', summary: 'Print this page' } }

const EXIT_CODES = `Exit codes:
  0  it worked
  1  it worked, and the answer is no: errors in the file, a failed finding, an unknown id
  2  the command line is wrong
  3  it could not run: a file, a folder or a port did not do its part`

export function programHelp(commands: readonly Command[]): string {
  return `causeway ${VERSION}: run AI workloads on Azure well

Usage: causeway COMMAND [options]

Commands:
${commandList(commands)}

causeway COMMAND --help explains one command; causeway --version prints the version.

causeway --server URL [--operator-key file:PATH|env:NAME] COMMAND asks a running program elsewhere, over its admin API,
as the operator whose key is in CAUSEWAY_OPERATOR_KEY: keys, limits, deployments, report, explain, reload.

${EXIT_CODES}
`
}

export function groupHelp(group: string, commands: readonly Command[]): string {
  return `Usage: causeway ${group} COMMAND [options]

Commands:
${commandList(commands)}
`
}

export function commandHelp(command: Command): string {
  const details = command.details === undefined ? '' : `\n${paragraphs(command.details)}\n`
  const flags = Object.entries({ ...command.flags, ...HELP_FLAG })
  return `${command.summary}

${usageLine(command)}
${details}
Options:
${twoColumns(flags.map(([name, flag]) => [flagShape(name, flag), flagText(flag)]))}
`
}

const MAX_WIDTH = 100

/** One line, or several where it is long: broken between `[--flag VALUE]` groups, never inside one. */
export function usageLine(command: Command): string {
  const start = `Usage: causeway ${command.name}`
  const groups = command.usage.match(/\[[^\]]*\]|[^\s[]\S*(?: [A-Z]\S*)?/g) ?? []
  const lines = [start]
  for (const group of groups) {
    const line = lines.at(-1) ?? ''
    if (line.length + 1 + group.length <= MAX_WIDTH) lines[lines.length - 1] = `${line} ${group}`
    else lines.push(`${' '.repeat(start.length)} ${group}`)
  }
  return lines.join('\n')
}

function commandList(commands: readonly Command[]): string {
  return twoColumns(commands.map((command) => [command.name, command.summary]))
}

function flagShape(name: string, flag: Flag): string {
  if (flag.kind === 'switch') return `--${name}`
  return `--${name} ${flag.kind === 'choice' ? flag.of.join('|') : flag.value}`
}

function flagText(flag: Flag): string {
  return flag.kind === 'switch' || flag.kind === 'list' || flag.default === undefined
    ? flag.summary
    : `${flag.summary} (default: ${flag.default})`
}

/** Past this width the text of a flag starts on its own line. */
const MAX_LEFT = 34

function twoColumns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(MAX_LEFT, Math.max(...rows.map(([left]) => left.length)))
  const indent = `\n  ${' '.repeat(width)}  `
  return rows
    .map(([left, right]) => {
      const text = wrapped(right, MAX_WIDTH - width - 4).join(indent)
      return left.length > width ? `  ${left}${indent}${text}` : `  ${left.padEnd(width)}  ${text}`
    })
    .join('\n')
}

/** Breaks lines anew; an empty line starts a paragraph. */
function paragraphs(text: string): string {
  const all = text.trim().split(/\n\s*\n/)
  return all.map((paragraph) => wrapped(paragraph, MAX_WIDTH).join('\n')).join('\n\n')
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.trim().split(/\s+/)) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
