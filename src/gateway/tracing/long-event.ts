/**
 * What text the beginning of a streamed event has, of an event that is too long to be held whole: such as one of a server
 * that sends its answer in a few large pieces. One character for each byte (latin-1).
 */
export interface EventBeginning {
  readonly choice: number
  readonly text: string
}

/** Inside strings quotes are escaped, so that text which looks like a key is none. */
const CHAT = /"(?:content|text)"\s*:\s*"/
const RESPONSE = /"delta"\s*:\s*"/
const CHOICE = /"index"\s*:\s*(\d{1,3})\b/
/** Of chat completions none names its type. */
const TYPE = /^data:\s*\{\s*"type"\s*:\s*"([^"\\]*)"/

/** Null where no text begins in it. */
export function beginningOfEvent(line: string): EventBeginning | null {
  if (!line.startsWith('data:')) return null
  const type = TYPE.exec(line)?.[1]
  const isResponse = type === 'response.output_text.delta'
  // The last event of a response repeats the whole answer.
  if (type !== undefined && !isResponse) return null
  const found = (isResponse ? RESPONSE : CHAT).exec(line)
  if (found === null) return null
  const index = isResponse ? null : CHOICE.exec(line.slice(0, found.index))
  const string = line.slice(found.index + found[0].length)
  return { choice: Number(index?.[1] ?? 0), text: decoded(string) }
}

/** The value of a string of JSON up to where it was cut off, or ends. */
function decoded(string: string): string {
  const [whole = ''] = /^(?:[^"\\]+|\\u[0-9a-fA-F]{4}|\\[^u])*/.exec(string) ?? []
  const text = Buffer.from(`"${whole}"`, 'latin1').toString('utf8')
  try {
    // The last character may have been cut in its middle: what stands for that is nobody's text.
    return (JSON.parse(text) as string).replace(/\uFFFD$/, '')
  } catch (error) {
    if (error instanceof SyntaxError) return ''
    throw error
  }
}
