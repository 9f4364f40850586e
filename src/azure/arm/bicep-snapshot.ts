import { contextOf } from './deployment-context.ts'
import { evaluateNode } from './evaluator.ts'
import type { Frame } from './frame.ts'
import { type JsonNode, type JsonObject, memberOf, stringMember } from './json-document.ts'
import { scopeOfId } from './resource-ids.ts'
import { bodyOf, type EvaluatedResource, type Evaluation, THERE } from './resource.ts'
import type { Run } from './run.ts'
import { TemplateScope } from './template-scope.ts'
import { type Field, Unknown } from './value.ts'

/**
 * The file that `bicep snapshot` writes: resources with all modules and loops unfolded. What Bicep could not evaluate
 * stands there as expressions.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-cli#snapshot, read 2026-11-21.
 */
export function readBicepSnapshot(root: JsonNode, run: Run): Evaluation {
  const scope = new TemplateScope({
    run,
    template: root,
    given: { values: new Map(), unread: null },
    context: contextOf('resource-group', {}),
    deploymentName: new Unknown([{ kind: 'context', what: 'deployment().name' }], '{deployment().name}'),
    deployments: [],
  })
  const resources: EvaluatedResource[] = []
  const predicted = memberOf(root, 'predictedResources')
  for (const item of predicted?.kind === 'array' ? predicted.items : []) {
    if (item.kind === 'object') resources.push(predictedResource(item, { ...scope.frame, at: item }))
  }
  noteDiagnostics(memberOf(root, 'diagnostics'), run)
  return { kind: 'bicep-snapshot', resources, outputs: [], notes: run.notes }
}

function predictedResource(node: JsonObject, frame: Frame): EvaluatedResource {
  const fields = new Map<string, Field>()
  for (const { name, lowerName, value } of node.entries) {
    fields.set(lowerName, { name, value: evaluateNode(value, frame), at: value })
  }
  const id = fields.get('id')?.value ?? new Unknown([{ kind: 'not-exported', what: 'the id' }])
  return {
    type: stringMember(node, 'type') ?? '',
    name: fields.get('name')?.value ?? null,
    apiVersion: fields.get('apiversion')?.value ?? null,
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

/** What Bicep had to say: errors keep resources out of the snapshot. */
function noteDiagnostics(diagnostics: JsonNode | undefined, run: Run): void {
  if (diagnostics?.kind !== 'array') return
  for (const item of diagnostics.items) {
    const message =
      item.kind === 'scalar' && typeof item.value === 'string' ? item.value : stringMember(item, 'message')
    if (message !== undefined) run.note('not-read', `Bicep says: ${message}`, item)
  }
}
