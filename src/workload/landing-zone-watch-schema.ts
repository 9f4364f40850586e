import * as z from 'zod'
import { dollars, isoDay } from './scalars.ts'

/** Who is told of what, as far as Azure tells it: alerts, a budget of the subscription, and tags. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function email() {
  return z
    .string()
    .max(254, { error: 'is longer than 254 characters' })
    .regex(EMAIL, { error: 'is not an address such as operations@contoso.example' })
}

export const alerts = z.strictObject({
  to: z
    .array(email())
    .max(20, { error: 'has more than 20 addresses' })
    .optional()
    .describe(
      'Addresses that alerts are mailed to. Those among `operations.owners` that are addresses when left out.',
    ),
})

const FIRST_OF_MONTH = /^\d{4}-(?:0[1-9]|1[0-2])-01$/

export const budget = z.strictObject({
  from: isoDay()
    .regex(FIRST_OF_MONTH, { error: 'is not the first of a month, such as 2026-12-01' })
    .describe(
      'First of the month in which it is deployed first. Azure takes no earlier one, and no other one later.',
    ),
  usd: dollars()
    .optional()
    .describe(
      'Amount for a month, in the currency that the subscription is billed in. The sum of the consumers’ budgets when left out.',
    ),
})

/** Azure Resource Manager: limits of tag names, and those of storage accounts, which are narrower. */
const TAG_NAME = /^[^<>%&\\?/]{1,128}$/

export const tags = z.record(
  z.string().regex(TAG_NAME, {
    error: 'is no name of a tag: up to 128 characters, without < > % & \\ ? /',
  }),
  z.string().max(256, { error: 'is longer than 256 characters' }),
)
