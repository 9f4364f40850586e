import { contextOf, type KnownContext, levelOfSchema } from './deployment-context.ts'
import { Deployment } from './deployment.ts'
import { type JsonNode, memberOf, parseJson, stringMember } from './json-document.ts'
import { valueOfJson } from './json-values.ts'
import { LinkedTemplates } from './linked-templates.ts'
import { type EvaluatedResource, type Evaluation, type Output, THERE } from './resource.ts'
import { MAX_STEPS, Run } from './run.ts'
import { type GivenParameters, TemplateScope } from './template-scope.ts'
import { RecordValue, Unknown, type Value } from './value.ts'

/** Of what a template is made besides its own text. */
export interface TemplateOptions {
  /** Parameters files, later ones over earlier ones. */
  readonly parameterFiles?: readonly NamedText[]
  /** Single values, over those of files. */
  readonly parameters?: Readonly<Record<string, Value>>
  readonly known?: KnownContext
  /** Texts of linked templates by path, relative to the same folder as the template's name. */
  readonly linked?: ReadonlyMap<string, string>
  readonly maxSteps?: number
}

export interface NamedText {
  /** How places name it, usually its path. */
  readonly name: string
  readonly text: string
}

/** The resources that a template deploys. Never throws, and costs no more than `MAX_STEPS` whatever it is given. */
export function evaluateTemplate(template: NamedText, options: TemplateOptions = {}): Evaluation {
  const run = new Run(options.maxSteps ?? MAX_STEPS)
  const reading = parseJson(template.text, template.name)
  if (!reading.ok) return failed({ kind: 'fault', ...reading.problem })
  for (const warning of reading.warnings) run.notes.push({ kind: 'fault', ...warning })
  return evaluateRoot(reading.root, template.name, run, options)
}

export function evaluateRoot(root: JsonNode, name: string, run: Run, options: TemplateOptions): Evaluation {
  const known = options.known ?? {}
  const context = contextOf(levelOfSchema(stringMember(root, '$schema')), known)
  const scope = new TemplateScope({
    run,
    template: root,
    given: givenBy(options, run),
    context,
    deploymentName:
      known.deploymentName ??
      new Unknown([{ kind: 'context', what: 'deployment().name' }], '{deployment().name}'),
    deployments: [],
  })
  const deployment = new Deployment({
    template: root,
    frame: scope.frame,
    context,
    presence: THERE,
    names: [],
    linked: new LinkedTemplates(options.linked ?? new Map(), run),
    path: name,
  })
  scope.siblings = deployment
  const resources: EvaluatedResource[] = []
  collect(deployment, resources)
  return { kind: 'arm-template', resources, outputs: outputsOf(deployment, root), notes: run.notes }
}

function failed(note: Evaluation['notes'][number]): Evaluation {
  return { kind: 'arm-template', resources: [], outputs: [], notes: [note] }
}

function collect(deployment: Deployment, into: EvaluatedResource[]): void {
  for (const instance of deployment.instances) {
    if (deployment.placed.frame.run.exhausted) return
    into.push(instance.toResource())
    if (instance.presence.kind !== 'not' && instance.nested !== null) collect(instance.nested, into)
  }
}

function outputsOf(deployment: Deployment, root: JsonNode): readonly Output[] {
  const { outputs } = deployment
  if (!(outputs instanceof RecordValue)) return []
  return [...outputs.fields.values()].map(({ name, value, at }) => ({
    name,
    value: value instanceof RecordValue ? (value.get('value') ?? null) : value,
    at: at ?? root,
  }))
}

function givenBy(options: TemplateOptions, run: Run): GivenParameters {
  const values = new Map<string, () => Value>()
  for (const { name, text } of options.parameterFiles ?? []) {
    const reading = parseJson(text, name)
    if (!reading.ok) {
      run.notes.push({ kind: 'fault', ...reading.problem })
      continue
    }
    const parameters = memberOf(reading.root, 'parameters')
    if (parameters?.kind !== 'object') {
      run.note('fault', 'A parameters file has an object "parameters".', reading.root)
      continue
    }
    for (const { name: parameter, lowerName, value } of parameters.entries) {
      values.set(lowerName, () => fileValue(parameter, value))
    }
  }
  for (const [name, value] of Object.entries(options.parameters ?? {})) {
    values.set(name.toLowerCase(), () => value)
  }
  return { values, unread: null }
}

/** Parameters files hold values, no expressions; or they name a secret in a key vault. */
function fileValue(name: string, node: JsonNode): Value {
  const value = memberOf(node, 'value')
  if (value !== undefined) return valueOfJson(value)
  if (memberOf(node, 'reference') !== undefined) return new Unknown([{ kind: 'secret', name }])
  // `expression` stands for what the compiler of Bicep could not evaluate.
  return new Unknown([{ kind: 'parameter', name }], `{parameters('${name}')}`)
}
