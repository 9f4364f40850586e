/**
 * Takes out of a text what should not leave: what the file's masks say, and what is known by its form. No pattern takes
 * longer than in proportion to the text: each begins only where a run of its characters begins, or has a bounded length.
 */
export type Redact = (text: string) => string

export const REDACTED = '[redacted]'

/** 13 to 19 digits, in groups or not (ISO/IEC 7812-1), with the right check digit. */
const CARD = /(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])/g

/**
 * What begins or is surrounded by other characters in text that is JSON, as arguments of tools are: there a line ends with
 * an escape, whose letter is none of the word that follows, and quotes are escaped once for each text within another.
 */
interface Surroundings {
  /** Before a word of these characters. */
  readonly before: (word: string) => string
  /** The same where the word may begin with any of them: the letter of an escape is not taken for its first. */
  readonly beforeAny: (word: string) => string
  readonly quote: string
  /** What a value does not go on with. */
  readonly valueEnd: string
}

const PLAIN: Surroundings = {
  before: (word) => `(?<![${word}])`,
  beforeAny: (word) => `(?<![${word}])`,
  quote: `["']?`,
  valueEnd: '',
}
const ESCAPED: Surroundings = {
  before: (word) => String.raw`(?:(?<![${word}])|(?<=\\[nrtbf]))`,
  beforeAny: (word) => String.raw`(?:(?<![${word}])(?!(?<=\\)[nrtbf])|(?<=\\[nrtbf]))`,
  quote: String.raw`(?:\\{0,8}["'])?`,
  valueEnd: String.raw`(?!\\{1,8}["'])`,
}

/** Keys by their beginnings, tokens of three parts, long runs of letters and digits mixed, what is said to be secret, mail. */
function secretsIn({ before, beforeAny, quote, valueEnd }: Surroundings): readonly RegExp[] {
  const run = 'A-Za-z0-9+/'
  const mail = 'A-Za-z0-9._%+-'
  const words = 'account_?key|shared_?access_?key|api[-_]?key|password|passwd|pwd|secret'
  return [
    String.raw`${before('A-Za-z0-9_-')}(?:sk|pk|rk|ghp|gho|ghs|xox[abp])[-_][A-Za-z0-9_-]{16,}`,
    String.raw`${before('A-Za-z0-9')}AKIA[0-9A-Z]{16}(?![0-9A-Z])`,
    String.raw`${before('A-Za-z0-9_-')}eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`,
    String.raw`${beforeAny(run)}(?=[${run}]{0,64}[0-9])(?=[${run}]{0,64}[A-Za-z])[${run}]{32,}={0,2}`,
    String.raw`${before('A-Za-z0-9')}(?i:${words})${quote}\s{0,4}[:=]\s{0,4}${quote}(?:${valueEnd}[^\s"';,]){4,256}`,
    String.raw`${beforeAny(mail)}[${mail}]+@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}`,
  ].map((source) => new RegExp(source, 'g'))
}

const SECRETS_IN_PLAIN = secretsIn(PLAIN)
const SECRETS_IN_ESCAPED = secretsIn(ESCAPED)

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
    const secrets = left.includes('\\') ? SECRETS_IN_ESCAPED : SECRETS_IN_PLAIN
    for (const pattern of secrets) left = left.replace(pattern, REDACTED)
    return left.replace(CARD, (found) => (isCard(found) ? REDACTED : found))
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
