/**
 * Takes out of a text what should not leave: what the file's masks say, and what is known by its form. No pattern takes
 * longer than in proportion to the text: each begins only where a run of its characters begins, or has a bounded length.
 */
export type Redact = (text: string) => string

export const REDACTED = '[redacted]'

const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g
/** 13 to 19 digits, in groups or not (ISO/IEC 7812-1), with the right check digit. */
const CARD = /(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])/g
/** Keys by their beginnings, tokens of three parts, and long runs of letters and digits mixed. */
const KEYS: readonly RegExp[] = [
  /(?<![A-Za-z0-9_-])(?:sk|pk|rk|ghp|gho|ghs|xox[abp])[-_][A-Za-z0-9_-]{16,}/g,
  /(?<![A-Za-z0-9])AKIA[0-9A-Z]{16}(?![0-9A-Z])/g,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]{0,64}[0-9])(?=[A-Za-z0-9+/]{0,64}[A-Za-z])[A-Za-z0-9+/]{32,}={0,2}/g,
  /(?<![A-Za-z0-9])(?:account_?key|shared_?access_?key|api[-_]?key|password|passwd|pwd|secret)["']?\s{0,4}[:=]\s{0,4}["']?[^\s"';,]{4,256}/gi,
]

/** Of a mask, what a `*` stands for at the most. */
const MAX_WILD_CHARACTERS = 64

/**
 * `#` is a digit, `@` a letter, and `*`, once, up to 64 letters, digits, hyphens and underscores; all else is itself, in
 * small letters or large ones.
 */
export function redactionOf(masks: readonly string[]): Redact {
  const own = masks.map(maskPattern)
  return (text) => {
    let left = text
    for (const pattern of own) left = left.replace(pattern, REDACTED)
    for (const pattern of KEYS) left = left.replace(pattern, REDACTED)
    return left.replace(EMAIL, REDACTED).replace(CARD, (found) => (isCard(found) ? REDACTED : found))
  }
}

function maskPattern(mask: string): RegExp {
  const source = mask
    .replace(/[\\^$.|?+()[\]{}/]/g, '\\$&')
    .replace('*', `[\\p{L}0-9_-]{0,${MAX_WILD_CHARACTERS}}`)
    .replaceAll('#', '[0-9]')
    .replaceAll('@', '\\p{L}')
  return new RegExp(source, 'giu')
}

/** Luhn's check digit. */
function isCard(found: string): boolean {
  const digits = found.replace(/[^0-9]/g, '')
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const counted = i % 2 === 0 ? digit : digit * 2
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}
