import { idBelow, idOfResource, MAX_TYPE_LENGTH } from './resource-ids.ts'
import { joinText, splitValue } from './text.ts'
import { Unknown, type Value } from './value.ts'

/** What makes a resource that one. */
export interface Identity {
  readonly type: string
  readonly name: Value
  readonly apiVersion: Value
  readonly id: Value
  readonly scope: Value
}

interface Written {
  readonly type: Value
  readonly name: Value
  readonly apiVersion: Value
  readonly scope: Value
  /** Of the resource that it stands in; null at the top. */
  readonly parent: Identity | null
}

/** The full type and name, in whichever of the notations for children and extensions they are written. */
export function fullIdentity(written: Written): Identity {
  const { parent } = written
  const [type, version] = typeof written.type === 'string' ? written.type.split('@') : ['']
  const apiVersion = version ?? written.apiVersion
  if (type === undefined || type === '' || type.length > MAX_TYPE_LENGTH) {
    const unknown = written.type instanceof Unknown ? written.type : new Unknown([])
    return {
      type: '',
      name: written.name,
      apiVersion,
      id: new Unknown(unknown.reasons),
      scope: written.scope,
    }
  }
  if (parent === null) return placed(type, written.name, apiVersion, written.scope)
  if (/^providers\//i.test(type)) {
    return extensionOf(parent.id, type.slice('providers/'.length), written.name, apiVersion)
  }
  if (type.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`)) {
    return placed(type, written.name, apiVersion, parent.scope)
  }
  // A namespace has a dot, a relative type has none: `Microsoft.Insights/diagnosticSettings` extends the parent.
  if (type.split('/', 1)[0]?.includes('.') === true && type.includes('/'))
    return placed(type, written.name, apiVersion, parent.id)
  return placed(
    `${parent.type}/${type}`,
    joinText([parent.name, '/', written.name]),
    apiVersion,
    parent.scope,
  )
}

function placed(type: string, name: Value, apiVersion: Value, scope: Value): Identity {
  // The old notation of extensions: `Microsoft.A/b/providers/locks` named `x/Microsoft.Authorization/lock`.
  const extended = /^(.+?)\/providers\/(.+)$/i.exec(type)
  if (extended === null) return { type, name, apiVersion, scope, id: idOfResource(type, name, scope) }
  const [, parentType = '', ownTypes = ''] = extended
  const parts = splitValue(name, '/') ?? []
  const count = parentType.split('/').length - 1
  const parentId = idBelow(scope, parentType, parts.slice(0, count))
  if (parentId === null) {
    const reasons = name instanceof Unknown ? name.reasons : []
    return { type, name, apiVersion, scope, id: new Unknown(reasons) }
  }
  const [first, ...others] = parts.slice(count)
  const rest = others.reduce<Value>((sum, part) => joinText([sum, '/', part]), first ?? '')
  return extensionOf(parentId, ownTypes, rest, apiVersion)
}

/** `locks` named `Microsoft.Authorization/lock`, on the resource with that id. */
function extensionOf(extendedId: Value, types: string, name: Value, apiVersion: Value): Identity {
  const parts = splitValue(name, '/') ?? []
  const [namespace, first = '', ...others] = parts
  if (typeof namespace !== 'string') {
    const reasons = name instanceof Unknown ? name.reasons : []
    return { type: types, name, apiVersion, scope: extendedId, id: new Unknown(reasons) }
  }
  const own = others.reduce<Value>((sum, part) => joinText([sum, '/', part]), first)
  return placed(`${namespace}/${types}`, own, apiVersion, extendedId)
}
