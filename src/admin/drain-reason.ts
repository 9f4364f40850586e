import { isOneLine } from '../base/index.ts'

export const MAX_DRAIN_REASON_CHARACTERS = 500
export const NO_DRAIN_REASON = `a reason is one line of 1 to ${MAX_DRAIN_REASON_CHARACTERS} characters`

/** Others read it: in a terminal, in the console, in the audit log. */
export function isDrainReason(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_DRAIN_REASON_CHARACTERS && isOneLine(text)
}
