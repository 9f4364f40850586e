import type { Estate, Resource } from './estate.ts'
import type { Observation } from './finding.ts'

const TEXT = 'properties.value'
const SERVICE = 'Microsoft.ApiManagement/service'

/** API Management that stands before models, as far as these templates show. */
export function modelGateways(estate: Estate): readonly Resource[] {
  return estate.ofType('Microsoft.CognitiveServices/accounts').length === 0 ? [] : estate.ofType(SERVICE)
}

/** Whether a policy of the gateway has one of these elements; templates write policies as XML in a text. */
export function policyWith(estate: Estate, gateway: Resource, elements: RegExp, does: string): Observation {
  const policies = estate.resources.filter(
    (one) =>
      /^microsoft\.apimanagement\/service(\/.+)?\/(policies|policyfragments)$/.test(one.type) &&
      estate.isIn(one, gateway),
  )
  const hasApis = estate.ofType(`${SERVICE}/apis`).some((api) => estate.isIn(api, gateway))
  const found = policies.filter((policy) => elements.test(policy.text(TEXT) ?? ''))
  const one = found.find(({ doubt }) => doubt === null) ?? found[0]
  const unread = policies.find((policy) => policy.text(TEXT) === null)
  if (one !== undefined)
    return one.doubt === null
      ? one.pass(TEXT, `${one.name} ${does}`)
      : one.unknown(TEXT, `whether ${one.name} ${does}: it may not be deployed (${one.doubt})`)
  if (unread !== undefined)
    return unread.unknown(TEXT, `whether ${unread.name} ${does}: its text is not known`)
  return estate.isWhole && (hasApis || policies.length > 0)
    ? gateway.fail('name', `no policy of ${gateway.name} ${does}`)
    : gateway.unknown('name', `whether a policy of ${gateway.name} ${does}: its APIs are not all here`)
}

/** Pools of backends, which API Management balances over. */
export function backendPools(estate: Estate): readonly Resource[] {
  return estate.ofType(`${SERVICE}/backends`).filter((backend) => backend.text('properties.type') === 'pool')
}
