import { type DeploymentContext, missing, scopeIdOf } from '../deployment-context.ts'
import type { Expression } from '../expression.ts'
import { idBelow, MAX_TYPE_LENGTH } from '../resource-ids.ts'
import { joinText, shownInSymbol, symbolOfCall } from '../text.ts'
import { type Field, recordFrom, recordOf, RecordValue, Unknown, type Value } from '../value.ts'
import { publicCloud } from './environments.ts'
import { ANY_NUMBER, type FunctionTable, lazy, type LazyCall, whole } from './function-table.ts'

/**
 * Ids, and what only Azure knows.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource and
 * template-functions-scope and template-functions-deployment, read 2026-11-21.
 */
export const RESOURCE_FUNCTIONS: FunctionTable = {
  resourceid: lazy(2, ANY_NUMBER, (args, call) => {
    const { context } = call.frame.scope
    return idFrom(args, call, (before) => resourceScope(before, context))
  }),
  subscriptionresourceid: lazy(2, ANY_NUMBER, (args, call) => {
    const { context } = call.frame.scope
    return idFrom(args, call, ([subscription = context.subscriptionId, ...more]) =>
      more.length > 0 ? null : joinText(['/subscriptions/', subscription]),
    )
  }),
  managementgroupresourceid: lazy(2, ANY_NUMBER, (args, call) => {
    const { context } = call.frame.scope
    return idFrom(args, call, ([group = context.managementGroup, ...more]) =>
      more.length > 0 ? null : joinText(['/providers/Microsoft.Management/managementGroups/', group]),
    )
  }),
  tenantresourceid: lazy(2, ANY_NUMBER, (args, call) =>
    idFrom(args, call, (before) => (before.length > 0 ? null : '')),
  ),
  extensionresourceid: lazy(3, ANY_NUMBER, (args, call) =>
    idFrom(args, call, ([extended, ...more]) =>
      extended === undefined || more.length > 0 ? null : extended,
    ),
  ),
  reference: lazy(1, 3, (args, call) => referenceTo(args, call)),
  references: lazy(1, 3, (args, call) => onlyAzureKnows('references', args, call)),
  resourceinfo: lazy(1, 1, (args, call) => {
    const [target = null] = args.map((arg) => call.evaluate(arg))
    const id = typeof target === 'string' ? call.frame.scope.idOf(target) : undefined
    if (id === undefined) return onlyAzureKnows('resourceInfo', args, call)
    return openRecord([['id', id]], runtime('resourceInfo()'))
  }),
  resourcegroup: whole(0, 0, (_args, call) => {
    const { context } = call.frame.scope
    const atGroup: DeploymentContext = { ...context, level: 'resource-group' }
    return openRecord(
      [
        ['id', scopeIdOf(atGroup)],
        ['name', context.resourceGroup],
        ['type', 'Microsoft.Resources/resourceGroups'],
        ['location', context.resourceGroupLocation],
        ['properties', recordFrom([['provisioningState', 'Succeeded']])],
        ['tags', missing('resourceGroup().tags')],
      ],
      missing('resourceGroup()'),
    )
  }),
  subscription: whole(0, 0, (_args, call) => {
    const { context } = call.frame.scope
    return openRecord(
      [
        ['id', joinText(['/subscriptions/', context.subscriptionId])],
        ['subscriptionId', context.subscriptionId],
        ['tenantId', context.tenantId],
        ['displayName', missing('subscription().displayName')],
      ],
      missing('subscription()'),
    )
  }),
  managementgroup: whole(0, 0, (_args, call) => {
    const { context } = call.frame.scope
    return openRecord(
      [
        ['id', joinText(['/providers/Microsoft.Management/managementGroups/', context.managementGroup])],
        ['name', context.managementGroup],
        ['type', '/providers/Microsoft.Management/managementGroups'],
      ],
      missing('managementGroup()'),
    )
  }),
  tenant: whole(0, 0, (_args, call) =>
    openRecord([['tenantId', call.frame.scope.context.tenantId]], missing('tenant()')),
  ),
  deployment: whole(0, 0, (_args, call) => {
    const { context, deploymentName } = call.frame.scope
    const location: (readonly [string, Value])[] =
      context.level === 'resource-group' ? [] : [['location', context.deploymentLocation]]
    return openRecord([['name', deploymentName], ...location], runtime('deployment()'))
  }),
  deployer: whole(0, 0, (_args, call) =>
    openRecord(
      [
        ['tenantId', call.frame.scope.context.tenantId],
        ['objectId', missing('deployer().objectId')],
        ['userPrincipalName', missing('deployer().userPrincipalName')],
      ],
      missing('deployer()'),
    ),
  ),
  environment: whole(0, 0, publicCloud),
}

