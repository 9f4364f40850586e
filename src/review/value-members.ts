import { ListValue, RecordValue, type Value } from '../azure/index.ts'

/** Steps into evaluated values, for who needs the values themselves; what rules ask goes by `Resource.ask`. */
export function member(value: Value | undefined, name: string): Value | undefined {
  return value instanceof RecordValue ? value.get(name) : undefined
}

/** Nothing where the list is not known. */
export function itemsIn(value: Value | undefined): readonly Value[] {
  return value instanceof ListValue ? value.items : []
}
