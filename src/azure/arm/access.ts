import type { Frame } from './frame.ts'
import { shownInSymbol, symbolOfCall } from './text.ts'
import { combine, ListValue, RecordValue, toJson, Unknown, type Value } from './value.ts'

/** `target.name` and `target[index]`. */
export function memberAccess(target: Value, name: string, frame: Frame): Value {
  const found = tryMember(target, name)
  if (found !== undefined) return found
  if (target instanceof RecordValue) {
    const some = [...target.fields.values()].slice(0, 10).map((field) => field.name)
    const there = some.length === 0 ? 'none' : some.join(', ')
    return frame.run.fault(`There is no property "${name}"; there are: ${there}.`, frame.at)
  }
  return frame.run.fault(`"${name}" is asked of a value that has no properties.`, frame.at)
}

/** Undefined when it is certain that there is no such member. */
export function tryMember(target: Value, name: string): Value | undefined {
  if (target instanceof Unknown) return partOf(target, `.${name}`)
  return target instanceof RecordValue ? target.get(name) : undefined
}

function partOf(whole: Unknown, access: string): Unknown {
  const shown = shownInSymbol(whole)
  return new Unknown(whole.reasons, shown === null ? null : `{${shown}${access}}`)
}

export function elementOf(target: Value, index: Value, frame: Frame): Value {
  const found = tryElement(target, index)
  if (found !== undefined) return found
  if (typeof index === 'string') return memberAccess(target, index, frame)
  if (target instanceof ListValue) {
    return frame.run.fault(
      `There is no item ${JSON.stringify(toJson(index))}; the list has ${target.items.length}.`,
      frame.at,
    )
  }
  return frame.run.fault('An item is asked of a value that is no list.', frame.at)
}

/** Undefined when it is certain that there is no such element. */
export function tryElement(target: Value, index: Value): Value | undefined {
  if (index instanceof Unknown) {
    return combine(
      target instanceof Unknown ? [target, index] : [index],
      symbolOfCall('element', [target, index]),
    )
  }
  if (typeof index === 'string') return tryMember(target, index)
  if (target instanceof Unknown) return partOf(target, `[${shownInSymbol(index)}]`)
  return target instanceof ListValue && typeof index === 'number' ? target.items[index] : undefined
}
