import { elementOf, memberAccess } from './access.ts'
import { type Expression, isExpression, literalText } from './expression.ts'
import type { Binding, Closure, Frame, Loop, UserFunction } from './frame.ts'
import type { ArmFunction, LazyCall } from './functions/function-table.ts'
import { findFunction } from './functions/registry.ts'
import { type JsonArray, type JsonNode, type JsonObject, memberOf, stringMember } from './json-document.ts'
import { symbolOfCall } from './text.ts'
import {
  combine,
  type Field,
  type Known,
  listOf,
  recordOf,
  tooLarge,
  Unknown,
  unknownIn,
  type Value,
} from './value.ts'

/** Azure refuses more copies in one loop. */
export const MAX_COPIES = 800

/** The value of a part of a template: strings may be expressions, objects may hold loops. */
export function evaluateNode(node: JsonNode, frame: Frame): Value {
  const { run } = frame
  if (!run.spend(1)) return run.limit('the evaluation')
  if (node.kind === 'scalar') {
    if (typeof node.value !== 'string') return node.value
    if (!isExpression(node.value)) return literalText(node.value)
    const { scope, loop, binding } = frame
    return evaluateText(node.value, { run, scope, loop, binding, at: node })
  }
  if (!run.enter()) return run.limit('the nesting of the template')
  const value = node.kind === 'array' ? evaluateArray(node, frame) : evaluateObject(node, frame)
  run.leave()
  return value
}

/** The value of a string that is an expression. */
export function evaluateText(text: string, frame: Frame): Value {
  const reading = frame.run.parse(text)
  if (reading.ok) {
    const value = evaluate(reading.expression, frame)
    if (value instanceof Unknown && value.reasons.some(({ kind }) => kind === 'limit'))
      frame.run.noteLimit(frame.at)
    return value
  }
  return frame.run.fault(`${reading.message} (character ${reading.offset + 1} of the expression)`, frame.at)
}

function evaluateArray(node: JsonArray, frame: Frame): Value {
  return listOf(
    node.items.map((item) => evaluateNode(item, frame)),
    node.items,
  )
}

function evaluateObject(node: JsonObject, frame: Frame): Value {
  const fields = new Map<string, Field>()
  let open: Unknown | null = null
  for (const { name, value } of node.entries) {
    if (isPropertyLoop(name, value)) {
      for (const loop of value.items) addLoop(loop, frame, fields)
      continue
    }
    const field = { name: literalText(name), value: evaluateNode(value, frame), at: value }
    if (!isExpression(name)) fields.set(field.name.toLowerCase(), field)
    else {
      const key = evaluateText(name, { ...frame, at: value })
      if (key instanceof Unknown) {
        open = combine(open === null ? [key] : [open, key])
        if (key.symbol !== null) fields.set(key.symbol.toLowerCase(), { ...field, name: key.symbol })
      } else if (typeof key === 'string') fields.set(key.toLowerCase(), { ...field, name: key })
      else frame.run.fault('The name of a property is no string.', value)
    }
  }
  return recordOf(fields, open)
}

function isPropertyLoop(name: string, value: JsonNode): value is JsonArray {
  if (name.toLowerCase() !== 'copy' || value.kind !== 'array') return false
  return value.items.every(
    (item) => memberOf(item, 'name') && memberOf(item, 'count') && memberOf(item, 'input'),
  )
}

/** `{ name, count, input }`: a property that is a list, an item for each turn. */
export function addLoop(loop: JsonNode, frame: Frame, fields: Map<string, Field>): void {
  const name = stringMember(loop, 'name')
  const input = memberOf(loop, 'input')
  const count = memberOf(loop, 'count')
  if (name === undefined || input === undefined || count === undefined) {
    frame.run.fault('A loop needs name, count and input.', loop)
    return
  }
  fields.set(name.toLowerCase(), { name, value: loopItems(name, input, count, frame), at: loop })
}

export function loopItems(name: string, input: JsonNode, countNode: JsonNode, frame: Frame): Value {
  const count = copyCount(evaluateNode(countNode, frame), countNode, frame)
  if (count instanceof Unknown) return count
  const items: Value[] = []
  for (let index = 0; index < count; index++) {
    if (frame.run.exhausted) return frame.run.limit('the evaluation')
    items.push(evaluateNode(input, { ...frame, loop: turnOf(name, index, frame.loop) }))
  }
  return listOf(
    items,
    items.map(() => input),
  )
}

export function turnOf(name: string, index: number | Unknown, outer: Loop | null): Loop {
  return { lowerName: name.toLowerCase(), index, outer }
}

export function copyCount(count: Value, at: JsonNode, frame: Frame): number | Unknown {
  if (count instanceof Unknown) return count
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    return frame.run.fault('The count of a loop is a whole number from 0.', at)
  }
  if (count > MAX_COPIES) {
    return frame.run.fault(`The loop makes ${count} copies; Azure takes ${MAX_COPIES}.`, at)
  }
  return count
}

