import {
  checkedVariables,
  GIVING,
  givingLine,
  parametersOf,
  terraformExports,
  valuesSection,
} from './deploy-values.ts'
import type { PrintedFile, Printer } from './printers/printer.ts'
import type { ResourceGraph, Stage } from './resource-graph.ts'
import { rightsOf } from './rights.ts'
import { SUBSCRIPTION_PARAMETER, viewsOf } from './stage-view.ts'

/** The script that deploys what one printer wrote, and the page that says how, in which order and with what rights. */
export function deployFiles(graph: ResourceGraph, printers: readonly Printer[]): readonly PrintedFile[] {
  return [
    ...printers.map(({ name }) => ({ path: `${name}/deploy.sh`, text: SCRIPTS[name](graph) })),
    { path: 'README.md', text: readme(graph, printers) },
    ...graph.files,
  ]
}

const SCRIPTS: Readonly<Record<Printer['name'], (graph: ResourceGraph) => string>> = {
  bicep: (graph) => azureCliScript(graph, 'bicep'),
  arm: (graph) => azureCliScript(graph, 'json'),
  terraform: terraformScript,
}

function opening(workload: string, how: string): string {
  return `#!/usr/bin/env bash
# Deploys ${workload} into the subscription that az is signed in to. It may be repeated. With --what-if nothing is
# changed: ${how}.
set -euo pipefail
cd "$(dirname "\${BASH_SOURCE[0]}")"
mode=\${1:-}
[ -z "$mode" ] || [ "$mode" = --what-if ] || { echo "usage: \${BASH_SOURCE[0]} [--what-if]" >&2; exit 2; }
`
}

function azureCliScript(graph: ResourceGraph, extension: string): string {
  const views = viewsOf(graph)
  const asked = parametersOf(graph)
  const lines = views.flatMap(({ stage, needsSubscriptionId }) => {
    const given = stage.parameters.length === 0 ? '' : ' --parameters "@$given"'
    const handed = needsSubscriptionId ? ` --parameters ${SUBSCRIPTION_PARAMETER.name}="$subscription"` : ''
    return [
      ...(stage.parameters.length === 0 ? [] : [givingLine(stage.parameters)]),
      `step ${stage.name} ${targetOf(stage)}${given} --template-file ${stage.name}.${extension}${handed}`,
    ]
  })
  const asking = views.some(({ needsSubscriptionId }) => needsSubscriptionId)
    ? ['subscription=$(az account show --query id --output tsv)']
    : []
  const before = [...checkedVariables(asked), ...asking, ...(asked.length === 0 ? [] : [GIVING])]
  return `${opening(graph.workload, 'Azure says what each step would do')}${linesOf(before)}step() {
  local name=$1
  shift
  echo "== $name" >&2
  "$@" --name "$name" \${mode:+$mode}
}
${lines.join('\n')}
`
}

function targetOf({ scope }: Stage): string {
  switch (scope.kind) {
    case 'tenant':
      return `az deployment tenant create --location ${scope.location}`
    case 'management-group':
      return `az deployment mg create --management-group-id ${scope.managementGroup} --location ${scope.location}`
    case 'subscription':
      return `az deployment sub create --location ${scope.location}`
    case 'resource-group':
      return `az deployment group create --resource-group ${scope.resourceGroup}`
  }
}

function terraformScript(graph: ResourceGraph): string {
  const asked = parametersOf(graph)
  return `${opening(graph.workload, 'terraform says what it would do')}${linesOf([...checkedVariables(asked), ...terraformExports(asked)])}export TF_VAR_subscription_id=\${TF_VAR_subscription_id:-$(az account show --query id --output tsv)}
terraform init -input=false
if [ "$mode" = --what-if ]; then terraform plan -input=false; else terraform apply -input=false; fi
`
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function readme(graph: ResourceGraph, printers: readonly Printer[]): string {
  const { workload, stages, notes } = graph
  const rows = stages.map(
    (stage, at) => `| ${at + 1} | \`${stage.name}\` | ${placeOf(stage)} | ${stage.purpose} |`,
  )
  const scripts = printers.map(({ name }) => `\`${name}/deploy.sh\``)
  return `# The landing zone of ${workload}

Made by \`causeway build\`; change the workload file and build again rather than these files. Each folder holds the same
resources in another language, in these steps:

| step | template | into | what |
| ---- | -------- | ---- | ---- |
${rows.join('\n')}

Sign in with \`az login\`, choose the subscription with \`az account set --subscription ID\`, look with \`--what-if\`, then
run one of ${scripts.join(', ')}; they do not know of each other, so stay with one. Whoever runs it needs these roles:

${rightsOf(graph)
  .map(({ role, on, why }) => `- **${role}** on ${on}, for ${why}`)
  .join('\n')}

\`--what-if\` before the first run looks into groups that are not there yet, and fails for them. The endpoints that the
last steps give are those of \`accounts\` in the workload file.
${valuesSection(parametersOf(graph))}${notesSection(notes)}`
}

function notesSection(notes: readonly string[]): string {
  return notes.length === 0 ? '' : `\n## Beside it\n\n${notes.map((note) => `- ${note}\n`).join('')}`
}

function placeOf({ scope }: Stage): string {
  switch (scope.kind) {
    case 'tenant':
      return 'the tenant'
    case 'management-group':
      return `the management group \`${scope.managementGroup}\``
    case 'subscription':
      return 'the subscription'
    case 'resource-group':
      return `\`${scope.resourceGroup}\``
  }
}
