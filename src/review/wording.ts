import type { FindingPlace } from './finding.ts'

/** Lists in sentences. */
const MAX_NAMES = 6

/** `a`, `a and b`, `a, b and 5 more`. */
export function namesOf(names: Iterable<string>): string {
  const all = [...names]
  const shown = all.slice(0, MAX_NAMES)
  if (all.length > MAX_NAMES) return `${shown.join(', ')} and ${all.length - MAX_NAMES} more`
  const last = shown.pop()
  return shown.length === 0 ? (last ?? 'none') : `${shown.join(', ')} and ${last}`
}

/** `1 finding`, `3 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** As compilers write it. */
export function placeText({ file, line, column }: FindingPlace): string {
  return line === null ? file : `${file}:${line}:${column ?? 1}`
}
