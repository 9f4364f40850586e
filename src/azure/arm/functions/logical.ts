import { combine, eitherOf, sameValue, sizeOf, Unknown, unknownIn, type Value } from '../value.ts'
import type { Expression } from '../expression.ts'
import { ANY_NUMBER, type FunctionTable, lazy, type LazyCall, whole } from './function-table.ts'

/**
 * Logic and comparison with three values: an unknown argument leaves the result open only where it can change it.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical and
 * template-functions-comparison, read 2026-11-21.
 */
export const LOGICAL_FUNCTIONS: FunctionTable = {
  true: whole(0, 0, () => true),
  false: whole(0, 0, () => false),
  null: whole(0, 0, () => null),
  bool: whole(1, 1, ([value], call) => {
    if (typeof value === 'boolean') return value
    if (typeof value === 'number') return value !== 0
    const word = typeof value === 'string' ? value.toLowerCase() : ''
    if (word === 'true' || word === '1') return true
    return word === 'false' || word === '0' ? false : call.fault('bool() takes true, false, 1 or 0.')
  }),
  not: lazy(1, 1, ([arg], call) => {
    const value = truthOf(arg, call)
    return value instanceof Unknown ? call.unknown([value]) : !value
  }),
  and: lazy(1, ANY_NUMBER, (args, call) => decide(args, call, false)),
  or: lazy(1, ANY_NUMBER, (args, call) => decide(args, call, true)),
  if: lazy(3, 3, ([condition, yes, no], call) => {
    if (yes === undefined || no === undefined) return call.fault('if() takes three arguments.')
    const truth = truthOf(condition, call)
    if (!(truth instanceof Unknown)) return call.evaluate(truth ? yes : no)
    const [whenTrue, whenFalse] = [call.speculate(yes), call.speculate(no)]
    const spent = call.spend(4 * Math.min(sizeOf(whenTrue), sizeOf(whenFalse)))
    if (spent !== null) return spent
    const value = eitherOf(whenTrue, whenFalse, truth)
    return value instanceof Unknown ? named(value, [truth, whenTrue, whenFalse], call) : value
  }),
  coalesce: lazy(1, ANY_NUMBER, (args, call) => {
    const seen: Value[] = []
    for (const arg of args) {
      const value = call.evaluate(arg)
      if (value instanceof Unknown) {
        seen.push(value)
        continue
      }
      if (value === null) continue
      if (seen.length === 0) return value
      return named(combine(seen.filter((one) => one instanceof Unknown)), [...seen, value], call)
    }
    const [only] = seen
    if (only === undefined) return null
    return seen.length === 1 ? only : call.unknown(seen)
  }),
  equals: lazy(2, 2, ([left, right], call) => {
    if (left === undefined || right === undefined) return call.fault('equals() takes two arguments.')
    const [a, b] = [call.evaluate(left), call.evaluate(right)]
    const spent = call.spend(Math.min(sizeOf(a), sizeOf(b)))
    if (spent !== null) return spent
    const truth = sameValue(a, b)
    return truth instanceof Unknown ? named(truth, [a, b], call) : truth
  }),
  less: ordered((sign) => sign < 0),
  lessorequals: ordered((sign) => sign <= 0),
  greater: ordered((sign) => sign > 0),
  greaterorequals: ordered((sign) => sign >= 0),
}

function named(value: Unknown, args: readonly Value[], call: LazyCall): Unknown {
  const symbol = args.every((arg) => unknownIn(arg) === null || arg instanceof Unknown)
    ? call.unknown(args).symbol
    : null
  return new Unknown(value.reasons, symbol)
}

function truthOf(arg: Expression | undefined, call: LazyCall): boolean | Unknown {
  const value = arg === undefined ? null : call.evaluate(arg)
  if (typeof value === 'boolean' || value instanceof Unknown) return value
  return call.fault(`${call.name}() takes true or false.`)
}

/** `and` is decided by the first false, `or` by the first true; Azure evaluates no further then. */
function decide(args: readonly Expression[], call: LazyCall, decisive: boolean): Value {
  const unknown: Unknown[] = []
  for (const arg of args) {
    const truth = truthOf(arg, call)
    if (truth === decisive) return decisive
    if (truth instanceof Unknown) unknown.push(truth)
  }
  return unknown.length === 0 ? !decisive : call.unknown(unknown)
}

function ordered(test: (sign: number) => boolean): FunctionTable[string] {
  return whole(2, 2, ([a, b], call) => {
    if (typeof a === 'number' && typeof b === 'number') return test(a - b)
    if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : Number(a > b))
    return call.fault(`${call.name}() takes two whole numbers or two strings.`)
  })
}
