import { type Known, ListValue, type Value } from '../value.ts'
import { ANY_NUMBER, type Call, type FunctionTable, whole } from './function-table.ts'

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric, read 2026-11-21. */
export const NUMERIC_FUNCTIONS: FunctionTable = {
  add: arithmetic((a, b) => a + b),
  sub: arithmetic((a, b) => a - b),
  mul: arithmetic((a, b) => a * b),
  div: arithmetic((a, b) => (b === 0 ? null : Math.trunc(a / b))),
  mod: arithmetic((a, b) => (b === 0 ? null : a % b)),
  int: whole(1, 1, ([value], call) => {
    const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return Math.trunc(number)
    return call.fault('int() takes a whole number, also as a string.')
  }),
  float: whole(1, 1, ([value], call) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
    return call.fault('float() takes a number, also as a string.')
  }),
  min: extreme((a, b) => Math.min(a, b)),
  max: extreme((a, b) => Math.max(a, b)),
}

function arithmetic(compute: (a: number, b: number) => number | null): FunctionTable[string] {
  return whole(2, 2, ([a, b], call) => {
    if (typeof a !== 'number' || typeof b !== 'number') {
      return call.fault(`${call.name}() takes two whole numbers.`)
    }
    const result = compute(a, b)
    if (result === null) return call.fault(`${call.name}() divides by zero.`)
    // 0 instead of -0, which JSON has but 64-bit integers do not.
    if (Number.isFinite(result)) return result + 0
    return call.fault(`${call.name}() overflows.`)
  })
}

function extreme(choose: (a: number, b: number) => number): FunctionTable[string] {
  return whole(1, ANY_NUMBER, (args, call) => {
    const numbers = numbersOf(args)
    if (numbers === null || numbers.length === 0) return wrong(call)
    return call.spend(numbers.length) ?? numbers.reduce(choose)
  })
}

function wrong(call: Call): Value {
  return call.fault(`${call.name}() takes whole numbers, or a list of some.`)
}

function numbersOf(args: readonly Known[]): readonly number[] | null {
  const [first] = args
  const values: readonly Value[] = args.length === 1 && first instanceof ListValue ? first.items : args
  return values.every((value) => typeof value === 'number') ? values : null
}
