import { WrongUse } from './exit-code.ts'

/** A calendar month in UTC, in which Azure bills; `toMs` is now while it is under way. */
export interface Month {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly endMs: number
  readonly isUnderWay: boolean
}

/** A month as `--month` takes it: `2026-10`, `this` or `last`. */
export function parseMonth(flag: string, text: string, nowMs: number): Month {
  const now = new Date(nowMs)
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  if (match === null && text !== 'this' && text !== 'last')
    throw new WrongUse(`--${flag} is no month: ${text}`, 'Write 2026-10, this or last.')
  const year = match === null ? now.getUTCFullYear() : Number(match[1])
  const index = match === null ? now.getUTCMonth() - (text === 'last' ? 1 : 0) : Number(match[2]) - 1
  const fromMs = Date.UTC(year, index, 1)
  const endMs = Date.UTC(year, index + 1, 1)
  if (fromMs >= nowMs) throw new WrongUse(`--${flag} has not begun: ${text}`)
  const name = new Date(fromMs).toISOString().slice(0, 7)
  return { name, fromMs, toMs: Math.min(endMs, nowMs), endMs, isUnderWay: nowMs < endMs }
}
