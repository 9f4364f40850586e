import type * as z from 'zod'
import { consumerPath, kebabName, text } from './scalars.ts'

/** What the loader would say of a name before it stands in a file; null where it would say nothing. */
export function workloadNameProblem(name: string): string | null {
  return problemOf(kebabName(), name)
}

export function consumerPathProblem(path: string): string | null {
  return problemOf(consumerPath(), path)
}

export function textProblem(value: string): string | null {
  return problemOf(text(), value)
}

function problemOf(schema: z.ZodString, value: string): string | null {
  return schema.safeParse(value).error?.issues[0]?.message ?? null
}
