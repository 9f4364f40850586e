import { FAILURES } from '../src/base/index.ts'
import type { Command } from '../src/cli/command.ts'
import { commandHelp, programHelp } from '../src/cli/help.ts'

/** Pages of docs/ that the code itself knows best. */
export function failuresPage(): string {
  const rows = Object.entries(FAILURES).map(
    ([code, { status, type, retryable, message, remedy }]) =>
      `| \`${code}\` | ${status} | \`${type}\` | ${retryable ? 'yes' : 'no'} | ${message} | ${remedy} |`,
  )
  return `# Failures

Every way in which the gateway itself refuses or fails a request. The code is in \`error.causeway.code\`, in the log, in
\`causeway_requests_total\` and in the ledger. What a provider refuses reaches the client as the provider wrote it.

| code | status | type | retry helps | meaning | what to do |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}

export function commandsPage(commands: readonly Command[]): string {
  const pages = commands.map(
    (command) => `## causeway ${command.name}\n\n\`\`\`text\n${commandHelp(command).trimEnd()}\n\`\`\``,
  )
  return `# Commands

\`\`\`text
${programHelp(commands).trimEnd()}
\`\`\`

${pages.join('\n\n')}
`
}
