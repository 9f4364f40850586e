import { type Declaration, formatPath, type Places, type Plan, type SettingPath } from '../workload/index.ts'
import type { Observation, Severity } from './finding.ts'

/** A workload file as rules see it: what it declares, and words to speak of its settings. */
export class Workload {
  readonly kind = 'workload'
  readonly file: string
  readonly declaration: Declaration
  readonly plan: Plan
  /** The moment of the review. */
  readonly nowMs: number
  readonly #places: Places

  constructor(file: string, design: DesignOf, nowMs: number) {
    this.file = file
    this.declaration = design.declaration
    this.plan = design.plan
    this.nowMs = nowMs
    this.#places = design.places
  }

  fail(path: SettingPath, message: string, atMost?: Severity): Observation {
    return { ...this.#observed('fail', path, message), ...(atMost === undefined ? {} : { atMost }) }
  }

  pass(path: SettingPath, message: string): Observation {
    return this.#observed('pass', path, message)
  }

  unknown(path: SettingPath, message: string): Observation {
    return this.#observed('undetermined', path, message)
  }

  /** The file does not say: nothing can be concluded. */
  silent(path: SettingPath): Observation {
    return this.unknown(path, `the file does not say \`${formatPath(path)}\``)
  }

  /** Judges one declared value; what is not declared is undetermined. */
  judge<Value>(path: SettingPath, value: Value | undefined, judgement: Judgement<Value>): Observation {
    if (value === undefined) return this.silent(path)
    return judgement.isGood(value)
      ? this.pass(path, textOf(judgement.good, value))
      : this.fail(path, textOf(judgement.bad, value))
  }

  #observed(verdict: Observation['verdict'], path: SettingPath, message: string): Observation {
    const { line, column } = this.#places.key(path)
    const pointer = path
      .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('')
    const place = { file: this.file, line, column, pointer }
    return { verdict, subject: formatPath(path), property: '', place, message }
  }
}

interface DesignOf {
  readonly declaration: Declaration
  readonly plan: Plan
  readonly places: Places
}

export interface Judgement<Value> {
  readonly isGood: (value: Value) => boolean
  readonly good: string | ((value: Value) => string)
  readonly bad: string | ((value: Value) => string)
}

function textOf<Value>(text: string | ((value: Value) => string), value: Value): string {
  return typeof text === 'string' ? text : text(value)
}
