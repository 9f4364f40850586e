import { type JsonNode, type JsonObject, memberOf, stringMember } from './json-document.ts'
import { valueOfJson } from './json-values.ts'
import { scopeOfId } from './resource-ids.ts'
import { bodyOf, type EvaluatedResource, type Evaluation, THERE } from './resource.ts'
import type { Run } from './run.ts'
import { type Field, Unknown } from './value.ts'

/**
 * Resources as they are: from Azure Resource Graph (`{ "data": [...] }` or the list alone), from `az resource list`,
 * or from a list of the REST interface (`{ "value": [...] }`). Only the first says types in lower case.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language, read 2026-11-21.
 */
export function readResourceExport(root: JsonNode, run: Run): Evaluation {
  const resources: EvaluatedResource[] = []
  for (const item of exportedItems(root) ?? []) {
    if (item.kind === 'object' && stringMember(item, 'id') !== undefined) resources.push(exported(item))
    else run.note('not-read', 'An entry without an id is no resource.', item)
  }
  return { kind: 'resource-graph', resources, outputs: [], notes: run.notes }
}

/** The entries of an export; undefined when the document is none. */
export function exportedItems(root: JsonNode): readonly JsonNode[] | undefined {
  const list = root.kind === 'array' ? root : (memberOf(root, 'data') ?? memberOf(root, 'value'))
  return list?.kind === 'array' ? list.items : undefined
}

function exported(node: JsonObject): EvaluatedResource {
  const id = stringMember(node, 'id') ?? ''
  const { type, name } = typeAndNameOf(id)
  const written = stringMember(node, 'type') ?? ''
  const fields = new Map<string, Field>()
  for (const { name: field, lowerName, value } of node.entries) {
    fields.set(lowerName, { name: field, value: valueOfJson(value), at: value })
  }
  const properties = fields.get('properties')?.value ?? null
  if (properties === null) {
    const value = new Unknown([{ kind: 'not-exported', what: 'properties' }])
    fields.set('properties', { name: 'properties', value, at: node })
  }
  return {
    // Ids keep the case of the type.
    type: type.toLowerCase() === written.toLowerCase() || written === '' ? type : written,
    name: name === '' ? (stringMember(node, 'name') ?? null) : name,
    apiVersion: stringMember(node, 'apiVersion') ?? null,
    id,
    scope: scopeOfId(id),
    body: bodyOf(fields),
    presence: THERE,
    existing: false,
    symbolicName: null,
    dependsOn: [],
    copy: null,
    deployments: [],
    at: node,
  }
}

function typeAndNameOf(id: string): { type: string; name: string } {
  const parts = id.split('/')
  const at = parts.findLastIndex((part) => part.toLowerCase() === 'providers')
  if (at === -1) {
    const group = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)$/i.exec(id)?.[1]
    return group === undefined
      ? { type: '', name: '' }
      : { type: 'Microsoft.Resources/resourceGroups', name: group }
  }
  const [namespace = '', ...rest] = parts.slice(at + 1)
  const types = rest.filter((_, index) => index % 2 === 0)
  const names = rest.filter((_, index) => index % 2 === 1)
  return { type: [namespace, ...types].join('/'), name: names.join('/') }
}
