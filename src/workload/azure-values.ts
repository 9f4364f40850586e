import * as z from 'zod'
import { type AddressRange, isPrivateRange, parseRange } from '../base/index.ts'

/** Values that only Azure has: ids of resources, and ranges of private addresses. */
const SUBSCRIPTION = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/[^/\\s]{1,90}`

/** The id of an existing resource; ARM takes it in any case. */
export function resourceId(type: string, what: string) {
  return azureId(new RegExp(`^${GROUP}/providers/${type}/[^/\\s]+$`, 'i'), {
    error: `is not the id of ${what}: /subscriptions/ID/resourceGroups/NAME/providers/${type}/NAME`,
  })
}

export function resourceGroupId() {
  return azureId(new RegExp(`^${GROUP}$`, 'i'), {
    error: 'is not the id of a resource group: /subscriptions/ID/resourceGroups/NAME',
  })
}

/** What Azure calls the id of a management group, as opposed to its display name. */
export const MANAGEMENT_GROUP_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_().-]{0,88}[A-Za-z0-9_()-])?$/

export function managementGroupName() {
  return z.string().regex(MANAGEMENT_GROUP_NAME, {
    error:
      'is not the name (id) of a management group: up to 90 letters, digits, hyphens, underscores, dots and parentheses',
  })
}

function azureId(pattern: RegExp, { error }: { readonly error: string }) {
  return z
    .string({ error })
    .refine((written) => pattern.test(written), { error })
    .meta({ title: 'id in Azure', pattern: '^/subscriptions/' })
}

/** A range of private addresses of at least that size. */
export function privateRange(longestPrefix: number, example: string) {
  const error = `is not a range of private addresses, /${longestPrefix} or larger, such as ${example}`
  return z
    .string({ error })
    .meta({ title: 'range of addresses' })
    .transform((written, context): AddressRange => {
      const range = parseRange(written)
      if (range !== null && range.prefixLength <= longestPrefix && isPrivateRange(range)) return range
      context.issues.push({ code: 'custom', input: written, message: error })
      return z.NEVER
    })
}

/** One private address, without a prefix length. */
export function privateAddress(example: string) {
  const error = `is not a private address such as ${example}`
  return z
    .string({ error })
    .refine(
      (written) => {
        const range = parseRange(`${written}/32`)
        return range !== null && isPrivateRange(range)
      },
      { error },
    )
    .meta({ title: 'private address' })
}

/** An IPv4 address of any kind. */
export function publicAddress() {
  const error = 'is not an IPv4 address'
  return z
    .string({ error })
    .refine((written) => parseRange(`${written}/32`) !== null, { error })
    .meta({ title: 'IPv4 address' })
}

const DOMAIN_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i

/** Without the dot at its end. */
export function domainName() {
  return z
    .string()
    .regex(DOMAIN_NAME, { error: 'is not a domain name such as corp.contoso.com' })
    .meta({ title: 'domain name' })
}
