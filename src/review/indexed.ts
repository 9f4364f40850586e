import type { Estate, Resource } from './estate.ts'
import { remembered } from './remembered.ts'

/** A part of a resource that Azure also takes as a resource of its own: a rule of a security group, a subnet. */
export interface Part {
  readonly resource: Resource
  /** Where its properties are, below the resource. */
  readonly properties: string
  readonly name: string
}

/** By the type and list that they are parts of. */
const partsByList = remembered(() => new Map<string, readonly Part[]>())

/** Parts as they are written in their parent's list, and those that stand by themselves. */
export function partsOf(estate: Estate, parentType: string, list: string): readonly Part[] {
  const key = `${parentType}/${list}`.toLowerCase()
  const byList = partsByList(estate)
  const known = byList.get(key)
  if (known !== undefined) return known
  const parts = allParts(estate, parentType, list)
  byList.set(key, parts)
  return parts
}

function allParts(estate: Estate, parentType: string, list: string): readonly Part[] {
  const inside = estate.ofType(parentType).flatMap((resource) =>
    resource.items(`properties.${list}`).map((_, index): Part => {
      const at = `properties.${list}[${index}]`
      return {
        resource,
        properties: `${at}.properties`,
        name: resource.written(`${at}.name`) ?? `no. ${index + 1}`,
      }
    }),
  )
  const apart = estate
    .ofType(`${parentType}/${list}`)
    .map((resource): Part => ({ resource, properties: 'properties', name: resource.lastName }))
  return [...inside, ...apart]
}

/** All texts of a property that may be one value or a list, in lower case; null where one is not known. */
export function textsOf({ resource, properties }: Part, one: string, many: string): readonly string[] | null {
  const texts: string[] = []
  for (const asked of [resource.ask(`${properties}.${one}`), ...resource.items(`${properties}.${many}`)]) {
    if (asked.kind === 'unset') continue
    if (asked.kind === 'unknown' || typeof asked.value !== 'string') return null
    texts.push(asked.value.toLowerCase())
  }
  return texts
}
