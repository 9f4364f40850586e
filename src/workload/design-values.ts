import * as z from 'zod'
import { SHIPPED_FACTS } from '../azure/index.ts'
import { isoDay, listed, text } from './scalars.ts'

/** Values that the sections of the design share: what a reviewer reads and the running gateway does not. */
export function flag(): z.ZodBoolean {
  return z.boolean({ error: 'must be true or false' })
}

export function region(): z.ZodString {
  return listed(SHIPPED_FACTS.regions.names, 'Azure region')
}

/** A sentence, or where more is written. */
export function words(): z.ZodString {
  return z.string().min(1, { error: 'is empty' }).max(2000, { error: 'is longer than 2000 characters' })
}

/** People, a team or an address. */
export function contact(): z.ZodString {
  return text()
}

export function day(): z.ZodString {
  return isoDay()
}
