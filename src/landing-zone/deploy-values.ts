import type { Parameter, ResourceGraph } from './resource-graph.ts'

/** What only the one who deploys can say: the scripts take it from the environment. */

/** Each parameter once, in the order in which stages ask for it. */
export function parametersOf({ stages }: ResourceGraph): readonly Parameter[] {
  return [...new Map(stages.flatMap(({ parameters }) => parameters).map((one) => [one.name, one])).values()]
}

/** `gatewayImage` to `GATEWAY_IMAGE`. */
export function variableOf({ name }: Parameter): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
}

/** Stops a script that lacks a value before anything is changed. */
export function checkedVariables(parameters: readonly Parameter[]): readonly string[] {
  return parameters
    .filter((one) => one.default === null)
    .map((one) => `: "\${${variableOf(one)}:?${withoutShellSigns(one.description)}}"`)
}

/**
 * Functions that write the values of a step into a file of parameters, for its owner alone: on a command line every user
 * of the machine could read them.
 */
export const GIVING = `given=$(mktemp)
trap 'rm -f "$given"' EXIT
json() {
  local text=$1
  text=\${text//\\\\/\\\\\\\\}
  text=\${text//\\"/\\\\\\"}
  text=\${text//$'\\n'/\\\\n}
  text=\${text//$'\\r'/\\\\r}
  text=\${text//$'\\t'/\\\\t}
  printf '"%s"' "$text"
}
give() {
  local separator=
  {
    printf '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{'
    while [ $# -gt 0 ]; do
      if [ -n "$2" ]; then
        printf '%s"%s":{"value":%s}' "$separator" "$1" "$(json "$2")"
        separator=,
      fi
      shift 2
    done
    printf '}}'
  } > "$given"
}`

/** The line that hands a step its values. */
export function givingLine(parameters: readonly Parameter[]): string {
  return ['give', ...parameters.map((one) => `${one.name} "\${${variableOf(one)}:-}"`)].join(' ')
}

/** Terraform takes them under names of its own. */
export function terraformExports(parameters: readonly Parameter[]): readonly string[] {
  return parameters.map((one) =>
    one.default === null
      ? `export TF_VAR_${one.name}=$${variableOf(one)}`
      : `[ -z "\${${variableOf(one)}:-}" ] || export TF_VAR_${one.name}=$${variableOf(one)}`,
  )
}

/** For the page beside the scripts; empty where nothing is asked for. */
export function valuesSection(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    (one) =>
      `| \`${variableOf(one)}\` | ${one.description}${one.isSecret ? ' A secret.' : ''}${one.default === null ? '' : ` ${one.default} when left out.`} |`,
  )
  return `
## What it asks for

The scripts take these from the environment, and stop before they change anything where one is missing. Terraform keeps
secrets in its state: keep that where only those may read it who may know them.

| variable | is |
| -------- | -- |
${rows.join('\n')}
`
}

function withoutShellSigns(text: string): string {
  return text.replaceAll(/["`$\\{}]/g, '')
}
