/**
 * Freezes a value through and through. Maps and sets keep their contents in slots that `Object.freeze` does not reach,
 * so their writing methods are made to throw.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map || value instanceof Set) {
    for (const entry of value.values()) deepFreeze(entry)
    for (const method of ['set', 'add', 'delete', 'clear']) {
      Object.defineProperty(value, method, { value: refuse })
    }
  }
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}

function refuse(): never {
  throw new TypeError('The plan is immutable')
}
