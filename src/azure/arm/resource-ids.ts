import { type DeploymentContext, scopeIdOf } from './deployment-context.ts'
import { joinText, splitValue, textOrSymbol } from './text.ts'
import { Unknown, type Value } from './value.ts'

/**
 * Ids of resources: `{scope}/providers/{namespace}/{type}/{name}/{type}/{name}`.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid,
 * read 2026-11-21.
 */

/** The types of Azure have some hundred characters at most. */
export const MAX_TYPE_LENGTH = 500

/** Below a scope; null when there are not as many names as types. */
export function idBelow(scopeId: Value, type: string, names: readonly Value[]): Value | null {
  const [namespace = '', ...types] = type.split('/')
  if (types.length === 0 || types.length !== names.length) return null
  const parts: Value[] = [scopeId, '/providers/', namespace]
  types.forEach((one, at) => parts.push(`/${one}/`, names[at] ?? ''))
  return joinText(parts)
}

/** The parts of a name such as `account/deployment`; null when they are not as many, or cannot be told. */
function namesIn(name: Value, count: number): readonly Value[] | null {
  const parts = splitValue(name, '/')
  if (parts === null) return count === 1 ? [name] : null
  return parts?.length === count ? parts : null
}

const TENANT_TYPES = /^Microsoft\.(?:Management\/managementGroups|Subscription\/aliases)(?:\/|$)/i
const RESOURCE_GROUP_TYPE = 'microsoft.resources/resourcegroups'

/** The id of a resource that a template deploys; unknown where its name hides it. */
export function idOfResource(type: string, name: Value, scopeId: Value): Value {
  const count = type.split('/').length - 1
  const names = namesIn(name, count)
  const whole = names === null ? null : placedId(type, names, scopeId)
  if (whole !== null) return whole
  if (name instanceof Unknown) return new Unknown(name.reasons)
  const message = `The name of a ${type} has ${count} ${count === 1 ? 'part' : 'parts'}`
  return new Unknown([{ kind: 'fault', message }])
}

function placedId(type: string, names: readonly Value[], scopeId: Value): Value | null {
  if (type.toLowerCase() === RESOURCE_GROUP_TYPE)
    return joinText([scopeId, '/resourceGroups/', names[0] ?? ''])
  return idBelow(TENANT_TYPES.test(type) ? '' : scopeId, type, names)
}

/** Where a resource with a `scope` lies: an id, or a type and name below what the template is deployed to. */
export function scopeFromProperty(scope: Value, context: DeploymentContext): Value {
  const text = textOrSymbol(scope)
  if (text === null || text.startsWith('/') || text.startsWith('{')) return text === '/' ? '' : scope
  if (/^Microsoft\.Management\/managementGroups\//i.test(text)) return joinText(['/providers/', scope])
  return joinText([scopeIdOf(context), '/providers/', idTail(scope)])
}

/** `Microsoft.A/b/x` and `Microsoft.A/b/c/x/y` become `Microsoft.A/b/x` and `Microsoft.A/b/x/c/y`. */
function idTail(scope: Value): Value {
  const parts = splitValue(scope, '/')
  if (parts === null || parts.length < 5 || parts.length % 2 === 0) return scope
  const [namespace = '', ...rest] = parts
  const half = rest.length / 2
  const made: Value[] = [namespace]
  for (let at = 0; at < half; at++) made.push('/', rest[at] ?? '', '/', rest[half + at] ?? '')
  return joinText(made)
}

/** The id of what a resource hangs below: its parent, or the resource that it extends; null at the top. */
export function idAbove(id: Value): Value | null {
  const parts = splitValue(id, '/')
  if (parts === null || parts.length < 5) return null
  const above = parts.slice(0, -2)
  // Of `.../providers/Namespace` only what stands before is an id.
  const end = above.at(-2) === 'providers' ? above.slice(0, -2) : above
  if (end.length < 3) return null
  return joinText(end.flatMap((part, at) => (at === 0 ? [part] : ['/', part])))
}

/** What a resource with that id is deployed to or extends; unknown where the id is. */
export function scopeOfId(id: Value): Value {
  const parts = splitValue(id, '/')
  if (parts === null) return new Unknown(id instanceof Unknown ? id.reasons : [])
  const at = parts.findLastIndex((part) => typeof part === 'string' && part.toLowerCase() === 'providers')
  // A resource group lies in its subscription.
  const end = at === -1 ? parts.length - 2 : at
  return joinText(
    parts.slice(0, Math.max(end, 1)).flatMap((part, index) => (index === 0 ? [part] : ['/', part])),
  )
}

/** The whole name in an id: `account/deployment`; null when the id cannot be split. */
export function nameInId(id: Value): Value | null {
  const parts = splitValue(id, '/')
  if (parts === null) return null
  const at = parts.findLastIndex((part) => typeof part === 'string' && part.toLowerCase() === 'providers')
  const names = at === -1 ? parts.slice(-1) : parts.slice(at + 2).filter((_, index) => index % 2 === 1)
  if (names.length === 0) return null
  return joinText(names.flatMap((part, index) => (index === 0 ? [part] : ['/', part])))
}

/**
 * Whether two ids may be the same, going by what is known of them. What is unknown at the start may stand for a whole id;
 * further on it is one name.
 */
export function mayBeSameId(a: Value, b: Value): boolean {
  const [left, right] = [splitValue(a, '/'), splitValue(b, '/')]
  if (left === null || right === null) return true
  const isOpen = left[0] instanceof Unknown || right[0] instanceof Unknown
  if (!isOpen && left.length !== right.length) return false
  const common = Math.min(left.length, right.length)
  for (let fromEnd = 1; fromEnd <= common; fromEnd++) {
    const [part, other] = [left.at(-fromEnd), right.at(-fromEnd)]
    if (typeof part !== 'string' || typeof other !== 'string') continue
    if (part.toLowerCase() !== other.toLowerCase()) return false
  }
  return true
}