/** The value of an expression. */
export function evaluate(expression: Expression, frame: Frame): Value {
  const { run } = frame
  if (expression.kind === 'literal') return expression.value
  if (!run.spend(1)) return run.limit('the evaluation')
  if (!run.enter()) return run.limit('the nesting of the expressions')
  const value = evaluateInside(expression, frame)
  run.leave()
  return value
}

function evaluateInside(expression: Exclude<Expression, { kind: 'literal' }>, frame: Frame): Value {
  switch (expression.kind) {
    case 'call':
      return expression.namespace === null
        ? callBuiltIn(expression.name, expression.args, frame)
        : callUserFunction(expression.namespace, expression.name, expression.args, frame)
    case 'member':
      return memberAccess(evaluate(expression.target, frame), expression.name, frame)
    case 'index':
      return elementOf(evaluate(expression.target, frame), evaluate(expression.index, frame), frame)
    default:
      return expression satisfies never
  }
}

function callBuiltIn(name: string, args: readonly Expression[], frame: Frame): Value {
  const found = findFunction(name)
  const call = new FunctionCall(name, frame)
  if (found === undefined) return call.fault(`Azure has no function "${name}".`)
  if (args.length < found.least || args.length > found.most) {
    return call.fault(`${name}() got ${args.length} arguments; it takes ${arityOf(found)}.`)
  }
  if (found.kind === 'lazy') return found.apply(args, call)
  return applyEager(
    found,
    args.map((arg) => evaluate(arg, frame)),
    call,
  )
}

function applyEager(found: ArmFunction & { kind: 'eager' }, values: readonly Value[], call: LazyCall): Value {
  const unknown = values.some((value) =>
    found.partly ? value instanceof Unknown : unknownIn(value) !== null,
  )
  return unknown ? call.unknown(values) : found.apply(values as readonly Known[], call)
}

function arityOf({ least, most }: ArmFunction): string {
  if (least === most) return String(least)
  return most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`
}

class FunctionCall implements LazyCall {
  readonly name: string
  readonly frame: Frame

  constructor(name: string, frame: Frame) {
    this.name = name
    this.frame = frame
  }

  fault(message: string): Unknown {
    return this.frame.run.fault(message, this.frame.at)
  }

  spend(steps: number): Unknown | null {
    return this.frame.run.spend(steps) ? null : tooLarge('the evaluation')
  }

  evaluate(expression: Expression): Value {
    return evaluate(expression, this.frame)
  }

  closure(expression: Expression | undefined): Closure | null {
    if (expression?.kind !== 'call' || expression.name.toLowerCase() !== 'lambda') return null
    const body = expression.args.at(-1)
    if (body === undefined) return null
    const parameters: string[] = []
    for (const arg of expression.args.slice(0, -1)) {
      if (arg.kind !== 'literal' || typeof arg.value !== 'string') return null
      parameters.push(arg.value.toLowerCase())
    }
    return { parameters, body, frame: this.frame }
  }

  callClosure(closure: Closure, args: readonly Value[]): Value {
    let binding: Binding | null = closure.frame.binding
    closure.parameters.forEach((lowerName, at) => {
      binding = { lowerName, value: args[at] ?? null, outer: binding }
    })
    return evaluate(closure.body, { ...closure.frame, binding })
  }

  speculate(expression: Expression): Value {
    return this.frame.run.speculate(() => evaluate(expression, this.frame))
  }

  unknown(args: readonly Value[]): Unknown {
    const unknown = args.map(unknownIn).filter((one) => one !== null)
    return combine(unknown, symbolOfCall(this.name.toLowerCase(), args))
  }
}

function callUserFunction(namespace: string, name: string, args: readonly Expression[], frame: Frame): Value {
  const found = frame.scope.userFunction(namespace, name)
  if (found === undefined) {
    return frame.run.fault(`The template defines no function "${namespace}.${name}".`, frame.at)
  }
  if (args.length > found.parameters.length) {
    const most = found.parameters.length
    return frame.run.fault(`${namespace}.${name}() got ${args.length} arguments; it takes ${most}.`, frame.at)
  }
  const values = args.map((arg) => evaluate(arg, frame))
  return evaluateNode(found.body, {
    run: frame.run,
    scope: insideFunction(frame, found, values),
    loop: null,
    binding: null,
    at: found.body,
  })
}

/** Within a function of the template, `parameters()` are its arguments and there is nothing else to name. */
function insideFunction(frame: Frame, found: UserFunction, values: readonly Value[]): Frame['scope'] {
  const { scope, run } = frame
  return {
    context: scope.context,
    deploymentName: scope.deploymentName,
    parameter(name, at) {
      const position = found.parameters.indexOf(name.toLowerCase())
      // An argument that is left out is null.
      if (position !== -1) return values[position] ?? null
      return run.fault(`The function has no parameter "${name}".`, at)
    },
    variable: (name, at) => scope.variable(name, at),
    userFunction: (namespace, name) => scope.userFunction(namespace, name),
    outputsOf: () => undefined,
    idOf: () => undefined,
  }
}
