import { alternatives, type JsonSchema, workloadJsonSchema } from './json-schema.ts'

/** Makes `docs/workload-file.md` from the schema, so that it has every setting, and none that is gone. */
const INTRODUCTION = `# The workload file

<!-- Made from the schema in src/workload by npm run docs. Edit the descriptions there. -->

One YAML file declares a workload. [The example](../examples/quickstart/workload.yaml) is a complete one with comments.
\`causeway check FILE\` reads it as \`causeway serve\` does and lists everything that is wrong with it, with line, column
and what was probably meant. A program does not start on a file with errors, and a reload with errors keeps the plan
that runs.

Editors complete and check the file with [workload.schema.json](../workload.schema.json): for the YAML extension of VS
Code, begin the file with \`# yaml-language-server: $schema=PATH/workload.schema.json\`.

## How values are written

| kind | written as |
| --- | --- |
| count | \`120k\`, \`1.5M\` or a whole number |
| duration | \`500ms\`, \`30s\`, \`5m\`, \`2h\`, \`1d\` |
| size | \`500KB\`, \`32MB\` (decimal), \`1GiB\` (binary) |
| reference | \`env:NAME\` (environment variable), \`file:PATH\`, \`keyvault:VAULT/SECRET\` or \`keyvault:https://HOST/secrets/NAME\` |

Secrets are references, never values: a key in the file is an error. The file is YAML 1.2: write versions and other
numbers that are names in quotes. Aliases are taken, merge keys (\`<<\`) are not. The file has at most
1 MiB.

## What residency means

A deployment is used only where its calls are sure to be processed inside the residency. Regional types (\`standard\`,
\`provisioned-managed\`) process in the geography of their region, \`data-zone-*\` types anywhere in the European Union or
the United States, \`global-*\` types and \`developer\` anywhere. \`eu\` and \`us\` take regional deployments in the zone and
data-zone deployments of it; a geography takes regional deployments in that geography alone; \`global\` takes all. Where
processing is not known, only \`global\` takes it. The European data zone is the member states of the European Union:
Switzerland, Norway and the United Kingdom are geographies of their own, and the geography \`europe\` is just Microsoft's
regions North Europe (Ireland) and West Europe (the Netherlands).
`

interface Section {
  readonly heading: string
  readonly path: string
  readonly schema: JsonSchema
}

export function workloadReferencePage(): string {
  const root = workloadJsonSchema()
  const lines: string[] = [INTRODUCTION, '## The file', '']
  const sections: Section[] = []
  for (const [key, schema] of Object.entries(root.properties ?? {})) {
    if (isSection(schema)) sections.push({ heading: `\`${key}\``, path: key, schema })
    lines.push(item(key, schema, root.required?.includes(key) === true))
  }
  for (const { heading, path, schema } of sections) {
    lines.push('', `## ${heading}`, '', schema.description ?? '', '')
    listBelow(path, schema, lines)
  }
  return `${lines.join('\n')}\n`
}

function isSection(schema: JsonSchema): boolean {
  return childrenOf('', schema).length > 0
}

interface Child {
  readonly path: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
}

/** What can stand below a setting: its keys, the entries of a map of names, the items of a list. */
function childrenOf(path: string, schema: JsonSchema): readonly Child[] {
  const maps = alternatives(schema).filter(({ properties }) => properties !== undefined)
  return alternatives(schema).flatMap((one): readonly Child[] => {
    if (one.properties !== undefined) {
      return Object.entries(one.properties).map(([key, child]) => ({
        path: `${path}.${key}`,
        schema: child,
        // Of several maps, each needs other keys.
        isRequired: maps.length === 1 && one.required?.includes(key) === true,
      }))
    }
    if (typeof one.additionalProperties === 'object')
      return childrenOf(`${path}.<${path === 'consumers' ? 'path' : 'name'}>`, one.additionalProperties)
    // What may be written once or in a list is shown once.
    if (one.items === undefined || maps.some((map) => isSame(map, one.items))) return []
    return childrenOf(`${path}[]`, one.items)
  })
}

function isSame(a: JsonSchema, b: JsonSchema | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Shown at consumers, and in docs/alerts.md; the same settings elsewhere would only make the page long. */
const REPEATED = /^models\..*\.limits$|^telemetry\.alerts\.rules$/

function listBelow(path: string, schema: JsonSchema, lines: string[]): void {
  for (const child of childrenOf(path, schema)) {
    lines.push(item(child.path, child.schema, child.isRequired))
    if (!REPEATED.test(child.path)) listBelow(child.path, child.schema, lines)
  }
}

function item(path: string, schema: JsonSchema, isRequired: boolean): string {
  const facts = [kindOf(schema)]
  if (isRequired) facts.push('required')
  if (schema.default !== undefined && typeof schema.default !== 'object') {
    facts.push(`default \`${scalarText(schema.default)}\``)
  }
  return `- **\`${path}\`** (${facts.join('; ')}): ${schema.description ?? ''}`
}

/** Longer lists of values, such as that of regions, are named rather than shown. */
const MAX_SHOWN_VALUES = 8

function kindOf(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) {
    const kinds = schema.anyOf.filter(({ type }) => type !== 'null').map(kindOf)
    return schema.title ?? [...new Set(kinds)].join(' or ')
  }
  const { enum: values } = schema
  if (values !== undefined && (schema.title === undefined || values.length <= MAX_SHOWN_VALUES)) {
    return values.map((value) => `\`${scalarText(value)}\``).join(', ')
  }
  if (schema.title !== undefined) return schema.title
  if (schema.const !== undefined) return `\`${scalarText(schema.const)}\``
  if (schema.type === 'integer') return `whole number, ${schema.minimum} to ${schema.maximum}`
  return KINDS[schema.type ?? ''] ?? 'map'
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: '`true` or `false`',
  array: 'list',
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
