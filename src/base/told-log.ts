import { describeError } from './described-error.ts'
import type { Log } from './log.ts'

/** A line that a process hands to its parent, whose log it comes into; data alone, since errors do not pass as they are. */
export interface ToldLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: object
  readonly message: string
}

/** The log of a process that leaves writing to its parent; nothing below `least` is told. */
export function toldLog(tell: (line: ToldLine) => void, least: 'info' | 'warn'): Log {
  const at = (level: ToldLine['level']) => (fields: object, message: string) =>
    tell({ level, fields: passing(fields), message })
  return { debug() {}, info: least === 'info' ? at('info') : () => {}, warn: at('warn'), error: at('error') }
}

function passing(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, describeError(value)]))
}
