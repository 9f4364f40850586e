/** Where a fact is from, and the day on which it was so (`2026-10-05`). */
export interface Origin {
  readonly asOf: string
  readonly source: string
}

export type Fact<Row> = Row & Origin

/** What a file of one's own did to a row of a table. */
export interface Overridden extends Origin {
  /** The row's key, as it is shown: `gpt-4.1, 2025-04-14`. */
  readonly key: string
  readonly change: 'added' | 'replaced' | 'removed'
  /** The file that says so. */
  readonly file: string
}

/** Facts about Azure of one kind, each row once. Immutable. */
export interface FactTable<Row> extends Origin {
  /** As files of one's own name it: `retirements`. */
  readonly name: string
  /** For people: `when models retire`. */
  readonly title: string
  /** Columns that tell rows apart, whatever the case of their texts. */
  readonly key: readonly string[]
  readonly rows: readonly Fact<Row>[]
  readonly overridden: readonly Overridden[]
}

export interface RowChange<Row> {
  readonly row: Row
  /** The row with this key is no fact; its other columns are not looked at. */
  readonly isRemoved: boolean
  readonly origin: Origin
  readonly file: string
}

/** A table that is shipped. Rows that have a day of their own keep it. */
export function shippedTable<Row extends object>(
  about: {
    readonly name: string
    readonly title: string
    readonly key: readonly (keyof Row & string)[]
    readonly asOf: string
    readonly source: readonly string[]
  },
  rows: readonly (Row & Partial<Origin>)[],
): FactTable<Row> {
  const { name, title, key, asOf } = about
  const source = about.source.join(', ')
  return Object.freeze({
    name,
    title,
    key: Object.freeze(key),
    asOf,
    source,
    rows: Object.freeze(rows.map((row) => frozen<Fact<Row>>({ ...row, asOf: row.asOf ?? asOf, source }))),
    overridden: Object.freeze([]),
  })
}

/** The table with rows replaced, added and removed; itself where nothing changes. */
export function changedTable<Row extends object>(
  table: FactTable<Row>,
  changes: readonly RowChange<Row>[],
): FactTable<Row> {
  if (changes.length === 0) return table
  const rows = new Map(table.rows.map((row) => [rowKey(table, row), row]))
  const shipped = new Set(rows.keys())
  const overridden = new Map(table.overridden.map((one) => [one.key.toLowerCase(), one]))
  for (const { row, isRemoved, origin, file } of changes) {
    const key = rowKey(table, row)
    const shown = shownKey(table, row)
    const change = isRemoved ? 'removed' : shipped.has(key) ? 'replaced' : 'added'
    if (isRemoved) rows.delete(key)
    else rows.set(key, frozen<Fact<Row>>({ ...row, ...origin }))
    overridden.set(shown.toLowerCase(), Object.freeze({ key: shown, change, file, ...origin }))
  }
  return Object.freeze({
    ...table,
    rows: Object.freeze([...rows.values()]),
    overridden: Object.freeze([...overridden.values()]),
  })
}

/** The same for rows with the same key. */
export function rowKey({ key }: Pick<FactTable<object>, 'key'>, row: object): string {
  const values: Readonly<Record<string, unknown>> = { ...row }
  return JSON.stringify(key.map((column) => lower(values[column])))
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null)
}

/** For people. */
export function shownKey({ key }: Pick<FactTable<object>, 'key'>, row: object): string {
  const values: Readonly<Record<string, unknown>> = { ...row }
  return key
    .map((column) => values[column])
    .map((value) => (typeof value === 'string' ? value : 'every'))
    .join(', ')
}

/** Rows are records and lists of texts and numbers, not deep. */
function frozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) frozen(part as object)
  }
  return Object.freeze(value)
}
