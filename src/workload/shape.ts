import type { SettingPath } from './diagnostic.ts'
import type { Findings } from './findings.ts'
import {
  isMissing,
  issueMessage,
  type KnownKeys,
  type PlacedIssue,
  reportUnknownKeys,
  valueAt,
} from './shape-messages.ts'
import type * as z from 'zod'

/** Each round takes out what the last one found, so the depth of the schema bounds the rounds. */
const MAX_ROUNDS = 12

/** What a kind of file has to look like. */
export interface FileShape<Content> {
  readonly schema: z.ZodType<Content>
  readonly knownKeys: KnownKeys
  /** In place of a required part of the file that is missing or wrong, so that the rest can be checked. */
  readonly standIns: Readonly<Record<string, unknown>>
}

/**
 * Checks the shape of the file, and gives what of it is well-formed so that the checks of meaning can go on with that:
 * wrong settings are left out, and with them the nearest thing that cannot be without them. Null when nothing is left.
 * Changes `raw`.
 */
export function readShape<Content>(
  raw: unknown,
  shape: FileShape<Content>,
  findings: Findings,
): Content | null {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = shape.schema.safeParse(raw)
    if (result.success) return result.data
    const issues = result.error.issues.flatMap((issue) => flatten({ issue, path: [], within: null }, raw))
    for (const placed of issues) report(placed, issues, raw, shape, findings)
    const doomed = issues.flatMap((placed) => doomedPaths(placed, raw))
    if (doomed.some((path) => path.length === 0)) return null
    for (const path of doomed) findings.markUnsound(path)
    removeAll(doomed, raw, shape, findings)
  }
  return null
}

/** Issues of the alternative that was meant, in place of "none of the alternatives fits". */
function flatten({ issue, path: prefix, within }: PlacedIssue, raw: unknown): PlacedIssue[] {
  const path = [...prefix, ...(issue.path as SettingPath)]
  if (issue.code !== 'invalid_union') return [{ issue, path, within }]
  const close = issue.errors
    .filter((errors) => errors.every(({ path: at, code }) => at.length > 0 || code === 'unrecognized_keys'))
    .sort((a, b) => a.length - b.length)[0]
  if (close === undefined) return [{ issue, path, within }]
  // A map that fits no alternative goes as a whole: parts of it would only look like another alternative.
  const whole = within ?? (Array.isArray(valueAt(path, raw)) ? null : path)
  return close.flatMap((inner) => flatten({ issue: inner, path, within: whole }, raw))
}

function report(
  placed: PlacedIssue,
  all: readonly PlacedIssue[],
  raw: unknown,
  { knownKeys }: FileShape<unknown>,
  findings: Findings,
): void {
  const { issue, path } = placed
  if (issue.code === 'unrecognized_keys') {
    reportUnknownKeys(issue.keys, path, knownKeys, findings)
    return
  }
  if (!findings.isSound(path)) return
  const message = issueMessage(placed, all, raw, knownKeys)
  if (message !== null) findings.error(path, message.text, message)
}

/** What has to go for the rest to be well-formed. */
function doomedPaths({ issue, path, within }: PlacedIssue, raw: unknown): SettingPath[] {
  if (within !== null) return [within]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key])
  return [isMissing(path, raw) && path.length > 1 ? path.slice(0, -1) : path]
}

function removeAll(
  paths: readonly SettingPath[],
  raw: unknown,
  { standIns }: FileShape<unknown>,
  findings: Findings,
): void {
  const unique = new Map(paths.map((path) => [JSON.stringify(path), path]))
  // Highest index first, so that taking one item out of a list does not move the others that have to go.
  const ordered = [...unique.values()].sort((a, b) => b.length - a.length || indexOf(b) - indexOf(a))
  for (const path of ordered) {
    const parent = valueAt(path.slice(0, -1), raw)
    const last = path[path.length - 1]
    if (Array.isArray(parent) && typeof last === 'number') {
      if (last >= parent.length) continue
      parent.splice(last, 1)
      findings.noteRemoval(path.slice(0, -1), last)
    } else if (typeof parent === 'object' && parent !== null && last !== undefined) {
      if (path.length === 1 && Object.hasOwn(standIns, last)) {
        Object.assign(parent, { [last]: structuredClone(standIns[last]) })
      } else Reflect.deleteProperty(parent, last)
    }
  }
}

function indexOf(path: SettingPath): number {
  const last = path[path.length - 1]
  return typeof last === 'number' ? last : -1
}
