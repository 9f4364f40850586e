/**
 * Of an event that is too long to be held whole, such as one of a server that sends its answer in a few large pieces, the
 * beginning: as JSON that ends where it was cut off. Text is one character for each byte (latin-1).
 */
const MAX_DEPTH = 64
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' }
/** A character of several bytes may have been cut in its middle. */
const LAST_CHARACTER = /[\xC0-\xFF][\x80-\xBF]*$/
const ESCAPE_LENGTH = 6

/** Null where it is deeper than any event is. What is no JSON stays none. */
export function closedJson(beginning: string): string | null {
  const open: string[] = []
  /** Of what stands in the object or list that is open: `{`, `[`, `,` or `:` before it. */
  let before = ''
  /** Up to here it is whole, when what is open is closed. */
  let wholeEnd = 0
  for (let at = 0; at < beginning.length; at++) {
    const letter = beginning[at] as string
    if (letter === '"') {
      const isKey = open.at(-1) === '{' && before !== ':'
      const end = stringEnd(beginning, at + 1)
      if (end === -1) return isKey ? closed(beginning.slice(0, wholeEnd), open) : cutString(beginning, open)
      at = end
      if (!isKey) wholeEnd = end + 1
    } else if (letter === '{' || letter === '[') {
      if (open.push(letter) > MAX_DEPTH) return null
      before = letter
      wholeEnd = at + 1
    } else if (letter === '}' || letter === ']') {
      open.pop()
      before = ''
      wholeEnd = at + 1
    } else if (letter === ',' || letter === ':') {
      if (letter === ',') wholeEnd = at
      before = letter
    }
  }
  return closed(beginning.slice(0, wholeEnd), open)
}

/** Where the quote is that ends the string; -1 where it was cut off. */
function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x22) return at
  }
  return -1
}

function cutString(beginning: string, open: readonly string[]): string {
  const whole = beginning.replace(LAST_CHARACTER, '')
  // An escape that is cut would take the quote, or be none.
  const last = whole.lastIndexOf('\\', whole.length - 1)
  const isCut = last >= whole.length - ESCAPE_LENGTH && isCutEscape(whole, last)
  return closed(`${isCut ? whole.slice(0, last) : whole}"`, open)
}

function isCutEscape(text: string, at: number): boolean {
  let first = at
  while (text[first - 1] === '\\') first--
  // Backslashes in pairs are backslashes.
  if ((at - first) % 2 === 1) return false
  return at === text.length - 1 || (text[at + 1] === 'u' && text.length - at < ESCAPE_LENGTH)
}

function closed(text: string, open: readonly string[]): string {
  return (
    text +
    open
      .toReversed()
      .map((letter) => CLOSING[letter])
      .join('')
  )
}
