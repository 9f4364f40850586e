/** Control characters, other ends of lines, and what turns the direction of writing (Unicode Standard Annex #9). */
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** Whether a terminal or a log shows this text as one line that says what it seems to say. */
export function isOneLine(text: string): boolean {
  return !UNFIT.test(text)
}
