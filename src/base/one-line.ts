/** Control characters, other ends of lines, and what turns the direction of writing (Unicode Standard Annex #9). */
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const EACH_UNFIT = new RegExp(UNFIT, 'gu')

/** Whether a terminal or a log shows this text as one line that says what it seems to say. */
export function isOneLine(text: string): boolean {
  return !UNFIT.test(text)
}

/** With what is not of one line written out, such as `\u{1b}`: what others chose may say nothing to a terminal. */
export function asOneLine(text: string): string {
  if (isOneLine(text)) return text
  return text.replaceAll(EACH_UNFIT, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`)
}
