import type { Expression } from '../expression.ts'
import type { Closure, Frame } from '../frame.ts'
import type { Known, Unknown, Value } from '../value.ts'

/** A function that templates can call. Names are in lower case: calls are without case. */
export type FunctionTable = Readonly<Record<string, ArmFunction>>

export type ArmFunction = EagerFunction | LazyFunction

interface Arity {
  readonly least: number
  readonly most: number
}

export interface EagerFunction extends Arity {
  readonly kind: 'eager'
  readonly apply: (args: readonly Known[], call: Call) => Value
  /** Also gets arguments with unknown values inside; without it they make the result unknown. */
  readonly partly: boolean
}

/** Takes its arguments unevaluated, or knows what to do with unknown ones. */
export interface LazyFunction extends Arity {
  readonly kind: 'lazy'
  readonly apply: (args: readonly Expression[], call: LazyCall) => Value
}

export interface Call {
  readonly name: string
  readonly frame: Frame
  /** The expression is wrong; noted with its place. */
  fault(message: string): Unknown
  /** Null when there is budget for so much work, otherwise what to answer. */
  spend(steps: number): Unknown | null
}

export interface LazyCall extends Call {
  evaluate(expression: Expression): Value
  /** For a branch that may not be taken: its faults are not noted. */
  speculate(expression: Expression): Value
  /** Null when the argument is no `lambda()`. */
  closure(expression: Expression | undefined): Closure | null
  callClosure(closure: Closure, args: readonly Value[]): Value
  /** Unknown, for that some of the arguments are; its symbol names the call. */
  unknown(args: readonly Value[]): Unknown
}

/** Every argument is known throughout. */
export function whole(least: number, most: number, apply: EagerFunction['apply']): EagerFunction {
  return { kind: 'eager', least, most, apply, partly: false }
}

/** Every argument is known, but values inside lists and records may not be. */
export function partly(least: number, most: number, apply: EagerFunction['apply']): EagerFunction {
  return { kind: 'eager', least, most, apply, partly: true }
}

export function lazy(least: number, most: number, apply: LazyFunction['apply']): LazyFunction {
  return { kind: 'lazy', least, most, apply }
}

export const ANY_NUMBER = Number.POSITIVE_INFINITY
