import { Unknown, type Value } from '../value.ts'
import type { Loop } from '../frame.ts'
import { type FunctionTable, lazy, type LazyCall } from './function-table.ts'

/** What names stand for where the expression is: parameters, variables, turns of loops. */
export const SCOPE_FUNCTIONS: FunctionTable = {
  parameters: lazy(1, 1, ([arg], call) => {
    const name = arg === undefined ? null : call.evaluate(arg)
    if (typeof name === 'string') return call.frame.scope.parameter(name, call.frame.at)
    return name instanceof Unknown ? call.unknown([name]) : call.fault('parameters() takes a name.')
  }),
  variables: lazy(1, 1, ([arg], call) => {
    const name = arg === undefined ? null : call.evaluate(arg)
    if (typeof name === 'string') return call.frame.scope.variable(name, call.frame.at)
    return name instanceof Unknown ? call.unknown([name]) : call.fault('variables() takes a name.')
  }),
  lambdavariables: lazy(1, 1, ([arg], call) => {
    const name = arg === undefined ? null : call.evaluate(arg)
    if (typeof name !== 'string') return call.fault('lambdaVariables() takes a name.')
    for (let binding = call.frame.binding; binding !== null; binding = binding.outer) {
      if (binding.lowerName === name.toLowerCase()) return binding.value
    }
    return call.fault(`There is no lambda variable "${name}" here.`)
  }),
  lambda: lazy(1, 20, (_args, call) =>
    call.fault('lambda() stands only in functions such as map() and filter().'),
  ),
  copyindex: lazy(0, 2, (args, call) => {
    const values = args.map((arg) => call.evaluate(arg))
    const unknown = values.find((value) => value instanceof Unknown)
    if (unknown !== undefined) return call.unknown(values)
    const name = values.find((value) => typeof value === 'string')
    const offset = values.find((value) => typeof value === 'number') ?? 0
    const loop = findLoop(call, name)
    if (loop === null) {
      return call.fault(name === undefined ? 'There is no loop here.' : `There is no loop "${name}" here.`)
    }
    return loop.index instanceof Unknown ? new Unknown(loop.index.reasons) : loop.index + offset
  }),
}

function findLoop(call: LazyCall, name: Value | undefined): Loop | null {
  if (typeof name !== 'string') return call.frame.loop
  for (let loop = call.frame.loop; loop !== null; loop = loop.outer) {
    if (loop.lowerName === name.toLowerCase()) return loop
  }
  return null
}
