import { joinText, shownInSymbol, splitValue } from './text.ts'
import { Unknown, type Value } from './value.ts'

/** What a template is deployed to. */
export type DeploymentLevel = 'resource-group' | 'subscription' | 'management-group' | 'tenant'

export interface DeploymentContext {
  readonly level: DeploymentLevel
  readonly tenantId: Value
  /** Its name. */
  readonly managementGroup: Value
  readonly subscriptionId: Value
  /** Its name. */
  readonly resourceGroup: Value
  readonly resourceGroupLocation: Value
  /** Where Azure keeps the deployment's data; not set at resource groups. */
  readonly deploymentLocation: Value
}

/** What a caller knows about where a template will be deployed; everything else stays unknown. */
export interface KnownContext {
  readonly tenantId?: string
  readonly managementGroup?: string
  readonly subscriptionId?: string
  readonly resourceGroup?: string
  readonly resourceGroupLocation?: string
  readonly deploymentLocation?: string
  readonly deploymentName?: string
}

export function contextOf(level: DeploymentLevel, known: KnownContext): DeploymentContext {
  return {
    level,
    tenantId: known.tenantId ?? missing('tenant().tenantId'),
    managementGroup: known.managementGroup ?? missing('managementGroup().name'),
    subscriptionId: known.subscriptionId ?? missing('subscription().subscriptionId'),
    resourceGroup: known.resourceGroup ?? missing('resourceGroup().name'),
    resourceGroupLocation: known.resourceGroupLocation ?? missing('resourceGroup().location'),
    deploymentLocation: known.deploymentLocation ?? missing('deployment().location'),
  }
}

export function missing(what: string): Unknown {
  return new Unknown([{ kind: 'context', what }], `{${what}}`)
}

/** The level that a template's `$schema` names. */
export function levelOfSchema(schema: string | undefined): DeploymentLevel {
  const name = schema?.toLowerCase() ?? ''
  if (name.includes('/subscriptiondeploymenttemplate.json')) return 'subscription'
  if (name.includes('/managementgroupdeploymenttemplate.json')) return 'management-group'
  if (name.includes('/tenantdeploymenttemplate.json')) return 'tenant'
  return 'resource-group'
}

/** The id of what a template is deployed to; empty for the tenant. */
export function scopeIdOf(context: DeploymentContext): Value {
  switch (context.level) {
    case 'resource-group':
      return joinText(['/subscriptions/', context.subscriptionId, '/resourceGroups/', context.resourceGroup])
    case 'subscription':
      return joinText(['/subscriptions/', context.subscriptionId])
    case 'management-group':
      return joinText(['/providers/Microsoft.Management/managementGroups/', context.managementGroup])
    case 'tenant':
      return ''
    default:
      return context.level satisfies never
  }
}

const SCOPE_ID =
  /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$|^\/?(?:providers\/)?Microsoft\.Management\/managementGroups\/([^/]+)$/i

/** The context that a scope id leads to; null when the id names no scope that templates are deployed to. */
export function contextAtScope(base: DeploymentContext, scopeId: string): DeploymentContext | null {
  if (scopeId === '/' || scopeId === '') return { ...base, level: 'tenant' }
  const match = SCOPE_ID.exec(scopeId)
  if (match === null) return null
  const [, subscriptionId, resourceGroup, managementGroup] = match
  if (managementGroup !== undefined) return { ...base, level: 'management-group', managementGroup }
  if (subscriptionId === undefined) return null
  return resourceGroup === undefined
    ? inSubscription(base, subscriptionId)
    : inResourceGroup(inSubscription(base, subscriptionId), resourceGroup)
}

/** The same for an id that is unknown, of which the symbol may tell the kind. */
export function contextAtSymbol(base: DeploymentContext, scopeId: Unknown): DeploymentContext {
  const parts = splitValue(scopeId, '/') ?? []
  const names = parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))
  const [, first, subscriptionId, third, resourceGroup] = names
  if (names.at(-2) === 'managementgroups') {
    return { ...base, level: 'management-group', managementGroup: parts.at(-1) ?? scopeId }
  }
  if (first === 'subscriptions' && subscriptionId !== undefined) {
    const inside = inSubscription(base, parts[2] ?? subscriptionId)
    return third === 'resourcegroups' && resourceGroup !== undefined
      ? inResourceGroup(inside, parts[4] ?? resourceGroup)
      : inside
  }
  return inSubscription(base, new Unknown(scopeId.reasons))
}

export function inSubscription(base: DeploymentContext, subscriptionId: Value): DeploymentContext {
  return { ...base, level: 'subscription', subscriptionId }
}

/** `location` where the same template says it. */
export function inResourceGroup(
  base: DeploymentContext,
  resourceGroup: Value,
  location?: Value,
): DeploymentContext {
  const same = base.level === 'resource-group' && base.resourceGroup === resourceGroup
  return {
    ...base,
    level: 'resource-group',
    resourceGroup,
    resourceGroupLocation: same ? base.resourceGroupLocation : (location ?? locationOf(resourceGroup)),
  }
}

function locationOf(resourceGroup: Value): Unknown {
  const shown = shownInSymbol(resourceGroup)
  const symbol = shown === null ? null : `{resourceGroup(${shown}).location}`
  return new Unknown([{ kind: 'context', what: 'resourceGroup().location' }], symbol)
}
