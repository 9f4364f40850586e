import type { PrintedFile, Printer } from './printers/printer.ts'
import type { ResourceGraph, Stage } from './resource-graph.ts'

/** The script that deploys the stages of one kind of template, in their order, and the page that says how. */
export function deployFiles(graph: ResourceGraph, printers: readonly Printer[]): readonly PrintedFile[] {
  return [
    ...printers.map(({ name }) => ({
      path: `${name}/deploy.sh`,
      text: deployScript(graph, EXTENSIONS[name]),
    })),
    { path: 'README.md', text: readme(graph, printers) },
  ]
}

const EXTENSIONS: Readonly<Record<Printer['name'], string>> = { bicep: 'bicep', arm: 'json' }

function deployScript({ workload, stages }: ResourceGraph, extension: string): string {
  const lines = stages.map((stage) => {
    const target =
      stage.scope.kind === 'subscription'
        ? `az deployment sub create --location ${stage.scope.location}`
        : `az deployment group create --resource-group ${stage.scope.resourceGroup}`
    return `step ${stage.name} ${target} --template-file ${stage.name}.${extension}`
  })
  return `#!/usr/bin/env bash
# Deploys ${workload} into the subscription that az is signed in to. Each step may be repeated. With --what-if as the
# first argument nothing is changed: Azure says what each step would do.
set -euo pipefail
cd "$(dirname "\${BASH_SOURCE[0]}")"
mode=\${1:-}
[ -z "$mode" ] || [ "$mode" = --what-if ] || { echo "usage: \${BASH_SOURCE[0]} [--what-if]" >&2; exit 2; }
step() {
  local name=$1
  shift
  echo "== $name" >&2
  "$@" --name "$name" --output none \${mode:+$mode}
}
${lines.join('\n')}
`
}

function readme({ workload, stages }: ResourceGraph, printers: readonly Printer[]): string {
  const rows = stages.map(
    (stage, at) => `| ${at + 1} | \`${stage.name}\` | ${placeOf(stage)} | ${stage.purpose} |`,
  )
  const tools = printers.map(({ name }) => `\`${name}/deploy.sh\``).join(' or ')
  return `# The landing zone of ${workload}

Made by \`causeway build\`; change the workload file and build again rather than these files. Each folder holds the same
resources in another language, and a script that deploys them in this order:

| step | template | into | what |
| ---- | -------- | ---- | ---- |
${rows.join('\n')}

Sign in with \`az login\`, choose the subscription with \`az account set --subscription ID\`, look with \`--what-if\`, then
run ${tools}. Whoever runs it needs **Contributor** on the subscription, and **Role Based Access Control Administrator**
for the role assignments of step ${stages.length}. The endpoints that the last steps print are those of \`accounts\` in
the workload file.
`
}

function placeOf({ scope }: Stage): string {
  return scope.kind === 'subscription' ? 'the subscription' : `\`${scope.resourceGroup}\``
}
