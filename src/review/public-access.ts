import type { Resource } from './estate.ts'
import type { Observation } from './finding.ts'

/** Whether a resource takes calls from the internet. Unset is public: so Azure takes it, for all types here. */
export function restrictedAccess(resource: Resource, aclPath = 'properties.networkAcls'): Observation {
  const path = 'properties.publicNetworkAccess'
  const access = resource.ask(path)
  const action = resource.ask(`${aclPath}.defaultAction`)
  const is = (asked: typeof access, value: string): boolean =>
    asked.kind === 'known' && typeof asked.value === 'string' && asked.value.toLowerCase() === value
  if (is(access, 'disabled')) return resource.pass(path, `${resource.name} takes no calls from the internet`)
  if (is(action, 'deny'))
    return resource.pass(path, `${resource.name} takes calls from selected networks alone`)
  if (access.kind === 'unknown') return resource.judge(path, ANY)
  if (action.kind === 'unknown') return resource.judge(`${aclPath}.defaultAction`, ANY)
  const how = access.kind === 'unset' ? 'is not set, which Azure takes as Enabled' : 'is not Disabled'
  return resource.fail(
    path,
    `${resource.name} takes calls from everywhere: publicNetworkAccess ${how}, and no rule denies them`,
  )
}

const ANY = { whenUnset: null, isGood: () => true }