/** Whatever they are asked, only Azure can answer; also all whose names begin with `list`. */
export function askedOfAzure(name: string): FunctionTable[string] {
  return lazy(0, ANY_NUMBER, (args, call) => onlyAzureKnows(name, args, call))
}

function runtime(call: string): Unknown {
  return new Unknown([{ kind: 'runtime', call }])
}

function onlyAzureKnows(name: string, args: readonly Expression[], call: LazyCall): Unknown {
  const values = args.map((arg) => call.evaluate(arg))
  const [first] = values
  const target = first === undefined ? '' : (shownInSymbol(first) ?? '...')
  return new Unknown(
    [{ kind: 'runtime', call: `${name}(${target.slice(0, 200)})` }],
    symbolOfCall(name, values),
  )
}

function openRecord(entries: Iterable<readonly [string, Value]>, open: Unknown): Value {
  const fields = new Map<string, Field>()
  for (const [name, value] of entries) fields.set(name.toLowerCase(), { name, value, at: null })
  return recordOf(fields, open)
}

/** The state of a resource at run time; of a deployment whose template is here, its outputs. */
function referenceTo(args: readonly Expression[], call: LazyCall): Value {
  const [target = null, , full] = args.map((arg) => call.evaluate(arg))
  const { scope } = call.frame
  const id = typeof target === 'string' ? (scope.idOf(target) ?? target) : target
  const shown = shownInSymbol(id)
  const state = new Unknown(
    [{ kind: 'runtime', call: `reference(${(shown ?? '...').slice(0, 200)})` }],
    shown === null ? null : `{reference(${shown}${full === undefined ? '' : ',full'})}`,
  )
  const outputs = scope.outputsOf(target)
  if (outputs === undefined) return state
  if (full === undefined) return openRecord([['outputs', outputs]], state)
  return openRecord([['properties', openRecord([['outputs', outputs]], state)]], state)
}

/** Arguments are: what leads to the scope, the type, and as many names as the type has parts. */
function idFrom(
  args: readonly Expression[],
  call: LazyCall,
  scopeOf: (before: readonly Value[]) => Value | null,
): Value {
  const values = args.map((arg) => call.evaluate(arg))
  const position = values.findIndex((value, at) => isType(value) && values.length - at - 1 === partsOf(value))
  const type = values[position]
  if (typeof type !== 'string') {
    if (values.some((value) => value instanceof Unknown)) return call.unknown(values)
    return call.fault(
      `${call.name}() takes a type such as Microsoft.Network/virtualNetworks and a name for each part.`,
    )
  }
  const scopeId = scopeOf(values.slice(0, position))
  if (scopeId === null) return call.fault(`${call.name}() got too many or too few arguments before the type.`)
  if (scopeId instanceof RecordValue) return call.fault(`${call.name}() takes strings.`)
  return idBelow(scopeId, type, values.slice(position + 1)) ?? call.fault(`${call.name}() takes strings.`)
}

function isType(value: Value): value is string {
  return typeof value === 'string' && value.length <= MAX_TYPE_LENGTH && /^[\w.-]+(?:\/[\w.-]+)+$/.test(value)
}

function partsOf(type: string): number {
  return type.split('/').length - 1
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

function resourceScope(before: readonly Value[], context: DeploymentContext): Value | null {
  const [first, second, ...more] = before
  if (more.length > 0) return null
  if (first !== undefined && second !== undefined) {
    return joinText(['/subscriptions/', first, '/resourceGroups/', second])
  }
  if (first === undefined) {
    // At a management group the resources of the template have no scope in their ids.
    return context.level === 'management-group' ? '' : scopeIdOf(context)
  }
  const isSubscription = context.level === 'subscription' || (typeof first === 'string' && GUID.test(first))
  if (isSubscription) return joinText(['/subscriptions/', first])
  return joinText(['/subscriptions/', context.subscriptionId, '/resourceGroups/', first])
}
