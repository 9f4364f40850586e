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

/** Text of a design for a terminal, which would obey the control characters in it. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?')
}

/** As compilers write it; of a running program, with the series. */
export function placeText({ file, line, column, pointer }: FindingPlace): string {
  const name = harmless(file)
  if (line !== null) return `${name}:${line}:${column ?? 1}`
  return pointer === '' || pointer.startsWith('/') ? name : `${name} ${harmless(pointer)}`
}
