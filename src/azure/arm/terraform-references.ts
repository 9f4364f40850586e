import { type JsonNode, memberOf, stringMember } from './json-document.ts'

/**
 * What an attribute that is known only after apply will hold, as far as the configuration in the plan says it: the
 * `references` of its expression, followed through variables and outputs of modules.
 * https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation, read 2026-11-21.
 */
export class TerraformReferences {
  readonly #root: JsonNode | undefined
  readonly #known: ReadonlySet<string>
  /** Addresses of instances by the address without indices. */
  readonly #instances = new Map<string, string[]>()
  /** Declarations of resources by address, for each module that was asked for one. */
  readonly #declarations = new Map<JsonNode, ReadonlyMap<string, JsonNode>>()

  constructor(configuration: JsonNode | undefined, addresses: readonly string[]) {
    this.#root = memberOf(configuration, 'root_module')
    this.#known = new Set(addresses)
    for (const address of this.#known) {
      const whole = withoutIndices(address)
      const there = this.#instances.get(whole)
      if (there === undefined) this.#instances.set(whole, [address])
      else there.push(address)
    }
  }

  /** The address of the resource whose id the attribute holds; null where that cannot be said. */
  idHeldBy(address: string, path: readonly (string | number)[]): string | null {
    const { modules, resource } = splitAddress(address)
    const declared = this.#declaration(modules, resource)
    let at = memberOf(declared, 'expressions')
    for (const step of path) at = stepInto(at, step)
    // With an index of `each.key` the reference does not say which attribute is meant: only names of ids are taken.
    const name = path.findLast((step) => typeof step === 'string') ?? ''
    if (!/(?:^|_)ids?$|^scope$|^security_group$/.test(name)) return null
    return this.#idBehind(at, modules, indexOf(resource), 0)
  }

  #idBehind(
    expression: JsonNode | undefined,
    modules: readonly string[],
    index: string,
    hops: number,
  ): string | null {
    const references = memberOf(expression, 'references')
    const first = references?.kind === 'array' ? references.items[0] : undefined
    const reference = first?.kind === 'scalar' ? first.value : null
    if (typeof reference !== 'string' || reference.length > MAX_ADDRESS_LENGTH || hops > MAX_HOPS) return null
    const variable = /^var\.([\w-]+)/.exec(reference)?.[1]
    if (variable !== undefined) {
      const call = this.#moduleCall(modules.slice(0, -1), modules.at(-1) ?? '')
      const handed = memberOf(memberOf(call, 'expressions'), variable)
      return this.#idBehind(handed, modules.slice(0, -1), index, hops + 1)
    }
    const output = /^module\.([\w-]+)(\[[^\]]*\])?\.([\w-]+)/.exec(reference)
    if (output !== null) {
      const [, name = '', at = '', outputName = ''] = output
      const inside = memberOf(this.#moduleCall(modules, `module.${name}`), 'module')
      const expressionOf = memberOf(memberOf(memberOf(inside, 'outputs'), outputName), 'expression')
      return this.#idBehind(expressionOf, [...modules, `module.${name}${at}`], index, hops + 1)
    }
    const [, id, ending] = /^((?:data\.)?[\w-]+\.[\w-]+(?:\[[^\]]*\])?)(\.id)?$/.exec(reference) ?? []
    if (id === undefined || (ending === undefined && !hasTurn(references))) return null
    return this.#addressOf([...modules, id].join('.'), index)
  }

  /** One instance may be meant by a name without its index: the only one, or the one with the same index. */
  #addressOf(address: string, index: string): string | null {
    for (const exact of [address, address + index]) if (this.#known.has(exact)) return exact
    const [only, ...more] = this.#instances.get(withoutIndices(address)) ?? []
    return only === undefined || more.length > 0 ? null : only
  }

  #module(modules: readonly string[]): JsonNode | undefined {
    let module = this.#root
    for (const one of modules) {
      const name = /^module\.([\w-]+)/.exec(one)?.[1] ?? ''
      module = memberOf(memberOf(memberOf(module, 'module_calls'), name), 'module')
    }
    return module
  }

  #moduleCall(modules: readonly string[], module: string): JsonNode | undefined {
    const name = /^module\.([\w-]+)/.exec(module)?.[1] ?? ''
    return memberOf(memberOf(this.#module(modules), 'module_calls'), name)
  }

  #declaration(modules: readonly string[], resource: string): JsonNode | undefined {
    const module = this.#module(modules)
    if (module === undefined) return undefined
    let declared = this.#declarations.get(module)
    if (declared === undefined) {
      const resources = memberOf(module, 'resources')
      const items = resources?.kind === 'array' ? resources.items : []
      declared = new Map(items.map((item) => [stringMember(item, 'address') ?? '', item]))
      this.#declarations.set(module, declared)
    }
    return declared.get(withoutIndices(resource))
  }
}

/** Longer addresses are no addresses; keeps looking for brackets in them short. */
export const MAX_ADDRESS_LENGTH = 2_000
/** Modules in modules, and variables handed on. */
const MAX_HOPS = 30
const SEGMENT = /(?:\[(?:"[^"]*"|[^\]]*)\]|[^.[])+/g

/** `module.a["x"].azurerm_subnet.b[0]` is the modules `module.a["x"]` and the resource `azurerm_subnet.b[0]`. */
function splitAddress(address: string): { modules: readonly string[]; resource: string } {
  const parts = address.match(SEGMENT) ?? []
  const modules: string[] = []
  let at = 0
  for (; parts[at] === 'module'; at += 2) modules.push(`module.${parts[at + 1] ?? ''}`)
  return { modules, resource: parts.slice(at).join('.') }
}

/** Whether an index is that of a loop, as in `azurerm_subnet.all[each.key].id`. */
function hasTurn(references: JsonNode | undefined): boolean {
  if (references?.kind !== 'array') return false
  return references.items.some(
    (item) => item.kind === 'scalar' && /^(?:each\.(?:key|value)|count\.index)/.test(String(item.value)),
  )
}

function withoutIndices(address: string): string {
  return address.replaceAll(/\[(?:"[^"]*"|[^\]]*)\]/g, '')
}

function indexOf(resource: string): string {
  return /\[(?:"[^"]*"|[^\]]*)\]$/.exec(resource)?.[0] ?? ''
}

function stepInto(node: JsonNode | undefined, step: string | number): JsonNode | undefined {
  if (typeof step === 'string') return memberOf(node, step)
  return node?.kind === 'array' ? node.items[step] : node
}
