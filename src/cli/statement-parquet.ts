import { parquetWriteBuffer } from 'hyparquet-writer'
import { type ColumnValue, type Statement, STATEMENT_COLUMNS } from '../ledger/index.ts'

/**
 * A statement as a Parquet file, for the data lake: the columns of the CSV, money as DECIMAL(38, 9), moments as
 * timestamps.
 */
export function statementParquet(statement: Statement): Uint8Array {
  const columnData = STATEMENT_COLUMNS.map(({ name, value }) => ({
    name,
    data: statement.lines.map((line) => cellOf(value, value.of(line, statement))),
  }))
  const root: SchemaElement = { name: 'root', num_children: columnData.length }
  const schema = STATEMENT_COLUMNS.map(({ name, value }) => schemaOf(name, value))
  return new Uint8Array(parquetWriteBuffer({ columnData, schema: [root, ...schema], createdBy: 'causeway' }))
}

type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number]
type Cell = string | number | bigint | Date | null

function cellOf({ kind }: ColumnValue, cell: string | number | bigint | null): Cell {
  return kind === 'moment' && typeof cell === 'number' ? new Date(cell) : cell
}

/** 16 bytes hold 38 digits. */
const DECIMAL_BYTES = 16

function schemaOf(name: string, { kind }: ColumnValue): SchemaElement {
  switch (kind) {
    case 'text':
      return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }
    case 'money':
      return {
        name,
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: DECIMAL_BYTES,
        converted_type: 'DECIMAL',
        precision: 38,
        scale: 9,
        repetition_type: 'REQUIRED',
      }
    case 'number':
      return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }
    case 'moment':
      return { name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' }
  }
}
