import { readBicepSnapshot } from './bicep-snapshot.ts'
import { type JsonNode, memberOf, parseJson, stringMember } from './json-document.ts'
import { exportedItems, readResourceExport } from './resource-export.ts'
import type { Evaluation, TargetKind } from './resource.ts'
import { MAX_STEPS, type Note, Run } from './run.ts'
import { evaluateRoot, type NamedText, type TemplateOptions } from './template.ts'
import { readTerraformPlan } from './terraform-plan.ts'

/** What a text is, as far as a review is concerned. */
export type Recognised =
  | { readonly kind: TargetKind | 'arm-parameters' }
  /** Not for review; `message` says what was expected. */
  | { readonly kind: 'unknown'; readonly note: Note }

export function recogniseTarget(target: NamedText): Recognised {
  const reading = parseJson(target.text, target.name)
  if (!reading.ok) return { kind: 'unknown', note: { kind: 'fault', ...reading.problem } }
  const kind = kindOf(reading.root)
  return kind === null ? { kind: 'unknown', note: notATarget(target.name) } : { kind }
}

/** The resources of any target, whatever its kind. Never throws. */
export function evaluateTarget(target: NamedText, options: TemplateOptions = {}): Evaluation {
  const run = new Run(options.maxSteps ?? MAX_STEPS)
  const reading = parseJson(target.text, target.name)
  if (!reading.ok) {
    const note: Note = { kind: 'fault', ...reading.problem }
    return { kind: 'arm-template', resources: [], outputs: [], notes: [note] }
  }
  for (const warning of reading.warnings) run.notes.push({ kind: 'fault', ...warning })
  const { root } = reading
  switch (kindOf(root)) {
    case 'bicep-snapshot':
      return readBicepSnapshot(root, run)
    case 'terraform-plan':
      return readTerraformPlan(root, run)
    case 'resource-graph':
      return readResourceExport(root, run)
    case 'arm-template':
      return evaluateRoot(root, target.name, run, options)
    case 'arm-parameters':
    case null:
      return {
        kind: 'arm-template',
        resources: [],
        outputs: [],
        notes: [...run.notes, notATarget(target.name)],
      }
  }
}

function notATarget(document: string): Note {
  const message =
    'This is neither an ARM template, nor a snapshot of Bicep, a plan of Terraform (terraform show -json) or an export of resources.'
  return { kind: 'not-read', message, place: { document, pointer: '', line: 1, column: 1 } }
}

function kindOf(root: JsonNode): TargetKind | 'arm-parameters' | null {
  const schema = stringMember(root, '$schema')?.toLowerCase() ?? ''
  if (memberOf(root, 'predictedResources')?.kind === 'array') return 'bicep-snapshot'
  if (memberOf(root, 'resource_changes') !== undefined || memberOf(root, 'planned_values') !== undefined) {
    return 'terraform-plan'
  }
  // The state as JSON: `terraform show -json` without a plan.
  if (memberOf(root, 'format_version') !== undefined && memberOf(root, 'values') !== undefined) {
    return 'terraform-plan'
  }
  if (schema.includes('deploymentparameters')) return 'arm-parameters'
  // The state file of Terraform has resources too, in a form that is its own.
  if (memberOf(root, 'resources') !== undefined) {
    return memberOf(root, 'terraform_version') === undefined ? 'arm-template' : null
  }
  if (schema.includes('deploymenttemplate')) return 'arm-template'
  const items = exportedItems(root)
  if (items === undefined) return null
  return items.length === 0 || items.some((item) => stringMember(item, 'id') !== undefined)
    ? 'resource-graph'
    : null
}
