import type { DeploymentContext } from './deployment-context.ts'
import { addLoop, evaluateNode } from './evaluator.ts'
import type { Frame, Scope, UserFunction } from './frame.ts'
import { type JsonNode, memberOf, stringMember } from './json-document.ts'
import { declaredType, fitsType, withoutSecrets } from './parameter-types.ts'
import type { Run } from './run.ts'
import { type Field, ListValue, sameValue, type Truth, Unknown, type Value } from './value.ts'

/** Values handed to a template, by parameter in lower case; evaluated when asked for. */
export interface GivenParameters {
  readonly values: ReadonlyMap<string, () => Value>
  /** Why parameters that are not among them may have a value all the same; null when they have none. */
  readonly unread: Unknown | null
}

export interface ScopeOptions {
  readonly run: Run
  readonly template: JsonNode
  readonly given: GivenParameters
  readonly context: DeploymentContext
  readonly deploymentName: Value
  /** The names of the deployments around it. */
  readonly deployments: readonly string[]
}

/** What `outputsOf` and `idOf` look in: the resources of the template. */
export type Siblings = Pick<Scope, 'outputsOf' | 'idOf'>

/** The parameters, variables and functions of one template. Each is evaluated once, when first asked for. */
export class TemplateScope implements Scope {
  readonly context: DeploymentContext
  readonly deploymentName: Value
  readonly #options: ScopeOptions
  readonly #parameters: Kept = new Map()
  readonly #variables: Kept = new Map()
  readonly #variableNodes = new Map<string, JsonNode>()
  readonly #variableLoops = new Map<string, JsonNode>()
  readonly #functions: ReadonlyMap<string, UserFunction>
  #siblings: Siblings | null = null

  constructor(options: ScopeOptions) {
    this.context = options.context
    this.deploymentName = options.deploymentName
    this.#options = options
    const variables = memberOf(options.template, 'variables')
    if (variables?.kind === 'object') {
      for (const { name, lowerName, value } of variables.entries) {
        if (lowerName === 'copy' && value.kind === 'array') this.#noteLoops(value.items)
        else this.#variableNodes.set(name.toLowerCase(), value)
      }
    }
    this.#functions = userFunctions(memberOf(options.template, 'functions'))
  }

  /** Known only after the resources are. */
  set siblings(siblings: Siblings) {
    this.#siblings = siblings
  }

  #noteLoops(loops: readonly JsonNode[]): void {
    for (const loop of loops) {
      const name = stringMember(loop, 'name')
      if (name !== undefined) this.#variableLoops.set(name.toLowerCase(), loop)
    }
  }

  get frame(): Frame {
    return { run: this.#options.run, scope: this, loop: null, binding: null, at: null }
  }

  outputsOf(target: Value): Value | undefined {
    return this.#siblings?.outputsOf(target)
  }

  idOf(symbolicName: string): Value | undefined {
    return this.#siblings?.idOf(symbolicName)
  }

  userFunction(namespace: string, name: string): UserFunction | undefined {
    return this.#functions.get(`${namespace}.${name}`.toLowerCase())
  }

  parameter(name: string, at: JsonNode | null): Value {
    return this.#once(this.#parameters, name, at, 'Parameter', () => this.#parameterValue(name, at))
  }

  variable(name: string, at: JsonNode | null): Value {
    return this.#once(this.#variables, name, at, 'Variable', () => {
      const lowerName = name.toLowerCase()
      const node = this.#variableNodes.get(lowerName)
      if (node !== undefined) return evaluateNode(node, this.frame)
      const loop = this.#variableLoops.get(lowerName)
      if (loop === undefined) return this.#options.run.fault(`There is no variable "${name}".`, at)
      const fields = new Map<string, Field>()
      addLoop(loop, this.frame, fields)
      return fields.get(lowerName)?.value ?? null
    })
  }

  #parameterValue(name: string, at: JsonNode | null): Value {
    const { run, template, given } = this.#options
    const declaration = memberOf(memberOf(template, 'parameters'), name)
    if (declaration === undefined) return run.fault(`There is no parameter "${name}".`, at)
    const declared = declaredType(declaration, template)
    const defaultNode = memberOf(declaration, 'defaultValue')
    const handed = given.values.get(name.toLowerCase())?.()
    // A null stands for "not given" where the parameter cannot be null.
    if (handed !== undefined && (handed !== null || declared.nullable || defaultNode === undefined)) {
      return this.#checked(name, handed, declaration, given.values.size > 0 ? declaration : at)
    }
    if (defaultNode !== undefined) {
      return this.#checked(name, evaluateNode(defaultNode, this.frame), declaration, defaultNode)
    }
    if (declared.type.startsWith('secure')) return new Unknown([{ kind: 'secret', name }])
    if (given.unread !== null) return new Unknown(given.unread.reasons)
    if (declared.nullable) return null
    const path = this.#options.deployments.map((one) => `${one}/`).join('')
    return new Unknown([{ kind: 'parameter', name }], `{parameters('${path}${name}')}`)
  }

  #checked(name: string, value: Value, declaration: JsonNode, at: JsonNode | null): Value {
    const { run, template } = this.#options
    const declared = declaredType(declaration, template)
    if (!fitsType(value, declared)) run.note('fault', `Parameter "${name}" is no ${declared.type}.`, at)
    const allowed = memberOf(declared.node, 'allowedValues')
    if (allowed?.kind === 'array' && !(value instanceof ListValue) && value !== null) {
      const truths = allowed.items.map((one) => sameChoice(evaluateNode(one, this.frame), value))
      if (truths.every((truth) => truth === false)) {
        run.note('fault', `The value of parameter "${name}" is not among its allowed values.`, at)
      }
    }
    return withoutSecrets(value, declaration, template, name)
  }

  #once(kept: Kept, name: string, at: JsonNode | null, what: string, evaluateIt: () => Value): Value {
    const lowerName = name.toLowerCase()
    const before = kept.get(lowerName)
    if (before === 'busy') return this.#options.run.fault(`${what} "${name}" depends on itself.`, at)
    if (before !== undefined) return before.value
    kept.set(lowerName, 'busy')
    const value = evaluateIt()
    kept.set(lowerName, { value })
    return value
  }
}

/** Without case, so that nothing is called wrong that Azure may take. */
function sameChoice(allowed: Value, value: Value): Truth {
  if (typeof allowed !== 'string' || typeof value !== 'string') return sameValue(allowed, value)
  return allowed.toLowerCase() === value.toLowerCase()
}

/** Values by name in lower case; busy while one is being evaluated, which is how a circle is seen. */
type Kept = Map<string, { readonly value: Value } | 'busy'>

function userFunctions(node: JsonNode | undefined): ReadonlyMap<string, UserFunction> {
  const found = new Map<string, UserFunction>()
  if (node?.kind !== 'array') return found
  for (const group of node.items) {
    const namespace = stringMember(group, 'namespace')
    const members = memberOf(group, 'members')
    if (namespace === undefined || members?.kind !== 'object') continue
    for (const { lowerName, value } of members.entries) {
      const body = memberOf(memberOf(value, 'output'), 'value')
      const parameters = memberOf(value, 'parameters')
      const names = parameters?.kind === 'array' ? parameters.items : []
      if (body === undefined) continue
      found.set(`${namespace.toLowerCase()}.${lowerName}`, {
        parameters: names.map((one) => (stringMember(one, 'name') ?? '').toLowerCase()),
        body,
      })
    }
  }
  return found
}
