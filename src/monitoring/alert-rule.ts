import { inWords, type Setting } from './alert-settings.ts'
import type { Condition } from './conditions.ts'

/** What a rule of the table of alerts is, as it is written and as it is in force. */
export interface AlertRule {
  /** Lasting: people silence, route and search by it. */
  readonly id: string
  readonly severity: Severity
  /** What is the matter, in a sentence. */
  readonly says: string
  /** What it comes from, mostly. */
  readonly because: string
  /** What to do about it, for who has a terminal. */
  readonly remedy: string
  /**
   * The same for who looks at the console, where that has a place for it; else null. Links are as in Markdown, to below
   * `/console`; `{deployment}` and other labels stand for their values, `{path}` for that of the limit.
   */
  readonly inConsole: string | null
  readonly when: Condition
  /** It holds that long before anybody is told. */
  readonly forMs: number
  /** What a file may set, and to what it is set. */
  readonly settings: readonly SettingInForce[]
}

export interface SettingInForce extends Setting {
  readonly name: string
  readonly value: number
}

/** What a workload file says of one rule. */
export interface AlertChange {
  readonly isOff: boolean
  /** Null where it stays. */
  readonly severity: Severity | null
  /** By the names of settings. */
  readonly values: Readonly<Record<string, number>>
}

/** A rule of the table. */
interface Declared<Id extends string, Name extends string> extends Omit<
  AlertRule,
  'when' | 'forMs' | 'settings'
> {
  readonly id: Id
  /** `{name}` stands for the value of the setting of that name. */
  readonly says: string
  /** `for` is how long it holds; a rule without it tells at once. */
  readonly settings: Readonly<Record<Name, Setting>>
  when(set: Readonly<Record<Name, number>>): Condition
}

export interface Declaration<Id extends string> {
  readonly id: Id
  rule(change: AlertChange | null): AlertRule & { readonly id: Id }
}

export function declared<const Id extends string, Name extends string = never>(
  of: Declared<Id, Name>,
): Declaration<Id> {
  const { id, because, remedy, inConsole, says } = of
  return {
    id,
    rule(change) {
      const settings = Object.entries<Setting>(of.settings).map(([name, setting]) => ({
        ...setting,
        name,
        value: change?.values[name] ?? setting.usual,
      }))
      const set = Object.fromEntries(settings.map(({ name, value }) => [name, value]))
      return {
        id,
        severity: change?.severity ?? of.severity,
        says: settings.reduce(
          (text, { name, kind, value }) => text.replace(`{${name}}`, inWords(kind, value)),
          says,
        ),
        because,
        remedy,
        inConsole,
        when: of.when(set as Readonly<Record<Name, number>>),
        forMs: set['for'] ?? 0,
        settings,
      }
    },
  }
}

/** `critical`: clients are harmed, or will be within hours; `warning`: act within days; `info`: know of it. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]
