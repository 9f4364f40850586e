import { findKey } from './stream-facts.ts'

/**
 * Why a model stopped, as its answer says it: `finish_reason` of each choice of chat completions and completions; of the
 * responses API, which has no such field, the status, or why the response is incomplete. Text is one character for each
 * byte (latin-1) and searched, not parsed: inside strings quotes are escaped, so that text that looks like a key is none.
 */
const NAME = '"finish_reason"'
const QUOTE = 0x22
/** Of one exchange: more than any provider gives choices. */
const MAX_REASONS = 128
const VALUE = /\s*:\s*"([^"\\]{1,64})"/y
const INCOMPLETE = /"incomplete_details"\s*:\s*\{\s*"reason"\s*:\s*"([^"\\]{1,64})"/

/** Adds those of an event or a whole answer, in the order in which they stand there. */
export function addFinishReasons(data: string, reasons: string[]): void {
  let at = findKey(data, NAME, 0, QUOTE)
  while (at !== -1 && reasons.length < MAX_REASONS) {
    VALUE.lastIndex = at + NAME.length
    const reason = VALUE.exec(data)?.[1]
    if (reason !== undefined) reasons.push(reason)
    at = findKey(data, NAME, at + NAME.length, QUOTE)
  }
}

/** Of a response with this status. */
export function responseReason(status: string, data: string): string {
  return status === 'incomplete' ? (INCOMPLETE.exec(data)?.[1] ?? status) : status
}
